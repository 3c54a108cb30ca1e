/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Maps, unmaps and changes attributes at random, in a window of the lower
 * half, and compares each page with an array. What is compared, too: the
 * frames that are out, the tables that are there and the counts in them.
 */
#include <errno.h>
#include <stdint.h>
#include <uk/falloc.h>
#include <uk/test.h>
#include "../paging_priv.h"
#include "check_tables.h"
#ifdef UK_ON_BUILD_MACHINE
#include "host_machine.h"
#define STEPS 6000
#else
#define STEPS 400
#endif

/* Across the border between two tables of level 1. */
#define PAGES  2048UL
#define WINDOW (0x4000000000UL + PAGE_HUGE_SIZE - PAGES / 2 * PAGE_SIZE)

/* Frames that nobody manages, as a device's. */
#define DEVICE 0x5000000000UL

static struct page {
	__paddr_t paddr;
	uint8_t mapped;
	uint8_t owned; /* the frame came from the allocator */
	uint8_t prot;
} model[PAGES];

static struct uk_pagetable pt;
static uint64_t seed;

/* ---- the frame allocator, made to fail ---- */

static int (*real_falloc)(struct uk_falloc *, __paddr_t *, unsigned long,
			  unsigned long);
static unsigned long countdown;

static int failing_falloc(struct uk_falloc *fa, __paddr_t *paddr,
			  unsigned long frames, unsigned long flags)
{
	if (countdown && !--countdown)
		return -ENOMEM;
	return real_falloc(fa, paddr, frames, flags);
}

