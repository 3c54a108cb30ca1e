/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What threads and processes have used: getrusage(2), times(2). Program and
 * kernel run in one mode: all their time is the program's.
 */
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include <uk/plat/time.h>
#include <uk/sched.h>
#include <uk/syscall_define.h>
#include <uk/process.h>

#define TICK_NSEC (UKARCH_NSEC_PER_SEC / 100) /* AT_CLKTCK */

struct usage {
	__nsec time;
	unsigned long waits, preemptions;
};

static void usage_add(struct usage *u, const struct uk_thread *t)
{
	u->time += uk_thread_run_time(t);
	u->waits += t->times_blocked;
	u->preemptions += t->times_preempted;
}

static void usage_of_process(struct usage *u, const struct uk_process *p)
{
	const struct uk_posix_thread *pt;

	*u = (struct usage){
		.time = p->dead_time,
		.waits = p->dead_blocked,
		.preemptions = p->dead_preempted,
	};
	uk_list_for_each_entry (pt, &p->threads, link)
		usage_add(u, pt->thread);
}

/* KiB in use in the machine, which is the process's; never less than before. */
static long memory_used(void)
{
	static __sz most;
	const struct uk_falloc *fa = ukplat_pt_get_active()->fa;

	most = MAX(most, fa->total_memory - fa->free_memory);
	return (long)(most >> 10);
}

UK_SYSCALL_R_DEFINE(int, getrusage, int, who, struct rusage *, uusage)
{
	struct usage used = {.time = 0};
	struct rusage usage;

	memset(&usage, 0, sizeof(usage));
	switch (who) {
	case RUSAGE_SELF:
		usage_of_process(&used, uk_process_current());
		break;
	case RUSAGE_THREAD:
		usage_add(&used, uk_thread_current());
		break;
	case RUSAGE_CHILDREN:
		break;
	default:
		return -EINVAL;
	}
	usage.ru_utime.tv_sec = (time_t)(used.time / UKARCH_NSEC_PER_SEC);
	usage.ru_utime.tv_usec =
		(suseconds_t)(used.time % UKARCH_NSEC_PER_SEC / 1000);
	usage.ru_nvcsw = (long)used.waits;
	usage.ru_nivcsw = (long)used.preemptions;
	if (who != RUSAGE_CHILDREN)
		usage.ru_maxrss = memory_used();
	return uk_copy_to_app(uusage, &usage, sizeof(usage));
}

/* The clock is that of ticks since the machine started, as on Linux. */
UK_SYSCALL_R_DEFINE(clock_t, times, struct tms *, utimes)
{
	struct tms t = {
		.tms_utime =
			(clock_t)(uk_process_run_time(uk_process_current()) /
				  TICK_NSEC),
	};

	if (utimes && uk_copy_to_app(utimes, &t, sizeof(t)))
		return -EFAULT;
	return (clock_t)(ukplat_monotonic_clock() / TICK_NSEC);
}
