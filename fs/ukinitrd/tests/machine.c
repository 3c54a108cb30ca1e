/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include <uk/test_alloc.h>
#include "machine.h"

size_t machine_back_from, machine_back_len;
int machine_back_rc;

static _Alignas(4096) char memory[MACHINE_FRAMES * 4096];
static _Alignas(4096) char disk[64 * 4096];
static bool taken[MACHINE_FRAMES];
static const char *given;
static struct ukplat_memregion_desc region;
static struct uk_test_alloc heap;

/* ---- frames ---- */

static int frames_get(struct uk_falloc *fa, __paddr_t *paddr,
		      unsigned long frames, unsigned long flags, __paddr_t min,
		      __paddr_t max)
{
	unsigned long first = 0, n = 0;

	UK_BUGON(*paddr != __PADDR_ANY || flags || min || !frames);
	UK_BUGON(max < (__paddr_t)memory + sizeof(memory));
	/* Counts with the heap's */
	uk_free(&heap.a, uk_malloc(&heap.a, 1));
	if (heap.count == heap.fail_at)
		return -ENOMEM;
	for (; n < frames && first + n < MACHINE_FRAMES;) {
		if (taken[first + n]) {
			first += n + 1;
			n = 0;
		} else {
			n++;
		}
	}
	if (n < frames)
		return -ENOMEM;
	memset(taken + first, true, frames);
	memset(memory + first * 4096, 0xa5, frames * 4096);
	*paddr = (__paddr_t)(memory + first * 4096);
	fa->free_memory -= frames * 4096;
	return 0;
}

static int frames_put(struct uk_falloc *fa, __paddr_t paddr,
		      unsigned long frames)
{
	unsigned long first = (paddr - (__paddr_t)memory) / 4096;

	for (unsigned long i = first; i < first + frames; i++) {
		UK_BUGON(!taken[i]);
		taken[i] = false;
	}
	fa->free_memory += frames * 4096;
	return 0;
}

static struct uk_falloc falloc = {
	.falloc_from_range = frames_get,
	.ffree = frames_put,
};

struct uk_pagetable *ukplat_pt_get_active(void)
{
	static struct uk_pagetable pt = {.fa = &falloc};

	return &pt;
}

int ukplat_pt_add_mem(struct uk_pagetable *pt, __paddr_t start, __sz len)
{
	UK_BUGON(pt->fa != &falloc || start % 4096 || len % 4096);
	UK_BUGON(start < (__paddr_t)given);
	machine_back_from = start - (__paddr_t)given;
	machine_back_len = len;
	if (!machine_back_rc)
		memset((void *)start, 0x5a, len);
	return machine_back_rc;
}

unsigned long machine_used(void)
{
	return MACHINE_FRAMES - falloc.free_memory / 4096;
}

/* ---- the initial RAM disk ---- */

int ukplat_memregion_find_next(int i, __u32 type, __u32 flags __unused,
			       __u32 fmask __unused,
			       struct ukplat_memregion_desc **mrd)
{
	if (i >= 0 || type != UKPLAT_MEMRT_INITRD || !region.pbase)
		return -1;
	*mrd = &region;
	return 0;
}

void machine_start(const void *initrd, size_t len, size_t offset)
{
	if (!heap.parent) {
		uk_test_alloc_init(&heap, NULL);
		heap.a.next = _uk_alloc_head;
		_uk_alloc_head = &heap.a;
	}
	memset(taken, 0, sizeof(taken));
	falloc.free_memory = sizeof(memory);
	machine_back_from = machine_back_len = 0;
	machine_back_rc = 0;
	UK_BUGON(offset + len > sizeof(disk));
	memset(disk, 0xee, sizeof(disk));
	if (initrd)
		memcpy(disk + offset, initrd, len);
	given = disk + offset;
	region.pbase = initrd ? (__paddr_t)given : 0;
	region.vbase = region.pbase;
	region.len = len;
	region.type = UKPLAT_MEMRT_INITRD;
	machine_fail_at(0);
}

const struct ukplat_memregion_desc *machine_region(void)
{
	return &region;
}

const char *machine_given(void)
{
	return given;
}

/* ---- the heap ---- */

void machine_fail_at(unsigned long nth)
{
	uk_test_alloc_fail_at(&heap, nth);
}

unsigned long machine_requests(void)
{
	return uk_test_alloc_count(&heap);
}

long machine_heap_live(void)
{
	return uk_test_alloc_live(&heap);
}