static unsigned long rnd(unsigned long n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static __vaddr_t va_of(unsigned long i)
{
	return WINDOW + i * PAGE_SIZE;
}

/* ---- the live table against the model ---- */

static void page_read(unsigned long i, struct page *p)
{
	unsigned int lvl = PAGE_LEVEL;
	__pte_t pte;

	(void)ukplat_pt_walk(&pt, va_of(i), &lvl, NULL, &pte);
	p->mapped = pt_is_leaf(pte, lvl);
	if (!p->mapped)
		return;
	p->paddr = PT_Lx_PTE_PADDR(pte, lvl) +
		   (va_of(i) & (PAGE_Lx_SIZE(lvl) - 1));
	p->prot = arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_MASK;
}

static bool page_agrees(unsigned long i)
{
	struct page p = {0};

	page_read(i, &p);
	if (p.mapped != model[i].mapped)
		return false;
	return !p.mapped ||
	       (p.paddr == model[i].paddr && p.prot == model[i].prot);
}

static bool frames_agree(__sz before)
{
	long tables = tables_check_lower(&pt);
	unsigned long out = 1 + (unsigned long)tables; /* and the root */

	if (tables < 0)
		return false;
	for (unsigned long i = 0; i < PAGES; i++)
		out += model[i].mapped && model[i].owned;
	return pt.fa->free_memory + out * PAGE_SIZE == before;
}

static bool model_agrees(__sz before)
{
	for (unsigned long i = 0; i < PAGES; i++)
		if (!page_agrees(i))
			return false;
	return frames_agree(before);
}

/* ---- operations ---- */

struct range {
	unsigned long first;
	unsigned long count;
};

static struct range rnd_range(void)
{
	struct range r;

	r.first = rnd(PAGES);
	r.count = 1 + rnd(rnd(3) ? 40 : PAGES);
	if (!rnd(4)) {
		r.first &= ~511UL;
		r.count = (1 + rnd(2)) * 512;
	}
	r.count = MIN(r.count, PAGES - r.first);
	return r;
}

static unsigned long rnd_prot(void)
{
	static const unsigned long prots[] = {
		PAGE_ATTR_PROT_NONE, PAGE_ATTR_PROT_READ,
		PAGE_ATTR_PROT_RW,   PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC,
		PAGE_ATTR_PROT_RWX,
	};

	return prots[rnd(ARRAY_SIZE(prots))];
}

static bool any_mapped(struct range r)
{
	for (unsigned long i = 0; i < r.count; i++)
		if (model[r.first + i].mapped)
			return true;
	return false;
}

/* A new page of the model: where it is only the table knows, if anywhere. */
static void model_map(unsigned long i, __paddr_t paddr, unsigned long prot)
{
	struct page p = {0};

	model[i].mapped = 1;
	model[i].prot = (uint8_t)prot;
	model[i].owned = paddr == __PADDR_ANY;
	if (paddr == __PADDR_ANY) {
		page_read(i, &p);
		paddr = p.paddr;
	}
	model[i].paddr = paddr;
}

static bool op_map(void)
{
	struct range r = rnd_range();
	unsigned long prot = rnd_prot();
	bool any = rnd(2);
	__paddr_t paddr =
		any ? __PADDR_ANY : DEVICE + va_of(r.first) % PAGE_HUGE_SIZE;
	bool clash = any_mapped(r);
	bool inject = !rnd(3);
	int rc;

	countdown = inject ? 1 + rnd(5) : 0;
	rc = ukplat_page_map(&pt, va_of(r.first), paddr, r.count, prot, 0);
	countdown = 0;
	if (rc == -ENOMEM)
		return inject;
	if (clash || rc)
		return clash && rc == -EEXIST;
	for (unsigned long i = 0; i < r.count; i++)
		model_map(r.first + i, any ? paddr : paddr + i * PAGE_SIZE,
			  prot);
	return true;
}

static bool op_unmap(void)
{
	struct range r = rnd_range();
	bool keep = !rnd(4) && !any_mapped(r);
	int rc;

	countdown = rnd(4) ? 0 : 1 + rnd(2);
	rc = ukplat_page_unmap(&pt, va_of(r.first), r.count,
			       keep ? PAGE_FLAG_KEEP_FRAMES : 0);
	countdown = 0;
	if (rc)
		return rc == -ENOMEM;
	for (unsigned long i = 0; i < r.count; i++)
		model[r.first + i].mapped = 0;
	return true;
}

static bool op_set_attr(void)
{
	struct range r = rnd_range();
	unsigned long prot = rnd_prot();
	int rc;

	countdown = rnd(4) ? 0 : 1 + rnd(2);
	rc = ukplat_page_set_attr(&pt, va_of(r.first), r.count, prot, 0);
	countdown = 0;
	if (rc)
		return rc == -ENOMEM;
	for (unsigned long i = 0; i < r.count; i++)
		model[r.first + i].prot = (uint8_t)prot;
	return true;
}

/* ---- a callback that skips, refuses large pages, gives up ---- */

struct callback {
	unsigned long first;
	unsigned long skip; /* about one page in so many; 0: none */
	bool refuse_large;
	unsigned long left; /* calls until it gives up; 0: it does not */
	uint8_t applied[PAGES];
};

static struct callback cb;

static int callback_map(struct uk_pagetable *table, __vaddr_t vaddr,
			__vaddr_t pt_vaddr, unsigned int level, __pte_t *pte,
			void *ctx)
{
	unsigned long i = (vaddr - WINDOW) >> PAGE_SHIFT;
	bool skip = cb.skip && !rnd(cb.skip);

	if (table != &pt || ctx != &cb || !pt_vaddr ||
	    !pt_is_leaf(*pte, level) || !PAGE_Lx_ALIGNED(vaddr, level))
		return -EIO;
	if (cb.left && !--cb.left)
		return -EINTR;
	if (cb.refuse_large && level > PAGE_LEVEL)
		return UKPLAT_PAGE_MAPX_ETOOBIG;
	for (unsigned long n = PAGE_Lx_SIZE(level) >> PAGE_SHIFT; n; n--, i++)
		cb.applied[i] = !skip;
	return skip ? UKPLAT_PAGE_MAPX_ESKIP : 0;
}

static bool op_mapx(void)
{
	struct ukplat_page_mapx mapx = {.map = callback_map, .ctx = &cb};
	struct range r = rnd_range();
	unsigned long prot = rnd_prot();
	bool inject = !rnd(3);
	int rc;

	cb = (struct callback){
		.first = r.first,
		.skip = rnd(2) ? 1 + rnd(5) : 0,
		.refuse_large = rnd(2),
		.left = rnd(3) ? 0 : 1 + rnd(50),
	};
	countdown = inject ? 1 + rnd(8) : 0;
	rc = ukplat_page_mapx(&pt, va_of(r.first), __PADDR_ANY, r.count, prot,
			      0, &mapx);
	countdown = 0;
	if (rc && rc != -EINTR && !(rc == -ENOMEM && inject))
		return false;
	for (unsigned long i = r.first; i < r.first + r.count; i++) {
		if (!cb.applied[i])
			continue;
		if (model[i].mapped)
			model[i].prot = (uint8_t)prot;
		else if (!rc)
			model_map(i, __PADDR_ANY, prot);
	}
	return true;
}

static bool step(void)
{
	switch (rnd(7)) {
	case 0:
	case 1:
		return op_map();
	case 2:
		return op_mapx();
	case 3:
	case 4:
		return op_set_attr();
	default:
		return op_unmap();
	}
}

/* ---- set-up ---- */

#ifdef UK_ON_BUILD_MACHINE
static int setup_frames(void)
{
	static struct ukplat_memregion_desc mrds[] = {{
		.pbase = 0x5000,
		.len = 48UL << 20,
		.type = UKPLAT_MEMRT_FREE,
	}};

	if (!machine_start())
		return -ENOMEM;
	machine_regions(mrds, 1);
	return ukplat_paging_init();
}
#else
static int setup_frames(void)
{
	return 0;
}
#endif

static bool setup(__sz *before)
{
	if (setup_frames())
		return false;
	*before = ukplat_pt_get_active()->fa->free_memory;
	if (ukplat_pt_clone(&pt, ukplat_pt_get_active(), PAGE_FLAG_CLONE_NEW))
		return false;
	for (unsigned long i = 0; i < PAGES; i++)
		model[i].mapped = 0;
	real_falloc = pt.fa->falloc;
	pt.fa->falloc = failing_falloc;
	return true;
}

static void teardown(void)
{
	pt.fa->falloc = real_falloc;
	(void)ukplat_pt_free(&pt, 0);
}

UK_TESTCASE(ukpaging, behaves_like_an_array)
{
	unsigned long n;
	__sz before;
	bool ok;

	seed = 0x9e3779b97f4a7c15;
	ok = setup(&before);
	UK_TEST_EXPECT(ok);
	for (n = 0; ok && n < STEPS; n++)
		ok = step() && model_agrees(before);
	UK_TEST_ASSERTF(ok, "step %lu agrees with the model", n);
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

/* Each frame that a map needs fails once, and nothing of it stays. */
UK_TESTCASE(ukpaging, survives_every_failure)
{
	__sz before, clean;
	unsigned long n = 0;
	int rc;

	UK_TEST_EXPECT(setup(&before));
	clean = pt.fa->free_memory;
	do {
		countdown = ++n;
		rc = ukplat_page_map(&pt, va_of(PAGES / 2 - 3), __PADDR_ANY, 6,
				     PAGE_ATTR_PROT_RW, 0);
		countdown = 0;
		if (rc)
			UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	} while (rc == -ENOMEM && n < 100);
	UK_TEST_EXPECT_ZERO(rc);
	/* five tables: one of level 2, two each of levels 1 and 0; six pages */
	UK_TEST_EXPECT_SNUM_EQ(n, 12);
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 5);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(&pt, va_of(PAGES / 2 - 3), 6, 0));
	UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

UK_TESTCASE(ukpaging, refuses_what_is_wrong)
{
	__sz before;
	__vaddr_t va = 0x5000000000;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, va + 1, 0, 1, 1, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, va, 1, 1, 1, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, va, 0, ~0UL, 1, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, va, 0, 1UL << 36, 1, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_map(&pt, PT_LOWER_END - PAGE_SIZE, 0, 2, 1, 0),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, PT_LOWER_END, 0, 1, 1, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, va, ~0UL << 12, 2, 1, 0),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_map(&pt, va + PAGE_SIZE, 0, 1, 1,
				PAGE_FLAG_SIZE(PAGE_LARGE_LEVEL) |
					PAGE_FLAG_FORCE_SIZE),
		-EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_map(&pt, va, 0, 1, 1,
				PAGE_FLAG_SIZE(3) | PAGE_FLAG_FORCE_SIZE),
		-EINVAL);
	/* the kernel's half: never writable and executable */
	UK_TEST_EXPECT_SNUM_EQ(ukplat_page_map(&pt, KVA_BASE, __PADDR_ANY, 1,
					       PAGE_ATTR_PROT_RWX, 0),
			       -EPERM);
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_set_attr(&pt, KVA_BASE, 1, PAGE_ATTR_PROT_RWX, 0),
		-EPERM);
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, va, 0, 0, 1, 0));
	UK_TEST_EXPECT_ZERO(tables_check_lower(&pt));
	teardown();
}

