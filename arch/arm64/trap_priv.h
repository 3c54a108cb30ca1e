/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between vectors.S, trap.c and exit.c. */
#ifndef ARM64_TRAP_PRIV_H
#define ARM64_TRAP_PRIV_H

#include <stdbool.h>

struct __regs;

/* The first address that a loaded program may not name */
#define APP_LIMIT 0x800000000000UL

extern char arm64_vectors[];

/* Called by vectors.S; interrupts are off. */
void arm64_trap_sync(struct __regs *regs);
void arm64_trap_irq(struct __regs *regs);
void arm64_trap_fiq(struct __regs *regs);
void arm64_trap_serror(struct __regs *regs);
void arm64_trap_overflow(struct __regs *regs);
void arm64_return_work(struct __regs *regs);
/* vectors.S */
void arm64_app_enter(void) __attribute__((noreturn));

/* True if the trap was the semihosting call of a machine that has none: goes
 * on behind it.
 */
bool arm64_exit_fixup(struct __regs *regs);

#endif /* ARM64_TRAP_PRIV_H */
