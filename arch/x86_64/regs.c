/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The registers by name, for the crash report. */
#include <stddef.h>
#include <arch/trap.h>
#include "x86_priv.h"

#define REG(reg, text)                                               \
	{                                                            \
		.name = text, .offset = offsetof(struct __regs, reg) \
	}

const struct arch_reg_desc arch_reg_descs[] = {
	REG(rip, "rip"),       REG(rsp, "rsp"), REG(rbp, "rbp"),
	REG(eflags, "eflags"), REG(rax, "rax"), REG(rbx, "rbx"),
	REG(rcx, "rcx"),       REG(rdx, "rdx"), REG(rsi, "rsi"),
	REG(rdi, "rdi"),       REG(r8, "r8"),	REG(r9, "r9"),
	REG(r10, "r10"),       REG(r11, "r11"), REG(r12, "r12"),
	REG(r13, "r13"),       REG(r14, "r14"), REG(r15, "r15"),
	REG(cs, "cs"),	       REG(ss, "ss"),
};

const unsigned int arch_reg_descs_count =
	sizeof(arch_reg_descs) / sizeof(arch_reg_descs[0]);

/* Appends name and value in hexadecimal at pos; returns the new position. */
static __sz append(char *buf, __sz len, __sz pos, const char *name,
		   uint64_t value)
{
	int shift = 60;

	for (; *name && pos + 1 < len; name++)
		buf[pos++] = *name;
	while (shift > 0 && !(value >> shift))
		shift -= 4;
	for (; shift >= 0 && pos + 1 < len; shift -= 4)
		buf[pos++] = "0123456789abcdef"[value >> shift & 0xf];
	return pos;
}

int arch_system_regs_snprint(char *buf, __sz len)
{
	__sz pos = 0;

	if (!len)
		return 0;
	pos = append(buf, len, pos, "cr0 ", x86_cr0_read());
	pos = append(buf, len, pos, " cr2 ", x86_cr2_read());
	pos = append(buf, len, pos, " cr3 ", x86_cr3_read());
	pos = append(buf, len, pos, " cr4 ", x86_cr4_read());
	pos = append(buf, len, pos, " fs ", x86_rdmsr(X86_MSR_FS_BASE));
	pos = append(buf, len, pos, " gs ", x86_rdmsr(X86_MSR_GS_BASE));
	buf[pos] = '\0';
	return (int)pos;
}
