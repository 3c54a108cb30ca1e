/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Every allocation of every operation fails once: the call says -ENOMEM, and
 * areas, pages, contents, frames and heap are as before.
 */
#include <uk/test.h>
#include "fake_pager.h"

#define RW PAGE_ATTR_PROT_RW

/* Where there are no tables yet. */
#define ALONE (BASE + PAGE_HUGE_SIZE)

static const char name[] = "area";

/* Something of each type, neighbours, a large page that gets cut. */
static bool scene(void)
{
	__vaddr_t at = BASE;
	int rc = uk_vma_map_anon(&tv, &at, 0x10000, RW, UK_VMA_MAP_POPULATE,
				 NULL);
	unsigned char byte;

	at = BASE + 0x10000;
	rc |= uk_vma_map_anon(&tv, &at, 0x10000, RW, 0, name);
	at = BASE + 0x20000;
	rc |= uk_vma_map_dma(&tv, &at, 0x10000, RW, UK_VMA_MAP_POPULATE, NULL,
			     0x40000000);
	at = BASE + 0x40000;
	rc |= uk_vma_map_stack(&tv, &at, 0x10000, 0, NULL, 0x1000);
	at = BASE + PAGE_LARGE_SIZE;
	rc |= uk_vma_map_anon(&tv, &at, PAGE_LARGE_SIZE, RW,
			      UK_VMA_MAP_SIZE_2MB | UK_VMA_MAP_POPULATE, NULL);
	/* a large page in an area without a size: it may be cut */
	at = BASE + 3 * PAGE_LARGE_SIZE;
	rc |= uk_vma_map_anon(&tv, &at,
			      1UL << CONFIG_LIBUKVMEM_LARGE_PAGES_ORDER, RW, 0,
			      NULL);
	rc |= tv_write(at, 1);
	at = BASE + 0x50000;
	rc |= uk_vma_map_pager(&tv, &at, 0x10000, RW, 0, NULL, &fake.pager, 0);
	rc |= tv_write(at, 3) | tv_read(at + PAGE_SIZE, &byte);
	at = ALONE;
	rc |= uk_vma_map_anon(&tv, &at, 0x10000, RW, 0, NULL);
	for (__sz off = 0; off < 0x10000; off += PAGE_SIZE)
		rc |= tv_write(BASE + off, (unsigned char)(off >> PAGE_SHIFT));
	return !rc;
}

/* ---- what is the same before and after ---- */

struct state {
	unsigned long areas;
	unsigned long sum; /* of bounds, attributes and frames */
	__sz frames;
	long heap;
	__sz committed;
	long pins; /* of the pager */
};

static void state_get(struct state *s)
{
	const struct uk_vma *vma;
	unsigned char byte;

	*s = (struct state){
		.areas = tv.vma_count,
		.heap = uk_test_alloc_live(&tv_heap),
		.committed = tv.committed,
		.pins = fake.pins,
	};
	for (vma = uk_vma_first(&tv); vma; vma = uk_vma_next(vma)) {
		s->sum = s->sum * 31 + vma->start;
		s->sum = s->sum * 31 + vma->end;
		s->sum = s->sum * 31 + vma->attr;
		for (__vaddr_t va = vma->start;
		     va < MIN(vma->end, vma->start + PAGE_LARGE_SIZE);
		     va += PAGE_SIZE)
			s->sum = s->sum * 31 + tv_frame(va);
	}
	for (__sz off = 0; off < 0x10000; off += PAGE_SIZE)
		if (tv_frame(BASE + off) != __PADDR_INV &&
		    !tv_read(BASE + off, &byte))
			s->sum = s->sum * 31 + byte;
	s->frames = tv_frames_out();
}

/* Splitting a large page costs a table, which may stay: it is not undone. */
static bool state_is(const struct state *was, bool may_split)
{
	struct state now;

	state_get(&now);
	if (may_split && now.frames > was->frames &&
	    now.frames - was->frames <= 2 * PAGE_SIZE)
		now.frames = was->frames;
	return now.areas == was->areas && now.sum == was->sum &&
	       now.frames == was->frames && now.heap == was->heap &&
	       now.committed == was->committed && now.pins == was->pins;
}

/* ---- the operations ---- */

static int op_map(void)
{
	__vaddr_t at = __VADDR_ANY;

	return uk_vma_map_anon(&tv, &at, 0x4000, RW, 0, NULL);
}

static int op_populate(void)
{
	__vaddr_t at = BASE + PAGE_LARGE_SIZE - 0x4000;

	return uk_vma_map_anon(&tv, &at, 0x4000, RW, UK_VMA_MAP_POPULATE, NULL);
}

