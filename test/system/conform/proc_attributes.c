/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sched_getattr() and sched_setattr(). */
#include "check.h"
#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>

/** The first version of what the kernel takes. */
struct attributes {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
};

#define SIZE 48L

static struct attributes with;

static long get(long pid, void *to, long size, long flags)
{
	return raw(SYS_sched_getattr, pid, to, size, flags);
}

static long set(long pid, void *from, long flags)
{
	return raw(SYS_sched_setattr, pid, from, flags);
}

static void getting(void)
{
	char large[256];

	result("get", get(0, &with, SIZE, 0));
	value("size", with.size);
	value("policy", with.policy);
	value("nice", with.nice);
	value("priority", with.priority);
	result("get into more", get(0, large, sizeof(large), 0));
	result("get into less", get(0, &with, SIZE - 1, 0));
	result("get into too much", get(0, &with, 4097, 0));
	result("get with flags", get(0, &with, SIZE, 1));
	result("get into nothing", get(0, NULL, SIZE, 0));
	result("get, unmapped", get(0, bad_unmapped(), SIZE, 0));
	result("get, partly mapped", get(0, bad_partly(20), SIZE, 0));
	result("get process -1's", get(-1, &with, SIZE, 0));
	result("get nobody's", get(0x3fffffff, &with, SIZE, 0));
}

static void setting(void)
{
	get(0, &with, SIZE, 0);
	result("set the same", set(0, &with, 0));
	with.policy = SCHED_BATCH;
	with.nice = 3;
	result("set another policy", set(0, &with, 0));
	result("policy", raw(SYS_sched_getscheduler, 0));
	result("niceness", raw(SYS_getpriority, 0, 0));
	with.size = SIZE - 8;
	result("set, too small", set(0, &with, 0));
	value("the size it knows is larger", with.size >= SIZE);
	with.size = 0;
	result("set, size 0", set(0, &with, 0));
	with.size = SIZE;
	result("set with flags", set(0, &with, 1));
	result("set process -1's", set(-1, &with, 0));
	result("set nobody's", set(0x3fffffff, &with, 0));
	result("set, nothing", set(0, NULL, 0));
	result("set, unmapped", set(0, bad_unmapped(), 0));
	with.policy = 4;
	result("set policy 4", set(0, &with, 0));
	with.policy = SCHED_FIFO;
	with.priority = 0;
	result("set priority 0 of a real-time policy", set(0, &with, 0));
	with.policy = SCHED_OTHER;
	with.nice = 0;
	with.flags = 1UL << 40;
	result("set unknown flags of its own", set(0, &with, 0));
	with.flags = 0;
	result("set what was", set(0, &with, 0));
	result("policy", raw(SYS_sched_getscheduler, 0));
}

int main(void)
{
	getting();
	setting();
	return 0;
}
