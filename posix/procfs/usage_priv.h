/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How much memory a process has, by kind, in bytes. */
#ifndef __POSIX_PROCFS_USAGE_PRIV_H__
#define __POSIX_PROCFS_USAGE_PRIV_H__

#include "process_priv.h"

struct proc_usage {
	unsigned long size;	/* of all areas */
	unsigned long resident; /* of that in memory */
	unsigned long shared;	/* of that not the process's own */
	unsigned long text, data, stack;
};

/* usage.c */
void proc_usage_get(const struct uk_process *p, struct proc_usage *usage);

/* The letter that ps shows for what a thread does. */
static inline char proc_state(const struct uk_posix_thread *pt)
{
	return uk_thread_is_runnable(pt->thread) ? 'R' : 'S';
}

#endif /* __POSIX_PROCFS_USAGE_PRIV_H__ */
