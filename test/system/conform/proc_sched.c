/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Scheduling: yield, policies, priorities, and processors to run on. */
#include "check.h"
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>

static void policies(void)
{
	static const int known[] = {SCHED_OTHER, SCHED_FIFO, SCHED_RR,
				    SCHED_BATCH, SCHED_IDLE};
	char name[32];
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		snprintf(name, sizeof(name), "policy %d", known[i]);
		text(name, "priorities");
		result("  lowest", raw(SYS_sched_get_priority_min, known[i]));
		result("  highest", raw(SYS_sched_get_priority_max, known[i]));
	}
	result("lowest of policy 4", raw(SYS_sched_get_priority_min, 4));
	result("highest of policy 99", raw(SYS_sched_get_priority_max, 99));
	result("highest of policy -1", raw(SYS_sched_get_priority_max, -1));
}

static void own(void)
{
	struct sched_param param = {0};
	struct timespec slice;
	int i;

	for (i = 0; i < 100; i++)
		if (sched_yield())
			abort();
	result("yield", sched_yield());
	result("own policy", raw(SYS_sched_getscheduler, 0));
	result("by number", raw(SYS_sched_getscheduler, getpid()));
	result("of process -1", raw(SYS_sched_getscheduler, -1));
	result("of nobody", raw(SYS_sched_getscheduler, 0x3fffffff));
	param.sched_priority = 9;
	result("own parameters", raw(SYS_sched_getparam, 0, &param));
	value("priority", param.sched_priority);
	result("into nothing", raw(SYS_sched_getparam, 0, NULL));
	result("unmapped", raw(SYS_sched_getparam, 0, bad_unmapped()));
	result("of process -1", raw(SYS_sched_getparam, -1, &param));
	result("of nobody", raw(SYS_sched_getparam, 0x3fffffff, &param));
	result("slice", raw(SYS_sched_rr_get_interval, 0, &slice));
	result("slice, unmapped",
	       raw(SYS_sched_rr_get_interval, 0, bad_unmapped()));
	result("slice of nobody",
	       raw(SYS_sched_rr_get_interval, 0x3fffffff, &slice));
	result("slice of process -1",
	       raw(SYS_sched_rr_get_interval, -1, &slice));
}

static void setting(void)
{
	struct sched_param param = {0};

	result("batch", raw(SYS_sched_setscheduler, 0, SCHED_BATCH, &param));
	result("own policy", raw(SYS_sched_getscheduler, 0));
	result("other", raw(SYS_sched_setscheduler, 0, SCHED_OTHER, &param));
	result("own policy", raw(SYS_sched_getscheduler, 0));
	result("policy 4", raw(SYS_sched_setscheduler, 0, 4, &param));
	result("policy -1", raw(SYS_sched_setscheduler, 0, -1, &param));
	result("no parameters",
	       raw(SYS_sched_setscheduler, 0, SCHED_OTHER, NULL));
	result("unmapped",
	       raw(SYS_sched_setscheduler, 0, SCHED_OTHER, bad_unmapped()));
	result("process -1",
	       raw(SYS_sched_setscheduler, -1, SCHED_OTHER, &param));
	result("nobody",
	       raw(SYS_sched_setscheduler, 0x3fffffff, SCHED_OTHER, &param));
	result("first in, first out with priority 0",
	       raw(SYS_sched_setscheduler, 0, SCHED_FIFO, &param));
	param.sched_priority = 100;
	result("round robin with priority 100",
	       raw(SYS_sched_setscheduler, 0, SCHED_RR, &param));
	param.sched_priority = 5;
	result("other with priority 5",
	       raw(SYS_sched_setscheduler, 0, SCHED_OTHER, &param));
	result("parameters that do not fit",
	       raw(SYS_sched_setparam, 0, &param));
	result("no parameters", raw(SYS_sched_setparam, 0, NULL));
	result("round robin", raw(SYS_sched_setscheduler, 0, SCHED_RR, &param));
	result("own policy", raw(SYS_sched_getscheduler, 0));
	param.sched_priority = 7;
	result("another priority", raw(SYS_sched_setparam, 0, &param));
	param.sched_priority = 0;
	raw(SYS_sched_getparam, 0, &param);
	value("priority", param.sched_priority);
	param.sched_priority = 0;
	result("other again",
	       raw(SYS_sched_setscheduler, 0, SCHED_OTHER, &param));
}

static void processors(void)
{
	unsigned long set[128], one[128] = {0}, none[128] = {0};
	unsigned int processor = 99, node = 99;
	long size;

	memset(set, 0, sizeof(set));
	size = raw(SYS_sched_getaffinity, 0, sizeof(set), set);
	value("affinity, in words", size > 0 && size % 8 == 0);
	value("some processor", set[0] != 0);
	result("affinity of a size that is no word",
	       raw(SYS_sched_getaffinity, 0, 9, set));
	result("affinity of no size", raw(SYS_sched_getaffinity, 0, 0, set));
	result("affinity, unmapped",
	       raw(SYS_sched_getaffinity, 0, sizeof(set), bad_unmapped()));
	result("affinity of nobody",
	       raw(SYS_sched_getaffinity, 0x3fffffff, sizeof(set), set));
	one[0] = set[0] & -set[0];
	result("run on one processor",
	       raw(SYS_sched_setaffinity, 0, sizeof(one), one));
	result("which", raw(SYS_getcpu, &processor, &node, NULL));
	value("it is that one", one[0] == 1UL << processor);
	value("one processor's node", node);
	raw(SYS_sched_getaffinity, 0, sizeof(set), set);
	value("one is there", set[0] == one[0]);
	result("run on none",
	       raw(SYS_sched_setaffinity, 0, sizeof(none), none));
	result("run on a processor that is not there",
	       (none[0] = 1UL << 63,
		raw(SYS_sched_setaffinity, 0, sizeof(none), none)));
	result("set it, unmapped",
	       raw(SYS_sched_setaffinity, 0, 8, bad_unmapped()));
	result("set nobody's",
	       raw(SYS_sched_setaffinity, 0x3fffffff, sizeof(one), one));
	result("getcpu into nothing", raw(SYS_getcpu, NULL, NULL, NULL));
	result("getcpu, unmapped", raw(SYS_getcpu, bad_unmapped(), NULL, NULL));
	result("getcpu, node unmapped",
	       raw(SYS_getcpu, NULL, bad_unmapped(), NULL));
}

int main(void)
{
	policies();
	own();
	setting();
	processors();
	return 0;
}
