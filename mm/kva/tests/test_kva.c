/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Ranges, stacks and device mappings, with the image's own page table. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <arch/mmu.h>
#include <uk/falloc.h>
#include <uk/kva.h>
#include <uk/plat/io.h>
#include <uk/plat/paging.h>
#include <uk/test.h>

#define STACKS 40
#define SIZE   (4 * PAGE_SIZE)

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

static struct uk_falloc *fa(void)
{
	return ukplat_pt_get_active()->fa;
}

static bool is_mapped(__vaddr_t va)
{
	return ukplat_virt_to_phys((void *)va) != __PADDR_ANY;
}

static bool stack_works(char *stack)
{
	for (unsigned long at = 0; at < SIZE; at += 512)
		stack[at] = (char)(at >> 9);
	for (unsigned long at = 0; at < SIZE; at += 512)
		if (stack[at] != (char)(at >> 9))
			return false;
	return stack && PAGE_ALIGNED((__vaddr_t)stack) &&
	       !is_mapped((__vaddr_t)stack - 1);
}

UK_TESTCASE(ukkva, stacks_have_a_guard)
{
	char *stack[STACKS];
	bool ok = true;
	__sz before;

	/* Room for the nodes, before the frames are counted. */
	for (unsigned int i = 0; i < STACKS; i++)
		stack[i] = uk_kstack_alloc(SIZE);
	for (unsigned int i = 0; i < STACKS; i++)
		uk_kstack_free(stack[i], SIZE);
	before = fa()->free_memory;
	for (unsigned int i = 0; i < STACKS; i++) {
		stack[i] = uk_kstack_alloc(SIZE - 100);
		ok = ok && stack_works(stack[i]);
	}
	UK_TEST_EXPECT(ok);
	for (unsigned int i = 0; i < STACKS; i++)
		uk_kstack_free(stack[i], SIZE - 100);
	UK_TEST_EXPECT(!is_mapped((__vaddr_t)stack[0]));
	UK_TEST_EXPECT_SNUM_EQ(fa()->free_memory, before);
	UK_TEST_EXPECT_NULL(uk_kstack_alloc(0));
	UK_TEST_EXPECT_NULL(uk_kstack_alloc(~(__sz)0));
	UK_TEST_EXPECT_NULL(uk_kstack_alloc(1UL << 38));
	uk_kstack_free(NULL, SIZE);
	UK_TEST_EXPECT_SNUM_EQ(fa()->free_memory, before);
}

/* A range of a size that was never used, so that it needs everything. */
UK_TESTCASE(ukkva, survives_every_failure)
{
	__sz size = 37 * PAGE_SIZE;
	__sz before = fa()->free_memory;
	unsigned long n;
	void *stack = NULL;

	real_falloc = fa()->falloc;
	fa()->falloc = failing_falloc;
	for (n = 1; !stack && n < 100; n++) {
		countdown = n;
		stack = uk_kstack_alloc(size);
		if (!stack)
			UK_TEST_EXPECT_SNUM_GE(fa()->free_memory + PAGE_SIZE,
					       before);
	}
	countdown = 0;
	fa()->falloc = real_falloc;
	UK_TEST_EXPECT_NOT_NULL(stack);
	uk_kstack_free(stack, size);
	/* a frame of nodes may have stayed */
	UK_TEST_EXPECT_SNUM_GE(fa()->free_memory + PAGE_SIZE, before);
}

/* Nodes are never lost: freeing gives back to the same size. */
UK_TESTCASE(ukkva, ranges_are_used_again)
{
	__vaddr_t first = uk_kva_alloc(7);
	__vaddr_t second = uk_kva_alloc(7);
	__vaddr_t large = uk_kva_alloc(1000);

	UK_TEST_EXPECT(first != __VADDR_INV && second != __VADDR_INV);
	UK_TEST_EXPECT(second >= first + 8 * PAGE_SIZE ||
		       first >= second + 8 * PAGE_SIZE);
	uk_kva_free(first, 7);
	UK_TEST_EXPECT_SNUM_EQ(uk_kva_alloc(7), first);
	uk_kva_free(large, 1000);
	/* the same power of two */
	UK_TEST_EXPECT_SNUM_EQ(uk_kva_alloc(900), large);
	uk_kva_free(large, 900);
	uk_kva_free(first, 7);
	uk_kva_free(second, 7);
	UK_TEST_EXPECT_SNUM_EQ(uk_kva_alloc(0), __VADDR_INV);
	UK_TEST_EXPECT_SNUM_EQ(uk_kva_alloc(~0UL), __VADDR_INV);
	UK_TEST_EXPECT_SNUM_EQ(uk_kva_alloc(KVA_SIZE >> PAGE_SHIFT),
			       __VADDR_INV);
}

UK_TESTCASE(ukkva, maps_devices)
{
	__paddr_t regs = 0x7000000000 + 0x234;
	struct uk_pagetable *pt = ukplat_pt_get_active();
	unsigned int lvl = PAGE_LEVEL;
	__sz before;
	char *at;
	__pte_t pte;

	uk_iounmap(uk_iomap(regs, PAGE_SIZE), PAGE_SIZE);
	before = fa()->free_memory;
	at = uk_iomap(regs, PAGE_SIZE);
	UK_TEST_EXPECT_NOT_NULL(at);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_virt_to_phys(at), regs);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_virt_to_phys(at + PAGE_SIZE - 1),
			       regs + PAGE_SIZE - 1);
	UK_TEST_EXPECT(!is_mapped((__vaddr_t)at + 2 * PAGE_SIZE));
	(void)ukplat_pt_walk(pt, (__vaddr_t)at, &lvl, NULL, &pte);
	UK_TEST_EXPECT(arch_pte_attr(pte, lvl) & PAGE_ATTR_TYPE_DEVICE);
	UK_TEST_EXPECT_ZERO(arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_EXEC);
	uk_iounmap(at, PAGE_SIZE);
	UK_TEST_EXPECT(!is_mapped((__vaddr_t)at));
	UK_TEST_EXPECT_SNUM_EQ(fa()->free_memory, before);
	UK_TEST_EXPECT_NULL(uk_iomap(regs, 0));
	UK_TEST_EXPECT_NULL(uk_iomap(~(__paddr_t)0 - 10, 100));
	uk_iounmap(NULL, 1);
}

uk_testsuite_register(ukkva, NULL);