static int supply_frame(struct uk_pagetable *table, __vaddr_t vaddr,
			__vaddr_t pt_vaddr __unused, unsigned int level,
			__pte_t *pte, void *ctx)
{
	unsigned long *left = ctx;
	__paddr_t paddr;

	if (level > PAGE_LEVEL)
		return UKPLAT_PAGE_MAPX_ETOOBIG;
	if (!vaddr || !(*left)--)
		return -ENOSPC;
	paddr = uk_falloc(table->fa, 1);
	if (paddr == __PADDR_INV)
		return -ENOMEM;
	*pte = PT_Lx_PTE_SET_PADDR(*pte, level, paddr);
	return 0;
}

/* Frames that a callback supplied are given back when it gives up. */
UK_TESTCASE(ukpaging, callback_supplies_frames)
{
	unsigned long left = 1500;
	struct ukplat_page_mapx mapx = {.map = supply_frame, .ctx = &left};
	__sz before, clean;

	UK_TEST_EXPECT(setup(&before));
	clean = pt.fa->free_memory;
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_mapx(&pt, WINDOW, 0, PAGES, 3, 0, &mapx), -ENOSPC);
	UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	left = PAGES;
	UK_TEST_EXPECT_ZERO(
		ukplat_page_mapx(&pt, WINDOW, 0, PAGES, 3, 0, &mapx));
	UK_TEST_EXPECT_SNUM_EQ((clean - pt.fa->free_memory) >> PAGE_SHIFT,
			       PAGES + tables_check_lower(&pt));
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

