/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Registers by name, for the crash report. */
#include <stddef.h>
#include <stdio.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <arch/trap.h>

#define REG(n, field)                                               \
	{                                                           \
		.name = n, .offset = offsetof(struct __regs, field) \
	}
#define XREG(i) REG("x" #i, x[i])

const struct arch_reg_desc arch_reg_descs[] = {
	REG("pc", elr_el1),
	REG("sp", sp),
	REG("lr", lr),
	REG("fp", x[29]),
	REG("pstate", spsr_el1),
	REG("esr", esr_el1),
	REG("far", far_el1),
	XREG(0),
	XREG(1),
	XREG(2),
	XREG(3),
	XREG(4),
	XREG(5),
	XREG(6),
	XREG(7),
	XREG(8),
	XREG(9),
	XREG(10),
	XREG(11),
	XREG(12),
	XREG(13),
	XREG(14),
	XREG(15),
	XREG(16),
	XREG(17),
	XREG(18),
	XREG(19),
	XREG(20),
	XREG(21),
	XREG(22),
	XREG(23),
	XREG(24),
	XREG(25),
	XREG(26),
	XREG(27),
	XREG(28),
};
const unsigned int arch_reg_descs_count = ARRAY_SIZE(arch_reg_descs);

int arch_system_regs_snprint(char *buf, __sz len)
{
	return snprintf(
		buf, len, "sctlr %lx tcr %lx ttbr0 %lx ttbr1 %lx cpacr %lx",
		arm64_sysreg_read(sctlr_el1), arm64_sysreg_read(tcr_el1),
		arm64_sysreg_read(ttbr0_el1), arm64_sysreg_read(ttbr1_el1),
		arm64_sysreg_read(cpacr_el1));
}
