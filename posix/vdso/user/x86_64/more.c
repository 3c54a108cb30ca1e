/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What other architectures' objects do not have. */
#include "../clocks.h"

int64_t __vdso_time(int64_t *where);
long __vdso_getcpu(unsigned int *cpu, unsigned int *node, void *unused);

EXPORTED int64_t __vdso_time(int64_t *where)
{
	uint64_t now = now_read(1);
	int64_t sec = (int64_t)(now / NSEC_PER_SEC);

	if (!now)
		return cpu_syscall(SYS_time_, (long)where, 0);
	if (where)
		*where = sec;
	return sec;
}

EXPORTED long __vdso_getcpu(unsigned int *cpu, unsigned int *node, void *unused)
{
	(void)unused;
	if (!(vdso_page.known & VDSO_ONE_CPU))
		return cpu_syscall(SYS_getcpu_, (long)cpu, (long)node);
	if (cpu)
		*cpu = 0;
	if (node)
		*node = 0;
	return 0;
}