/* Sizes are counted in, aligned to, and forced to what the flags say. */
UK_TESTCASE(ukpaging, uses_the_size_asked_for)
{
	unsigned long large = PAGE_FLAG_SIZE(PAGE_LARGE_LEVEL);
	unsigned int lvl = PAGE_LEVEL;
	__vaddr_t va = 0x5000000000;
	__sz before;
	__pte_t pte;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, va, DEVICE, 3, 1,
					    large | PAGE_FLAG_FORCE_SIZE));
	(void)ukplat_pt_walk(&pt, va + 2 * PAGE_LARGE_SIZE, &lvl, NULL, &pte);
	UK_TEST_EXPECT_SNUM_EQ(lvl, PAGE_LARGE_LEVEL);
	UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(pte, lvl),
			       DEVICE + 2 * PAGE_LARGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 2);
	/* a hole of one small page in the middle: one more table */
	UK_TEST_EXPECT_ZERO(
		ukplat_page_unmap(&pt, va + PAGE_LARGE_SIZE + PAGE_SIZE, 1, 0));
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 3);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(&pt, va, 3, large));
	UK_TEST_EXPECT_ZERO(tables_check_lower(&pt));

	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, va, DEVICE, 1024, 1,
					    PAGE_FLAG_FORCE_SIZE));
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 4);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(&pt, va, 1024, 0));
	teardown();
}

/* An entry that is kept is not a page, and goes with the next unmap. */
UK_TESTCASE(ukpaging, keeps_entries)
{
	__sz before;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, WINDOW, __PADDR_ANY, 5, 3, 0));
	UK_TEST_EXPECT_ZERO(
		ukplat_page_unmap(&pt, WINDOW, 5, PAGE_FLAG_KEEP_PTES));
	model[0].mapped = 0;
	UK_TEST_EXPECT(page_agrees(0));
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 3);
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, WINDOW, __PADDR_ANY, 5, 3, 0));
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&pt), 3);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(&pt, WINDOW, 5, 0));
	UK_TEST_EXPECT_ZERO(tables_check_lower(&pt));
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

/* Large and small pages, to where the large ones fit and where not, and within
 * a table.
 */
UK_TESTCASE(ukpaging, moves)
{
	__vaddr_t from = WINDOW & PAGE_LARGE_MASK;
	__vaddr_t to = from + 4 * PAGE_HUGE_SIZE;
	unsigned int lvl = PAGE_LEVEL;
	__sz before, clean;
	unsigned long right, n;
	__pte_t was, is;
	int rc;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, from, DEVICE, 520, 3, 0));
	(void)ukplat_pt_walk(&pt, from, &lvl, NULL, &was);
	UK_TEST_EXPECT_SNUM_EQ(lvl, PAGE_LARGE_LEVEL);
	clean = pt.fa->free_memory;
	/* every frame that is set aside for tables is missing once */
	for (n = 1;; n++) {
		countdown = n;
		rc = ukplat_page_move_prepare(&pt, to, &pt, from, 520);
		if (!rc)
			break;
		UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
		UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	}
	countdown = 0;
	/* a table of small pages, one of large ones, one above */
	UK_TEST_EXPECT_SNUM_EQ(n, 4);
	ukplat_page_move(&pt, to, &pt, from, 520);
	UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	lvl = PAGE_LEVEL;
	(void)ukplat_pt_walk(&pt, to, &lvl, NULL, &is);
	UK_TEST_EXPECT(is == was && lvl == PAGE_LARGE_LEVEL);
	lvl = PAGE_LEVEL;
	(void)ukplat_pt_walk(&pt, from, &lvl, NULL, &is);
	UK_TEST_EXPECT(!PT_Lx_PTE_PRESENT(is, lvl));
	/* by one page: it becomes 512 small ones */
	UK_TEST_EXPECT_ZERO(
		ukplat_page_move_prepare(&pt, from + PAGE_SIZE, &pt, to, 520));
	ukplat_page_move(&pt, from + PAGE_SIZE, &pt, to, 520);
	right = 0;
	for (unsigned long i = 0; i < 520; i++) {
		lvl = PAGE_LEVEL;
		(void)ukplat_pt_walk(&pt, from + (i + 1) * PAGE_SIZE, &lvl,
				     NULL, &is);
		right += lvl == PAGE_LEVEL &&
			 PT_Lx_PTE_PADDR(is, lvl) == DEVICE + i * PAGE_SIZE;
	}
	UK_TEST_EXPECT_SNUM_EQ(right, 520);
	/* within a table */
	UK_TEST_EXPECT_ZERO(
		ukplat_page_move_prepare(&pt, from, &pt, from + PAGE_SIZE, 1));
	ukplat_page_move(&pt, from, &pt, from + PAGE_SIZE, 1);
	lvl = PAGE_LEVEL;
	(void)ukplat_pt_walk(&pt, from, &lvl, NULL, &is);
	UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(is, lvl), DEVICE);
	UK_TEST_EXPECT_SNUM_GT(tables_check_lower(&pt), 0);
	UK_TEST_EXPECT_ZERO(
		ukplat_page_unmap(&pt, from, 521, PAGE_FLAG_KEEP_FRAMES));
	UK_TEST_EXPECT_ZERO(tables_check_lower(&pt));
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

