/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The machine's exit status by semihosting. Without a monitor that listens,
 * the instruction is undefined: arm64_exit_fixup() then steps over it.
 */
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <arch/exit.h>
#include "exit_priv.h"
#include "trap_priv.h"

#define SYS_GET_CMDLINE	     0x15
#define SYS_EXIT_EXTENDED    0x20
#define ADP_APPLICATION_EXIT 0x20026

/* The HLT below. */
extern char arm64_semihosting_call[];

bool arm64_exit_fixup(struct __regs *regs)
{
	if (regs->elr_el1 != (__u64)arm64_semihosting_call)
		return false;
	regs->elr_el1 += 4;
	return true;
}

/* Not inlined: there is one such instruction. */
static __noinline __u64 semihosting_call(__u64 op, const void *param)
{
	register __u64 x0 __asm__("x0") = op;
	register const void *x1 __asm__("x1") = param;

	__asm__ __volatile__(".globl arm64_semihosting_call\n"
			     "arm64_semihosting_call:\n\t"
			     "hlt #0xf000"
			     : "+r"(x0)
			     : "r"(x1)
			     : "memory");
	return x0;
}

/*
 * Does a console listen for the result? Who starts QEMU with one says so by
 * semihosting's command line "result". Without semihosting the operation's
 * number comes back.
 */
static bool result_is_wanted(void)
{
	static const char word[] = "result";
	char line[sizeof(word)] = "";
	const __u64 block[2] = {(__u64)line, sizeof(line)};

	if (semihosting_call(SYS_GET_CMDLINE, block))
		return false;
	for (unsigned int i = 0; i < sizeof(word); i++)
		if (line[i] != word[i])
			return false;
	return true;
}

/*
 * What semihosting says ends the machine, and holds a result as it is; but so
 * it does the kind of a crash.
 */
void arch_exit_result(int result)
{
	if (result_is_wanted())
		arm64_result_write((uint8_t)result);
	if (result)
		arch_exit_status(result);
}

void arch_exit_status(int status)
{
	const __u64 block[2] = {ADP_APPLICATION_EXIT, (__u64)status};

	(void)semihosting_call(SYS_EXIT_EXTENDED, block);
}
