/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Says what the machine has, or does something with it; the first argument
 * says what. Tests read one line "name: value" for each fact.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/memory.h>
#include <uk/plat/time.h>

#define MIB	 (1UL << 20)
#define SLEEP_NS 30000000UL

static int cmd_status(const char *arg)
{
	return arg ? atoi(arg) : 0;
}

/* Takes all memory in pieces and touches both ends of each. */
static int cmd_memory(const char *arg)
{
	struct uk_alloc *a = uk_alloc_get_default();
	unsigned long n = 0;
	char *piece;

	(void)arg;
	while ((piece = uk_malloc(a, MIB))) {
		piece[0] = 1;
		piece[MIB - 1] = 1;
		n++;
	}
	printf("memory: %lu\n", n);
	return 0;
}

static int cmd_initrd(const char *arg)
{
	struct ukplat_memregion_desc *mrd;
	unsigned long sum = 0;

	(void)arg;
	if (ukplat_memregion_find_initrd0(&mrd) < 0) {
		printf("initrd: none\n");
		return 1;
	}
	for (__sz i = 0; i < mrd->len; i++)
		sum += ((const unsigned char *)mrd->vbase)[i];
	printf("initrd: %lu bytes, sum %lu\n", (unsigned long)mrd->len, sum);
	return 0;
}

/* A wait with the timer's interrupt; then the date. */
static int cmd_time(const char *arg)
{
	__nsec start = ukplat_monotonic_clock(), end;

	(void)arg;
	ukplat_lcpu_disable_irq();
	do {
		ukplat_lcpu_halt_to(start + SLEEP_NS);
		end = ukplat_monotonic_clock();
	} while (end - start < SLEEP_NS);
	ukplat_lcpu_enable_irq();
	printf("slept: %lu\n", (unsigned long)(end - start));
	printf("epoch: %lu\n",
	       (unsigned long)(ukplat_wall_clock() / UKARCH_NSEC_PER_SEC));
	return 0;
}

static int cmd_restart(const char *arg)
{
	(void)arg;
	printf("restarting\n");
	ukplat_restart();
}

/* Vector registers keep their values across an interrupt and are free to use.
 */
static int cmd_vectors(const char *arg)
{
	volatile double x = 1.5;

	for (int i = 0; i < 20; i++)
		x = x * 2 - 1;
	printf("vectors: %ld\n", (long)x);
	return cmd_time(arg);
}

static const struct {
	const char *name;
	int (*run)(const char *arg);
} cmds[] = {
	{"status", cmd_status},	  {"memory", cmd_memory},
	{"initrd", cmd_initrd},	  {"time", cmd_time},
	{"restart", cmd_restart}, {"vectors", cmd_vectors},
};

int main(int argc, char *argv[])
{
	for (unsigned int i = 0; argc > 1 && i < ARRAY_SIZE(cmds); i++)
		if (!strcmp(cmds[i].name, argv[1]))
			return cmds[i].run(argc > 2 ? argv[2] : NULL);
	printf("usage: machine COMMAND [ARGUMENT]\n");
	return 2;
}
