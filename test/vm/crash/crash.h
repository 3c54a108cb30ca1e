/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The crashes: each is named after what it does, none returns. */
#ifndef CRASH_H
#define CRASH_H

void crash_text_write(void);
void crash_data_exec(void);
void crash_null_read(void);
void crash_wild_write(void);
void crash_canary(void);
void crash_divide(void);
void crash_assert(void);
void crash_words(void);
void crash_invalid_op(void);
int crash_recurse(int depth);

/* In the handler of a breakpoint, on the kernel's stack. */
enum trap_crash {
	TRAP_CRASH_NONE,
	TRAP_CRASH_STACK,
	TRAP_CRASH_FAULT,
};
extern volatile int trap_crash;
void crash_in_trap(enum trap_crash what);

#endif /* CRASH_H */
