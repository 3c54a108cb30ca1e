/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The page table that the image runs with; only in the image. */
#include <uk/plat/io.h>
#include <uk/print.h>
#include <uk/test.h>
#include "../paging_priv.h"
#include "check_tables.h"

struct findings {
	unsigned long pages;
	unsigned long lower;	  /* anything in the lower half */
	unsigned long write_exec; /* writable and executable */
	unsigned long exec;	  /* executable and not the image's text */
	unsigned long text_write; /* the image's text or constants, writable */
};

static void count(unsigned long *counter, const char *what, __vaddr_t va,
		  unsigned int lvl, __pte_t pte)
{
	(*counter)++;
	uk_pr_err("page table: %s: 0x%lx, level %u, entry 0x%lx\n", what, va,
		  lvl, pte);
}

static bool overlaps(__paddr_t start, __sz len, const char *from,
		     const char *to)
{
	__paddr_t first = ukplat_virt_to_phys(from);

	return start < first + (__sz)(to - from) && first < start + len;
}

static void page_check(__vaddr_t va, unsigned int lvl, __pte_t pte, void *ctx)
{
	unsigned long attr = arch_pte_attr(pte, lvl);
	__paddr_t paddr = PT_Lx_PTE_PADDR(pte, lvl);
	struct findings *f = ctx;
	bool text = va >= (__vaddr_t)__text_start && va < (__vaddr_t)__text_end;

	f->pages++;
	if (va < PT_LOWER_END)
		count(&f->lower, "in the lower half", va, lvl, pte);
	if ((attr & PAGE_ATTR_PROT_WRITE) && (attr & PAGE_ATTR_PROT_EXEC))
		count(&f->write_exec, "writable and executable", va, lvl, pte);
	if ((attr & PAGE_ATTR_PROT_EXEC) && !text)
		count(&f->exec, "executable", va, lvl, pte);
	if ((attr & PAGE_ATTR_PROT_WRITE) &&
	    (overlaps(paddr, PAGE_Lx_SIZE(lvl), __text_start, __text_end) ||
	     overlaps(paddr, PAGE_Lx_SIZE(lvl), __rodata_start, __rodata_end)))
		count(&f->text_write, "writable text", va, lvl, pte);
}

UK_TESTCASE(ukpaging_live, nothing_is_writable_and_executable)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	struct findings f = {0};

	UK_TEST_EXPECT_SNUM_EQ(pt->pt_pbase, ukarch_pt_read_base());
	tables_visit(pt, 0, PT_PTES_PER_LEVEL - 1, page_check, &f);
	UK_TEST_EXPECT_SNUM_GT(f.pages, 20);
	UK_TEST_EXPECT_ZERO(f.lower);
	UK_TEST_EXPECT_ZERO(f.write_exec);
	UK_TEST_EXPECT_ZERO(f.exec);
	UK_TEST_EXPECT_ZERO(f.text_write);
}

UK_TESTCASE(ukpaging_live, image_and_direct_map_agree)
{
	static int here = 42;
	__paddr_t paddr = ukplat_virt_to_phys(&here);
	volatile int *there;

	there = (volatile int *)ukplat_page_kmap(ukplat_pt_get_active(),
						 PAGE_ALIGN_DOWN(paddr), 1, 0);
	there = (volatile int *)((__vaddr_t)there + (paddr & (PAGE_SIZE - 1)));
	UK_TEST_EXPECT_SNUM_EQ(*there, 42);
	*there = 43;
	UK_TEST_EXPECT_SNUM_EQ(*(volatile int *)&here, 43);
	here = 42;
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_page_kmap(ukplat_pt_get_active(), DIRECTMAP_SIZE, 1, 0),
		__VADDR_INV);
	UK_TEST_EXPECT_SNUM_EQ(
		ukplat_virt_to_phys((void *)(KVA_BASE + KVA_SIZE - PAGE_SIZE)),
		__PADDR_ANY);
}