static int op_populate_large(void)
{
	__vaddr_t at = BASE + 2 * PAGE_LARGE_SIZE;

	return uk_vma_map_anon(&tv, &at, PAGE_LARGE_SIZE, RW,
			       UK_VMA_MAP_POPULATE | UK_VMA_MAP_SIZE_2MB, NULL);
}

static int op_replace(void)
{
	__vaddr_t at = BASE + 0x4000;

	return uk_vma_map_anon(&tv, &at, 0x4000, RW, UK_VMA_MAP_REPLACE, name);
}

static int op_replace_populate(void)
{
	__vaddr_t at = BASE + 0x4000;

	return uk_vma_map_anon(&tv, &at, 0x10000, RW,
			       UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE, name);
}

static int op_replace_many(void)
{
	__vaddr_t at = BASE + 0x8000;

	return uk_vma_map_anon(&tv, &at, 0x20000, RW,
			       UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE, NULL);
}

static int op_replace_dma(void)
{
	__vaddr_t at = BASE + 0x8000;

	return uk_vma_map_dma(&tv, &at, 0x20000, RW,
			      UK_VMA_MAP_REPLACE | UK_VMA_MAP_POPULATE, NULL,
			      0x50000000);
}

static int op_stack(void)
{
	__vaddr_t at = BASE + PAGE_LARGE_SIZE - 0x10000;

	return uk_vma_map_stack(&tv, &at, 0x10000, 0, NULL, 0x3000);
}

static int op_stack_replace(void)
{
	__vaddr_t at = BASE + 0x40000;

	return uk_vma_map_stack(&tv, &at, 0x10000, UK_VMA_MAP_REPLACE, NULL,
				0x3000);
}

static int op_unmap(void)
{
	return uk_vma_unmap(&tv, BASE + 0x4000, 0x2000, 0);
}

static int op_unmap_many(void)
{
	return uk_vma_unmap(&tv, BASE + 0x4000, 0x20000, 0);
}

static int op_unmap_large(void)
{
	return uk_vma_unmap(&tv, BASE + 3 * PAGE_LARGE_SIZE + 0x4000, 0x2000,
			    0);
}

static int op_set_attr(void)
{
	return uk_vma_set_attr(&tv, BASE + 0x4000, 0x20000, PAGE_ATTR_PROT_READ,
			       0);
}

static int op_set_attr_large(void)
{
	return uk_vma_set_attr(&tv, BASE + 3 * PAGE_LARGE_SIZE + 0x4000, 0x2000,
			       PAGE_ATTR_PROT_READ, 0);
}

static int op_dontneed(void)
{
	return uk_vma_advise(&tv, BASE + 0x4000, 0x20000, UK_VMA_ADV_DONTNEED,
			     0);
}

static int op_dontneed_large(void)
{
	return uk_vma_advise(&tv, BASE + 3 * PAGE_LARGE_SIZE + 0x4000, 0x2000,
			     UK_VMA_ADV_DONTNEED, 0);
}

static int op_willneed(void)
{
	return uk_vma_advise(&tv, BASE + 0x12000, 0x4000, UK_VMA_ADV_WILLNEED,
			     0);
}

static int op_fault(void)
{
	return tv_write(BASE + 0x14000, 1);
}

static int op_fault_new_tables(void)
{
	return tv_write(ALONE, 1);
}

static int op_fault_large(void)
{
	return tv_write(BASE + 5 * PAGE_LARGE_SIZE, 1);
}

static int op_map_pager(void)
{
	__vaddr_t at = BASE + 0x8000;

	return uk_vma_map_pager(&tv, &at, 0x8000, RW, UK_VMA_MAP_REPLACE, NULL,
				&fake.pager, 0);
}

static int op_cut_pager(void)
{
	return uk_vma_set_attr(&tv, BASE + 0x54000, 0x4000, PAGE_ATTR_PROT_READ,
			       0);
}

static int op_copy(void)
{
	return tv_write(BASE + 0x51000, 1);
}

static int op_copy_absent(void)
{
	return tv_write(BASE + 0x52000, 1);
}

static int op_move(void)
{
	__vaddr_t to = ALONE + PAGE_HUGE_SIZE;

	return uk_vma_move(&tv, BASE + 0x4000, 0x8000, &to, 0xa000, 0);
}

static int op_move_over(void)
{
	__vaddr_t to = BASE + 0x24000;

	return uk_vma_move(&tv, BASE + 0x4000, 0x8000, &to, 0x8000,
			   UK_VMA_MAP_REPLACE | UK_VMA_MOVE_KEEP);
}

