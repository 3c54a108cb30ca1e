/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Pages of a pager that has them all: what a mapped file costs. */
#include <arch/cpu.h>
#include <stdio.h>
#include <uk/vmem.h>
#include "bench.h"

#define PAGES 4096UL

static __paddr_t frame;

static int get_page(struct uk_pager *pager __unused, __u64 offset __unused,
		    int write __unused, __paddr_t *paddr)
{
	*paddr = frame;
	return 0;
}

static void put_page(struct uk_pager *pager __unused, __u64 offset __unused,
		     __paddr_t paddr __unused)
{
}

static int has_page(struct uk_pager *pager __unused, __u64 offset __unused)
{
	return 1;
}

static const struct uk_pager_ops ops = {
	.get_page = get_page,
	.put_page = put_page,
	.has_page = has_page,
};

static void touch(__vaddr_t at, bool write)
{
	for (unsigned long i = 0; i < PAGES; i++) {
		volatile char *byte = (volatile char *)(at + i * PAGE_SIZE);

		if (write)
			*byte = 1;
		else
			(void)*byte;
	}
}

static int bench(struct uk_vas *vas, unsigned int around, const char *name,
		 bool write, const char *unmap_name)
{
	struct uk_pager pager;
	__vaddr_t at = __VADDR_ANY;
	uint64_t start;
	int rc;

	uk_pager_init(&pager, &ops);
	pager.around = around;
	rc = uk_vma_map_pager(vas, &at, PAGES * PAGE_SIZE, PAGE_ATTR_PROT_RW, 0,
			      NULL, &pager, 0);
	if (rc)
		return rc;
	start = arch_counter_read();
	touch(at, write);
	report(name, arch_counter_read() - start, PAGES);
	start = arch_counter_read();
	rc = uk_vma_unmap(vas, at, PAGES * PAGE_SIZE, 0);
	if (unmap_name)
		report(unmap_name, arch_counter_read() - start, PAGES);
	return rc;
}

int bench_pager(struct uk_vas *vas)
{
	int rc;

	frame = uk_falloc(vas->pt->fa, 1);
	if (frame == __PADDR_INV)
		return 1;
	rc = bench(vas, 0, "pager_read", false, "pager_unmap");
	if (!rc)
		rc = bench(vas, 16, "pager_read_around", false, NULL);
	if (!rc)
		rc = bench(vas, 0, "pager_copy", true, NULL);
	uk_ffree(vas->pt->fa, frame, 1);
	return rc;
}
