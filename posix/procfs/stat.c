/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* stat, statm: what ps and top read. */
#include <uk/arch/paging.h>
#include <uk/arch/time.h>
#include <uk/signal.h>
#include "usage_priv.h"

#define TICK_NSEC (UKARCH_NSEC_PER_SEC / 100) /* of USER_HZ */

/* The time of a thread below task, else of all of the process's. */
static unsigned long ticks_of(const struct procfs_ids *of,
			      const struct uk_posix_thread *pt)
{
	__nsec time = of->thread ? uk_thread_run_time(pt->thread)
				 : uk_process_run_time(pt->process);

	return (unsigned long)(time / TICK_NSEC);
}

/* How a real-time priority or a nice value is shown. */
static int priority_of(const struct uk_posix_thread *pt)
{
	return pt->priority ? -1 - pt->priority : 20 + pt->nice;
}

static void put_identity(struct uk_streambuf *out, const struct procfs_ids *of,
			 const struct uk_posix_thread *pt)
{
	const struct uk_process *p = pt->process;

	/* pid (comm) state ppid pgrp session tty_nr tpgid flags, faults */
	uk_streambuf_printf(out, "%d (%s) %c %d %d %d 0 -1 0 0 0 0 0 ", of->id,
			    pt->comm, proc_state(pt),
			    p->parent ? p->parent->pid : 0, p->pgid, p->sid);
	/* utime stime cutime cstime priority nice threads itrealvalue */
	uk_streambuf_printf(out, "%lu 0 0 0 %d %d %u 0 ", ticks_of(of, pt),
			    priority_of(pt), pt->nice, p->thread_count);
}

static void put_memory(struct uk_streambuf *out, const struct uk_process *p)
{
	bool look = proc_may_look(p);
	struct proc_usage usage;

	proc_usage_get(p, &usage);
	/* starttime vsize rss rsslim; startcode endcode are not known */
	uk_streambuf_printf(out, "%lu %lu %lu %lu 1 1 %lu 0 0 ",
			    (unsigned long)(p->started / TICK_NSEC), usage.size,
			    usage.resident / PAGE_SIZE,
			    p->rlimits[5 /* RSS */].cur,
			    look ? (unsigned long)p->arg_start & ~15UL : 0);
}

int proc_stat(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_posix_thread *pt = proc_thread(of);
	struct uk_signal_sets sets;
	const struct uk_process *p;
	bool look;

	if (!pt)
		return -ESRCH;
	p = pt->process;
	look = proc_may_look(p);
	put_identity(out, of, pt);
	put_memory(out, p);
	uk_signal_sets(pt, &sets);
	/* Signals below the real-time ones; wchan nswap cnswap, exit_signal,
	 * processor rt_priority policy, delays
	 */
	uk_streambuf_printf(out, "%lu %lu %lu %lu 0 0 0 17 0 %d %d 0 0 0 ",
			    (unsigned long)sets.pending & 0x7fffffffUL,
			    (unsigned long)sets.blocked & 0x7fffffffUL,
			    (unsigned long)sets.ignored & 0x7fffffffUL,
			    (unsigned long)sets.caught & 0x7fffffffUL,
			    pt->priority, pt->policy);
	/* start_data end_data start_brk, arguments, environment, exit_code */
	uk_streambuf_printf(out, "0 0 %lu %lu %lu %lu %lu %d\n",
			    look ? (unsigned long)p->brk_start : 0,
			    look ? (unsigned long)p->arg_start : 0,
			    look ? (unsigned long)p->arg_end : 0,
			    look ? (unsigned long)p->env_start : 0,
			    look ? (unsigned long)p->env_end : 0,
			    look ? p->exit_status : 0);
	return 0;
}

int proc_statm(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);
	struct proc_usage usage;

	if (!p)
		return -ESRCH;
	proc_usage_get(p, &usage);
	uk_streambuf_printf(out, "%lu %lu %lu %lu 0 %lu 0\n",
			    usage.size / PAGE_SIZE, usage.resident / PAGE_SIZE,
			    usage.shared / PAGE_SIZE, usage.text / PAGE_SIZE,
			    (usage.data + usage.stack) / PAGE_SIZE);
	return 0;
}
