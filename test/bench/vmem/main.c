/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What areas and demand paging cost, in ticks of the CPU's counter: with
 * -icount shift=0 on x86_64 these are instructions. One line a figure:
 * "bench <name> <ticks> <rounds>".
 */
#include <arch/cpu.h>
#include <stdio.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <uk/vmem.h>
#include "bench.h"

#define FAULTS 4096
#define ROUNDS 1000
#define AREAS  10000
#define FINDS  20000

static struct uk_vas *vas;

void report(const char *name, uint64_t ticks, unsigned long n)
{
	printf("bench %s %lu %lu\n", name, (unsigned long)ticks, n);
}

static int map(__vaddr_t *at, __sz len, unsigned long flags)
{
	*at = __VADDR_ANY;
	return uk_vma_map_anon(vas, at, len, PAGE_ATTR_PROT_RW, flags, NULL);
}

/* First accesses, one page after the other; tables included. */
static int bench_fault(void)
{
	__vaddr_t at;
	uint64_t start;
	int rc = map(&at, FAULTS * PAGE_SIZE, UK_VMA_MAP_SIZE_4KB);

	if (rc)
		return rc;
	start = arch_counter_read();
	for (unsigned long i = 0; i < FAULTS; i++)
		*(volatile char *)(at + i * PAGE_SIZE) = 1;
	report("fault", arch_counter_read() - start, FAULTS);
	return uk_vma_unmap(vas, at, FAULTS * PAGE_SIZE, 0);
}

static int bench_map_unmap(void)
{
	uint64_t start = arch_counter_read();
	__vaddr_t at;
	int rc = 0;

	for (unsigned long i = 0; !rc && i < ROUNDS; i++) {
		rc = map(&at, 0x10000, 0);
		if (!rc)
			rc = uk_vma_unmap(vas, at, 0x10000, 0);
	}
	report("map_unmap", arch_counter_read() - start, ROUNDS);
	return rc;
}

/* The same with all 16 pages, without zeroing. */
static int bench_populate(void)
{
	uint64_t start = arch_counter_read();
	__vaddr_t at;
	int rc = 0;

	for (unsigned long i = 0; !rc && i < ROUNDS; i++) {
		rc = map(&at, 0x10000,
			 UK_VMA_MAP_POPULATE | UK_VMA_MAP_UNINITIALIZED);
		if (!rc)
			rc = uk_vma_unmap(vas, at, 0x10000, 0);
	}
	report("map_populate_unmap", arch_counter_read() - start, ROUNDS);
	return rc;
}

/* Every second page: they do not merge. */
static int bench_find(void)
{
	__vaddr_t base = 0x5000000000, at;
	unsigned long random = 1, missed = 0;
	uint64_t start, loop;
	int rc = 0;

	start = arch_counter_read();
	for (unsigned long i = 0; !rc && i < AREAS; i++) {
		at = base + 2 * i * PAGE_SIZE;
		rc = uk_vma_reserve(vas, &at, PAGE_SIZE);
	}
	report("map_among_many", arch_counter_read() - start, AREAS);
	if (rc)
		return rc;
	start = arch_counter_read();
	for (unsigned long i = 0; i < FINDS; i++) {
		random = random * 6364136223846793005UL + 1442695040888963407UL;
		at = base + 2 * ((random >> 33) % AREAS) * PAGE_SIZE;
		missed += !at;
		barrier();
	}
	loop = arch_counter_read() - start;
	start = arch_counter_read();
	for (unsigned long i = 0; i < FINDS; i++) {
		random = random * 6364136223846793005UL + 1442695040888963407UL;
		at = base + 2 * ((random >> 33) % AREAS) * PAGE_SIZE;
		missed += !uk_vma_find(vas, at);
		barrier();
	}
	report("find", arch_counter_read() - start - loop, FINDS);
	/* all holes are too small */
	start = arch_counter_read();
	rc = map(&at, 0x10000, 0);
	report("room_among_many", arch_counter_read() - start, 1);
	if (!rc)
		rc = uk_vma_unmap(vas, base, 4 * AREAS * PAGE_SIZE, 0);
	return rc ? rc : (int)missed;
}

int main(void)
{
	int rc;

	vas = uk_vas_get_active();
	rc = bench_fault();
	if (!rc)
		rc = bench_map_unmap();
	if (!rc)
		rc = bench_populate();
	if (!rc)
		rc = bench_pager(vas);
	if (!rc)
		rc = bench_find();
	return rc ? 1 : 0;
}