/* What the table says is what the CPU does. */
UK_TESTCASE(ukpaging_live, the_cpu_sees_changes)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	__vaddr_t va = KVA_BASE + KVA_SIZE - 8 * PAGE_LARGE_SIZE;
	volatile unsigned long *word = (volatile unsigned long *)va;
	__sz before = pt->fa->free_memory;
	__paddr_t one = uk_falloc(pt->fa, 1);
	__paddr_t two = uk_falloc(pt->fa, 1);

	*(unsigned long *)pt_direct(one) = 1;
	*(unsigned long *)pt_direct(two) = 2;
	UK_TEST_EXPECT_ZERO(
		ukplat_page_map(pt, va, one, 1, PAGE_ATTR_PROT_READ, 0));
	UK_TEST_EXPECT_SNUM_EQ(*word, 1);
	UK_TEST_EXPECT_ZERO(
		ukplat_page_unmap(pt, va, 1, PAGE_FLAG_KEEP_FRAMES));
	UK_TEST_EXPECT_ZERO(
		ukplat_page_map(pt, va, two, 1, PAGE_ATTR_PROT_READ, 0));
	UK_TEST_EXPECT_SNUM_EQ(*word, 2);
	UK_TEST_EXPECT_ZERO(
		ukplat_page_set_attr(pt, va, 1, PAGE_ATTR_PROT_RW, 0));
	*word = 3;
	UK_TEST_EXPECT_SNUM_EQ(*(unsigned long *)pt_direct(two), 3);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(pt, va, 1, 0));
	uk_ffree(pt->fa, one, 1);
	UK_TEST_EXPECT_SNUM_EQ(pt->fa->free_memory, before);

	/* a large page, split under the CPU's feet */
	UK_TEST_EXPECT_ZERO(ukplat_page_map(pt, va, __PADDR_ANY, 512,
					    PAGE_ATTR_PROT_RW, 0));
	word[0] = 7;
	word[PAGE_SIZE / sizeof(*word)] = 8;
	UK_TEST_EXPECT_ZERO(
		ukplat_page_set_attr(pt, va, 1, PAGE_ATTR_PROT_READ, 0));
	UK_TEST_EXPECT_SNUM_EQ(word[0], 7);
	word[PAGE_SIZE / sizeof(*word)]++;
	UK_TEST_EXPECT_SNUM_EQ(word[PAGE_SIZE / sizeof(*word)], 9);
	UK_TEST_EXPECT_ZERO(ukplat_page_unmap(pt, va, 512, 0));
	UK_TEST_EXPECT_SNUM_EQ(pt->fa->free_memory, before);
}

/* Another address space: its own lower half, the kernel's as before. */
UK_TESTCASE(ukpaging_live, switches_address_spaces)
{
	struct uk_pagetable *here = ukplat_pt_get_active();
	volatile unsigned long *low = (volatile unsigned long *)0x400000;
	__sz before = here->fa->free_memory;
	struct uk_pagetable a, b;
	unsigned long in_a, in_b;

	UK_TEST_EXPECT_ZERO(ukplat_pt_clone(&a, here, PAGE_FLAG_CLONE_NEW));
	UK_TEST_EXPECT_ZERO(ukplat_pt_clone(&b, here, PAGE_FLAG_CLONE_NEW));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&a, (__vaddr_t)low, __PADDR_ANY, 1,
					    PAGE_ATTR_PROT_RW, 0));
	UK_TEST_EXPECT_ZERO(ukplat_page_map(&b, (__vaddr_t)low, __PADDR_ANY, 1,
					    PAGE_ATTR_PROT_RW, 0));
	UK_TEST_EXPECT_ZERO(ukplat_pt_set_active(&a));
	*low = 0xaaaa;
	UK_TEST_EXPECT_ZERO(ukplat_pt_set_active(&b));
	*low = 0xbbbb;
	in_b = *low;
	UK_TEST_EXPECT_ZERO(ukplat_pt_set_active(&a));
	in_a = *low;
	UK_TEST_EXPECT_ZERO(ukplat_pt_set_active(here));
	UK_TEST_EXPECT_SNUM_EQ(in_a, 0xaaaa);
	UK_TEST_EXPECT_SNUM_EQ(in_b, 0xbbbb);
	UK_TEST_EXPECT_ZERO(ukplat_pt_free(&a, 0));
	UK_TEST_EXPECT_ZERO(ukplat_pt_free(&b, 0));
	UK_TEST_EXPECT_SNUM_EQ(here->fa->free_memory, before);
}

uk_testsuite_register(ukpaging_live, NULL);
