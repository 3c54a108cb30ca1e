/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random operations against the model. VFS_SEED=n runs only that seed, and
 * VFS_TRACE=1 prints what is done; VFS_ROUNDS is how many are tried.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <uk/test.h>
#include "drive.h"

#define BYTES 3000

static unsigned long seed;

static void tell(int sig __unused)
{
	fprintf(stderr, "again with VFS_SEED=%lu\n", seed);
	signal(SIGABRT, SIG_DFL);
	abort();
}

static unsigned long option(const char *name, unsigned long def)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 0) : def;
}

static void run(void)
{
	static uint8_t bytes[BYTES];
	uint64_t state = seed * 0x9e3779b97f4a7c15UL + 1;

	for (size_t i = 0; i < BYTES; i++) {
		state = state * 6364136223846793005UL + 1442695040888963407UL;
		bytes[i] = (uint8_t)(state >> 56);
	}
	drive(bytes, BYTES);
}

UK_TESTCASE(ramfs, random_operations_as_in_the_model)
{
	unsigned long first = option("VFS_SEED", 1);
	unsigned long rounds =
		getenv("VFS_SEED") ? 1 : option("VFS_ROUNDS", 60);

	signal(SIGABRT, tell);
	for (seed = first; seed < first + rounds; seed++)
		run();
	signal(SIGABRT, SIG_DFL);
	UK_TEST_EXPECT_SNUM_EQ(seed, first + rounds);
}

uk_testsuite_register(ramfs, NULL);
