/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The parts of the crash report. */
#ifndef CRASH_PRIV_H
#define CRASH_PRIV_H

#include <stdarg.h>
#include <uk/crash.h>
#include "print_priv.h"

/* The whole report; see uk_crash(). place: where the message comes from. */
void crash_report(const struct uk_crash_cause *cause,
		  const struct print_place *place, const char *fmt,
		  va_list ap) __noreturn;

/* " 0x<addr> <function>+0x<offset>", without a newline. */
void crash_print_code(uintptr_t addr, int is_return);

/*
 * Where it happened, and the call chain from there on. With regs NULL pc is a
 * return address; fp is the frame of the function that pc is in.
 */
void crash_print_place(const struct __regs *regs, uintptr_t pc);
void crash_print_calls(const struct __regs *regs, uintptr_t pc, uintptr_t fp);

/* What lies on the stack, from sp upwards. */
void crash_print_stack(uintptr_t sp);

/* What is mapped at the address and on both sides of it. */
void crash_print_space(uintptr_t address);

#endif /* CRASH_PRIV_H */