static int op_move_inside(void)
{
	__vaddr_t to = BASE + 0xc000;

	return uk_vma_move(&tv, BASE + 0x2000, 0x2000, &to, 0x2000,
			   UK_VMA_MAP_REPLACE);
}

static int op_move_shorter(void)
{
	__vaddr_t to = BASE + 0x24000;

	return uk_vma_move(&tv, BASE + 0x4000, 0x6000, &to, 0x2000,
			   UK_VMA_MAP_REPLACE);
}

static int op_move_pager(void)
{
	__vaddr_t to = ALONE + PAGE_HUGE_SIZE;

	return uk_vma_move(&tv, BASE + 0x50000, 0x4000, &to, 0x4000,
			   UK_VMA_MOVE_KEEP);
}

static int op_move_large(void)
{
	__vaddr_t to = ALONE + PAGE_HUGE_SIZE + 0x3000;

	return uk_vma_move(&tv, BASE + 3 * PAGE_LARGE_SIZE, PAGE_LARGE_SIZE,
			   &to, PAGE_LARGE_SIZE, 0);
}

static const struct {
	const char *what;
	int (*op)(void);
	bool may_split;
	bool falls_back; /* to smaller pages */
} ops[] = {
	{"map", op_map, false, false},
	{"populate", op_populate, false, false},
	{"populate large pages", op_populate_large, false, false},
	{"replace", op_replace, false, false},
	{"replace and populate", op_replace_populate, false, false},
	{"replace many and populate", op_replace_many, false, false},
	{"replace by DMA", op_replace_dma, false, false},
	{"stack", op_stack, false, false},
	{"replace a stack", op_stack_replace, false, false},
	{"unmap", op_unmap, false, false},
	{"unmap many", op_unmap_many, false, false},
	{"unmap a part of a large page", op_unmap_large, true, false},
	{"set_attr", op_set_attr, false, false},
	{"set_attr in a large page", op_set_attr_large, true, false},
	{"dontneed", op_dontneed, false, false},
	{"dontneed in a large page", op_dontneed_large, true, false},
	{"willneed", op_willneed, false, false},
	{"fault", op_fault, false, false},
	{"fault with new tables", op_fault_new_tables, false, false},
	{"map a pager", op_map_pager, false, false},
	{"cut a pager's area", op_cut_pager, false, false},
	{"copy on write", op_copy, false, false},
	{"copy at once", op_copy_absent, false, false},
	{"move", op_move, false, false},
	{"move over others", op_move_over, false, false},
	{"move over others and shrink", op_move_shorter, false, false},
	{"move inside an area", op_move_inside, false, false},
	{"move a pager's area", op_move_pager, false, false},
	{"move a large page to small ones", op_move_large, true, false},
	{"fault of a large page", op_fault_large, false, true},
};

/* One operation with the nth request of one kind failing. True: all requests
 * of that kind have failed once, or something is wrong.
 */
static bool fail_once(unsigned int i, bool heap, unsigned long n, bool *ok)
{
	unsigned long requests;
	struct state before;
	int rc;

	*ok = tv_start() && fake_start() && scene();
	state_get(&before);
	uk_test_alloc_fail_at(&tv_heap, heap ? n : 0);
	tv_fail_frame(heap ? 0 : n);
	rc = ops[i].op();
	requests = heap ? uk_test_alloc_count(&tv_heap) : tv_frame_requests();
	uk_test_alloc_fail_at(&tv_heap, 0);
	tv_fail_frame(0);
	if (requests < n)
		*ok = *ok && !rc;
	else if (!(ops[i].falls_back && !rc))
		*ok = *ok && rc == -ENOMEM &&
		      state_is(&before, ops[i].may_split);
	*ok = *ok && !uk_vas_check(&tv);
	*ok = *ok && !uk_vma_unmap(&tv, 0, VAS_END, 0);
	*ok = fake_stop() && *ok;
	*ok = tv_stop() && *ok;
	return requests < n || !*ok;
}

UK_TESTCASE(ukvmem_failures, every_allocation_fails_once)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ops); i++) {
		for (int heap = 0; heap < 2; heap++) {
			unsigned long n = 1;
			bool ok;

			while (!fail_once(i, heap, n, &ok))
				n++;
			UK_TEST_ASSERTF(ok, "%s: %s request %lu", ops[i].what,
					heap ? "heap" : "frame", n);
		}
	}
}

uk_testsuite_register(ukvmem_failures, NULL);
