/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The limits that getrlimit() knows, as a table. */
#include <stdio.h>
#include "process_priv.h"

/* By number: RLIMIT_CPU is 0 */
static const struct {
	const char *name, *unit;
} limits[UK_RLIMITS] = {
	{"Max cpu time", "seconds"},	 {"Max file size", "bytes"},
	{"Max data size", "bytes"},	 {"Max stack size", "bytes"},
	{"Max core file size", "bytes"}, {"Max resident set", "bytes"},
	{"Max processes", "processes"},	 {"Max open files", "files"},
	{"Max locked memory", "bytes"},	 {"Max address space", "bytes"},
	{"Max file locks", "locks"},	 {"Max pending signals", "signals"},
	{"Max msgqueue size", "bytes"},	 {"Max nice priority", NULL},
	{"Max realtime priority", NULL}, {"Max realtime timeout", "us"},
};

static void put_value(struct uk_streambuf *out, unsigned long value)
{
	if (value == UK_RLIM_INFINITY)
		uk_streambuf_printf(out, "%-20s ", "unlimited");
	else
		uk_streambuf_printf(out, "%-20lu ", value);
}

int proc_limits(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	if (!p)
		return -ESRCH;
	uk_streambuf_printf(out, "%-25s %-20s %-20s %-10s\n", "Limit",
			    "Soft Limit", "Hard Limit", "Units");
	for (unsigned int i = 0; i < UK_RLIMITS; i++) {
		uk_streambuf_printf(out, "%-25s ", limits[i].name);
		put_value(out, p->rlimits[i].cur);
		put_value(out, p->rlimits[i].max);
		if (limits[i].unit)
			uk_streambuf_printf(out, "%-10s", limits[i].unit);
		uk_streambuf_strcpy(out, "\n");
	}
	return 0;
}
