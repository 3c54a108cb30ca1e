/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The canary and what happens when it is dead. */

#include <arch/cpu.h>
#include <uk/arch/random.h>
#include <uk/crash.h>
#include <uk/plat/bootstrap.h>
#include <uk/print.h>

void uk_stack_chk_guard_setup(void);
void __stack_chk_fail(void) __noreturn;

/* Constant to everybody else, hence the other name in this file. */
extern unsigned long canary __asm__("__stack_chk_guard");
unsigned long canary = 0x595e9fbd94fda766;

void uk_stack_chk_guard_setup(void)
{
	__u64 value;

	if (ukarch_random_u64(&value)) {
		value = arch_counter_read() * 0x9e3779b97f4a7c15;
		uk_pr_warn("The stack protector's canary can be guessed: "
			   "the CPU has no random numbers\n");
	}
	/* A zero byte first: a string that runs over cannot contain it. */
	canary = value & ~0xffUL;
}

void __stack_chk_fail(void)
{
	struct uk_crash_cause cause = {
		.status = UKPLAT_EXIT_CANARY,
		.pc = __return_addr(0),
		.fp = __frame_addr(0),
	};

	uk_crash(&cause, "Stack smashed: a function has written beyond a "
			 "buffer of its own");
}
