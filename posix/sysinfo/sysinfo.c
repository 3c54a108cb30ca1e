/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sysinfo(2), and what glibc adds for who asks one thing only. */
#include <stddef.h>
#include <sys/sysinfo.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include <uk/plat/time.h>
#include <uk/process.h>
#include <uk/syscall_define.h>

#define NSEC_PER_SEC 1000000000UL

UK_CTASSERT(sizeof(struct sysinfo) == 112);

static const struct uk_falloc *frames(void)
{
	return ukplat_pt_get_active()->fa;
}

UK_SYSCALL_R_DEFINE(int, sysinfo, struct sysinfo *, uinfo)
{
	struct sysinfo info = {
		.uptime = (long)((ukplat_monotonic_clock() + NSEC_PER_SEC - 1) /
				 NSEC_PER_SEC),
		.totalram = frames()->total_memory,
		.freeram = frames()->free_memory,
		.procs = (unsigned short)uk_process_init()->thread_count,
		.mem_unit = 1,
	};

	return uk_copy_to_app(uinfo, &info, sizeof(info));
}

int get_nprocs(void)
{
	return 1;
}

int get_nprocs_conf(void)
{
	return 1;
}

long get_phys_pages(void)
{
	return (long)(frames()->total_memory / __PAGE_SIZE);
}

long get_avphys_pages(void)
{
	return (long)(frames()->free_memory / __PAGE_SIZE);
}
