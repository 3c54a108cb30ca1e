/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is about the machine: memory, file systems. */
#include <uk/falloc.h>
#include <uk/init.h>
#include <uk/plat/paging.h>
#include <uk/vmem.h>
#include "procfs_priv.h"

static int meminfo(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	const struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	const struct uk_vas *vas = uk_vas_get_active();
	/* Nothing is written elsewhere to make room, and what is kept in
	 * memory without need is little: free is available.
	 */
	const struct {
		const char *name;
		__sz bytes;
	} rows[] = {
		{"MemTotal:", fa->total_memory},
		{"MemFree:", fa->free_memory},
		{"MemAvailable:", fa->free_memory},
		{"Buffers:", 0},
		{"Cached:", 0},
		{"SwapCached:", 0},
		{"SwapTotal:", 0},
		{"SwapFree:", 0},
		{"Dirty:", 0},
		{"Writeback:", 0},
		{"CommitLimit:", fa->total_memory},
		{"Committed_AS:", vas ? vas->committed : 0},
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		uk_streambuf_printf(out, "%-15s %8lu kB\n", rows[i].name,
				    (unsigned long)rows[i].bytes >> 10);
	uk_streambuf_printf(out,
			    "HugePages_Total: %7d\nHugePages_Free:  %7d\n"
			    "HugePages_Rsvd:  %7d\nHugePages_Surp:  %7d\n"
			    "Hugepagesize:   %8d kB\n",
			    0, 0, 0, 0, 2048);
	return 0;
}

static int filesystems(struct uk_streambuf *out,
		       const struct procfs_ids *of __unused)
{
	const struct vfscore_fs_type *const *t;

	for (t = uk_fslist_start; t < uk_fslist_end; t++)
		uk_streambuf_printf(
			out, "%s\t%s\n",
			(*t)->vs_flags & VFSCORE_FS_REQUIRES_DEV ? "" : "nodev",
			(*t)->vs_name);
	return 0;
}

static struct procfs_entry entries[] = {
	PROCFS_FILE("cpuinfo", 0444, procfs_cpuinfo),
	PROCFS_FILE("filesystems", 0444, filesystems),
	PROCFS_FILE("meminfo", 0444, meminfo),
};

static int machine_boot(void)
{
	procfs_add(NULL, entries, ARRAY_SIZE(entries));
	return 0;
}

uk_lib_initcall(machine_boot);