UK_TESTCASE(ukpaging, somebody_elses_frames)
{
	unsigned int lvl = PAGE_LEVEL;
	__vaddr_t table;
	__sz before;
	__pte_t pte;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, WINDOW, __PADDR_ANY, 2, 1, 0));
	(void)ukplat_pt_walk(&pt, WINDOW, &lvl, &table, &pte);
	ukplat_page_slot_set(&pt, WINDOW, table, pte | ARCH_PTE_FOREIGN);
	/* not made writable, and stays whose it is */
	UK_TEST_EXPECT_ZERO(ukplat_page_set_attr(&pt, WINDOW, 2, 0, 0));
	UK_TEST_EXPECT_ZERO(ukplat_page_set_attr(&pt, WINDOW, 2, 3, 0));
	(void)ukplat_pt_walk(&pt, WINDOW, &lvl, NULL, &pte);
	UK_TEST_EXPECT(pte & ARCH_PTE_FOREIGN);
	UK_TEST_EXPECT_SNUM_EQ(arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_MASK,
			       PAGE_ATTR_PROT_READ);
	/* its frame is not freed, the other one is */
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(&pt, WINDOW, 2, 0));
	uk_ffree(pt.fa, PT_Lx_PTE_PADDR(pte, lvl), 1);
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

UK_TESTCASE(ukpaging, clones)
{
	struct uk_pagetable copy;
	unsigned int lvl = PAGE_LEVEL;
	__sz before, clean;
	__pte_t a, b;

	UK_TEST_EXPECT(setup(&before));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&pt, WINDOW, DEVICE, 700, 3, 0));
	clean = pt.fa->free_memory;
	for (unsigned long n = 1; n < 5; n++) {
		countdown = n;
		UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_clone(&copy, &pt, 0), -ENOMEM);
		UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	}
	countdown = 0;
	UK_TEST_EXPECT_ZERO(ukplat_pt_clone(&copy, &pt, 0));
	UK_TEST_EXPECT_SNUM_EQ(tables_check_lower(&copy),
			       tables_check_lower(&pt));
	(void)ukplat_pt_walk(&pt, va_of(600), &lvl, NULL, &a);
	(void)ukplat_pt_walk(&copy, va_of(600), &lvl, NULL, &b);
	UK_TEST_EXPECT(a == b && a);
	/* the kernel's half is shared */
	lvl = PT_ROOT_LEVEL;
	(void)ukplat_pt_walk(&pt, KVA_BASE, &lvl, NULL, &a);
	(void)ukplat_pt_walk(&copy, KVA_BASE, &lvl, NULL, &b);
	UK_TEST_EXPECT(a == b && a);
	UK_TEST_EXPECT_ZERO(ukplat_pt_free(&copy, PAGE_FLAG_KEEP_FRAMES));
	UK_TEST_EXPECT_SNUM_EQ(pt.fa->free_memory, clean);
	teardown();
	UK_TEST_EXPECT_SNUM_EQ(ukplat_pt_get_active()->fa->free_memory, before);
}

uk_testsuite_register(ukpaging, NULL);
