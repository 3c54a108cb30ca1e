/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* membarrier(), rseq() and calls that there are not. */
#include "check.h"
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#ifndef SYS_rseq
#define SYS_rseq 334
#endif
#define SIGNATURE  0x53053053
#define UNREGISTER 1

enum {
	QUERY = 0,
	GLOBAL = 1,
	GLOBAL_EXPEDITED = 2,
	REGISTER_GLOBAL = 4,
	PRIVATE_EXPEDITED = 8,
	REGISTER_PRIVATE = 16,
	SYNC_CORE = 32,
	REGISTER_SYNC_CORE = 64,
};

static void barriers(void)
{
	long known = raw(SYS_membarrier, QUERY, 0, 0);

	value("expedited ones",
	      (known & (PRIVATE_EXPEDITED | REGISTER_PRIVATE)) ==
		      (PRIVATE_EXPEDITED | REGISTER_PRIVATE));
	result("query with flags", raw(SYS_membarrier, QUERY, 1, 0));
	result("unknown command", raw(SYS_membarrier, 1 << 30, 0, 0));
	result("two commands",
	       raw(SYS_membarrier, PRIVATE_EXPEDITED | REGISTER_PRIVATE, 0, 0));
	result("before it is registered",
	       raw(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0));
	result("register", raw(SYS_membarrier, REGISTER_PRIVATE, 0, 0));
	result("register again", raw(SYS_membarrier, REGISTER_PRIVATE, 0, 0));
	result("private", raw(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0));
	result("global", raw(SYS_membarrier, GLOBAL, 0, 0));
	result("register for global",
	       raw(SYS_membarrier, REGISTER_GLOBAL, 0, 0));
	result("global, expedited",
	       raw(SYS_membarrier, GLOBAL_EXPEDITED, 0, 0));
}

/** The first version of the area. */
struct area {
	uint32_t cpu_start, cpu;
	uint64_t section;
	uint32_t flags, pad[3];
} __attribute__((aligned(32)));

static struct area area, other;

/* Where the C library has its own area, if it has one. */
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

static long rseq(void *at, unsigned int size, int flags, unsigned int sign)
{
	return raw(SYS_rseq, at, size, flags, sign);
}

static void unregister_library(void)
{
	if (&__rseq_size != NULL && __rseq_size != 0)
		rseq((char *)__builtin_thread_pointer() + __rseq_offset,
		     sizeof(area), UNREGISTER, SIGNATURE);
}

static void sequences(void)
{
	const unsigned int size = sizeof(area);
	unsigned int now;

	unregister_library();
	result("too small", rseq(&area, 16, 0, SIGNATURE));
	result("not aligned", rseq((char *)&area + 8, size, 0, SIGNATURE));
	result("unknown flag", rseq(&area, size, 16, SIGNATURE));
	result("unregister what is not",
	       rseq(&area, size, UNREGISTER, SIGNATURE));
	area.cpu = -1U;
	result("register", rseq(&area, size, 0, SIGNATURE));
	do
		raw(SYS_getcpu, &now, NULL, NULL);
	while (now != *(volatile uint32_t *)&area.cpu);
	text("the processor", "is there");
	value("to start on", area.cpu_start != -1U);
	result("register again", rseq(&area, size, 0, SIGNATURE));
	result("register another", rseq(&other, size, 0, SIGNATURE));
	result("another signature", rseq(&area, size, 0, 1));
	result("unregister another", rseq(&other, size, UNREGISTER, SIGNATURE));
	result("unregister with another signature",
	       rseq(&area, size, UNREGISTER, 1));
	result("unregister", rseq(&area, size, UNREGISTER, SIGNATURE));
	value("no processor", area.cpu == -1U);
	result("unregister again", rseq(&area, size, UNREGISTER, SIGNATURE));
}

int main(void)
{
	barriers();
	sequences();
	result("a call that there is not", raw(5000));
	result("a call of a negative number", raw(-5));
	return 0;
}
