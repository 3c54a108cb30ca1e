/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is about the system and no process. */
#include <uk/arch/time.h>
#include <uk/plat/time.h>
#include <uk/utsname.h>
#include "process_priv.h"

#define CENTI_NSEC (UKARCH_NSEC_PER_SEC / 100)

/* The time in which a process ran. */
static __nsec busy(void)
{
	__nsec time = 0;

	for (int pid = uk_process_next(0); pid > 0;
	     pid = uk_process_next(pid + 1))
		time += uk_process_run_time(uk_process_find(pid));
	return time;
}

static __nsec idle(void)
{
	__nsec now = ukplat_monotonic_clock(), used = busy();

	return now > used ? now - used : 0;
}

static unsigned int running(unsigned int *all)
{
	unsigned int n = 0;

	*all = 0;
	for (int pid = uk_process_next(0); pid > 0;
	     pid = uk_process_next(pid + 1)) {
		const struct uk_process *p = uk_process_find(pid);
		const struct uk_posix_thread *pt;

		uk_list_for_each_entry (pt, &p->threads, link) {
			n += uk_thread_is_runnable(pt->thread) ? 1 : 0;
			++*all;
		}
	}
	return n;
}

static int uptime(struct uk_streambuf *out,
		  const struct procfs_ids *of __unused)
{
	__nsec up = ukplat_monotonic_clock() / CENTI_NSEC;
	__nsec rest = idle() / CENTI_NSEC;

	uk_streambuf_printf(out, "%lu.%02lu %lu.%02lu\n",
			    (unsigned long)up / 100, (unsigned long)up % 100,
			    (unsigned long)rest / 100,
			    (unsigned long)rest % 100);
	return 0;
}

/* Nobody averages: what runs now is what there is to say. */
static int loadavg(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	unsigned int all, now = running(&all);

	uk_streambuf_printf(out, "%u.00 %u.00 %u.00 %u/%u %d\n", now, now, now,
			    now, all, uk_process_current()->pid);
	return 0;
}

static int version(struct uk_streambuf *out,
		   const struct procfs_ids *of __unused)
{
	struct utsname name;

	uk_utsname_get(&name);
	uk_streambuf_printf(out, "%s version %s (%s) %s\n", name.sysname,
			    name.release, "epimetheus", name.version);
	return 0;
}

static int cpu_times(struct uk_streambuf *out,
		     const struct procfs_ids *of __unused)
{
	unsigned long user = (unsigned long)(busy() / CENTI_NSEC);
	unsigned long rest = (unsigned long)(idle() / CENTI_NSEC);
	__nsec boot = ukplat_wall_clock() - ukplat_monotonic_clock();
	unsigned int all, now = running(&all);

	uk_streambuf_printf(out,
			    "cpu  %lu 0 0 %lu 0 0 0 0 0 0\n"
			    "cpu0 %lu 0 0 %lu 0 0 0 0 0 0\n"
			    "intr 0\nctxt 0\nbtime %lu\nprocesses %u\n"
			    "procs_running %u\nprocs_blocked 0\nsoftirq 0\n",
			    user, rest, user, rest,
			    (unsigned long)(boot / UKARCH_NSEC_PER_SEC), all,
			    now);
	return 0;
}

static struct procfs_entry entries[] = {
	PROCFS_FILE("loadavg", 0444, loadavg),
	PROCFS_FILE("stat", 0444, cpu_times),
	PROCFS_FILE("uptime", 0444, uptime),
	PROCFS_FILE("version", 0444, version),
};

void proc_system_add(void)
{
	procfs_add(NULL, entries, ARRAY_SIZE(entries));
}
