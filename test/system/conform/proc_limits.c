/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* getrlimit(), setrlimit(), prlimit64() and getrusage(). */
#include "check.h"
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>

static long limit(long pid, long what, const void *new, void *old)
{
	return raw(SYS_prlimit64, pid, what, new, old);
}

static void reading(void)
{
	struct rlimit one;
	uint64_t two[2];
	char name[24];
	int i;

	for (i = 0; i < 16; i++) {
		snprintf(name, sizeof(name), "limit %d", i);
		result(name, limit(0, i, NULL, two));
		value("  not above its maximum", two[0] <= two[1]);
		getrlimit(i, &one);
		value("  the same by getrlimit",
		      one.rlim_cur == two[0] && one.rlim_max == two[1]);
	}
	result("limit 16", limit(0, 16, NULL, two));
	result("limit -1", limit(0, -1, NULL, two));
	result("by the process' number", limit(getpid(), 3, NULL, two));
	result("nobody's", limit(0x3fffffff, 3, NULL, two));
	result("neither new nor old", limit(0, 3, NULL, NULL));
	result("old unmapped", limit(0, 3, NULL, bad_unmapped()));
	result("old partly mapped", limit(0, 3, NULL, bad_partly(8)));
	result("getrlimit, unmapped", raw(SYS_getrlimit, 3, bad_unmapped()));
	result("getrlimit of 16", raw(SYS_getrlimit, 16, two));
}

static void writing(void)
{
	struct rlimit files, now, new;

	getrlimit(RLIMIT_NOFILE, &files);
	new = files;
	new.rlim_cur = 20;
	result("set", setrlimit(RLIMIT_NOFILE, &new));
	getrlimit(RLIMIT_NOFILE, &now);
	value("it is set", (long)now.rlim_cur);
	value("sysconf sees it", sysconf(_SC_OPEN_MAX));
	result("a descriptor beyond it", dup2(1, 20));
	result("one below it", dup2(1, 19));
	new.rlim_cur = new.rlim_max + 1;
	result("above the maximum", setrlimit(RLIMIT_NOFILE, &new));
	new.rlim_cur = new.rlim_max = 1UL << 60;
	result("more files than there can be", setrlimit(RLIMIT_NOFILE, &new));
	result("new unmapped", limit(0, 7, bad_unmapped(), NULL));
	result("new partly mapped", limit(0, 7, bad_partly(8), NULL));
	result("new, old unmapped", limit(0, 7, &files, bad_unmapped()));
	getrlimit(RLIMIT_NOFILE, &now);
	value("set all the same", now.rlim_cur == files.rlim_cur);
	result("setrlimit, unmapped", raw(SYS_setrlimit, 7, bad_unmapped()));
	result("setrlimit of 16", raw(SYS_setrlimit, 16, &files));
	value("the stack's is what programs expect",
	      getrlimit(RLIMIT_STACK, &now) == 0 && now.rlim_cur >= 65536);
}

static void usage(void)
{
	struct rusage used;
	int i;

	result("own usage", getrusage(RUSAGE_SELF, &used));
	value("microseconds", used.ru_utime.tv_usec < 1000000 &&
				      used.ru_stime.tv_usec < 1000000);
	value("memory", used.ru_maxrss > 0);
	result("the thread's usage", getrusage(RUSAGE_THREAD, &used));
	result("children's usage", getrusage(RUSAGE_CHILDREN, &used));
	value("none",
	      used.ru_utime.tv_sec + used.ru_utime.tv_usec + used.ru_maxrss);
	result("usage of 2", raw(SYS_getrusage, 2, &used));
	result("usage of -2", raw(SYS_getrusage, -2, &used));
	result("usage, unmapped",
	       raw(SYS_getrusage, RUSAGE_SELF, bad_unmapped()));
	result("usage, partly mapped",
	       raw(SYS_getrusage, RUSAGE_SELF, bad_partly(100)));
	for (i = 0; i < 10; i++)
		usleep(1000);
	getrusage(RUSAGE_SELF, &used);
	value("waits are counted", used.ru_nvcsw >= 10);
}

static void priority(void)
{
	result("priority", raw(SYS_getpriority, PRIO_PROCESS, 0));
	result("set it", setpriority(PRIO_PROCESS, 0, 5));
	value("it is set", getpriority(PRIO_PROCESS, 0));
	result("set it to too much", setpriority(PRIO_PROCESS, 0, 99));
	value("the most there is", getpriority(PRIO_PROCESS, 0));
	result("set it to too little", setpriority(PRIO_PROCESS, 0, -99));
	value("the least there is", getpriority(PRIO_PROCESS, 0));
	result("kind 3", raw(SYS_getpriority, 3, 0));
	result("kind -1", raw(SYS_setpriority, -1, 0, 0));
	result("nobody's", raw(SYS_getpriority, PRIO_PROCESS, 0x3fffffff));
	result("set nobody's",
	       raw(SYS_setpriority, PRIO_PROCESS, 0x3fffffff, 0));
	result("back", setpriority(PRIO_PROCESS, 0, 0));
}

int main(void)
{
	reading();
	writing();
	usage();
	priority();
	return 0;
}
