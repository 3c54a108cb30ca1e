/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The crash report: what went wrong in words, where (function, file), the
 * registers, the running thread, the call chain with names, the stack, and
 * what lies around a faulting address; then the machine stops with a status
 * that tells the causes apart (UKPLAT_EXIT_*).
 *
 * What lives above base/ adds to it through the pointers registered here.
 */
#ifndef __UK_CRASH_H__
#define __UK_CRASH_H__

#include <stdint.h>
#include <stdarg.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct __regs;
struct uk_thread;

/* What is known about a crash; regs and a fault address may be missing. */
struct uk_crash_cause {
	int status;		   /* UKPLAT_EXIT_* */
	const struct __regs *regs; /* NULL: crashed by a call, not by a trap */
	int has_address;
	uintptr_t address; /* the address that could not be accessed */
	/* Without regs: where it happened; 0 is the caller of uk_crash(). */
	uintptr_t pc;
	uintptr_t fp;
};

/*
 * Reports the crash and stops the machine. The words (fmt, ...) end without a
 * newline. A crash while a report is being written is reported in one line.
 */
void uk_crash(const struct uk_crash_cause *cause, const char *fmt,
	      ...) __noreturn __printf(2, 3);

/* One part of a line of the report; for the functions registered below. */
void uk_crash_printf(const char *fmt, ...) __printf(1, 2);

/* True when len bytes at addr can be read without a fault. */
int uk_crash_readable(uintptr_t addr, unsigned long len);

/*
 * The name of the function that holds addr and the distance from its start;
 * NULL when the image holds no table (CONFIG_LIBUKDEBUG_SYMBOLS) or addr lies
 * outside the code. The name is valid until the next call.
 */
const char *uk_symbol_find(uintptr_t addr, unsigned long *offset);

/*
 * How the machine stops, from the platform; without one the CPU halts after
 * the architecture's own exit status.
 */
void uk_crash_terminate_set(void (*terminate)(int status));

/* The name of a thread or NULL, from the scheduler; also for printk. */
void uk_crash_thread_name_set(const char *(*name)(const struct uk_thread *));

/*
 * A part of the report, from above: called after the registers, with the
 * fault address when there is one. For areas of an address space, for threads.
 */
struct uk_crash_part {
	const char *title;
	void (*print)(const struct uk_crash_cause *cause);
	struct uk_crash_part *next; /* ours */
};

void uk_crash_part_register(struct uk_crash_part *part);

#ifdef __cplusplus
}
#endif

#endif /* __UK_CRASH_H__ */
