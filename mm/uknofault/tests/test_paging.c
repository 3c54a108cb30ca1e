/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas whose pages come on demand: with ukvmem. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <arch/percpu.h>
#include <uk/access.h>
#include <uk/nofault.h>
#include <uk/plat/paging.h>
#include <uk/test.h>
#include <uk/vmem.h>

#define LEN (4 * PAGE_SIZE)
#define RW  PAGE_ATTR_PROT_RW

static char buf[2 * PAGE_SIZE];

static __vaddr_t area_new(unsigned long attr)
{
	__vaddr_t at = __VADDR_ANY;

	return uk_vma_map_anon(uk_vas_get_active(), &at, LEN, attr, 0, "test")
		       ? 0
		       : at;
}

static void area_free(__vaddr_t at)
{
	(void)uk_vma_unmap(uk_vas_get_active(), at, LEN, 0);
}

UK_TESTCASE(uknofault_paging, pages_come_on_demand_unless_told_not_to)
{
	__vaddr_t at = area_new(RW);

	UK_TEST_EXPECT_NOT_ZERO(at);
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(at, LEN, UK_NOFAULTF_NOPAGING));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(
		at, LEN, UK_NOFAULTF_NOPAGING | UK_NOFAULTF_CONTINUE));
	UK_TEST_EXPECT_ZERO(uk_nofault_memcpy(buf, (char *)at, PAGE_SIZE,
					      UK_NOFAULTF_NOPAGING));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(at, PAGE_SIZE + 1, 0),
			       PAGE_SIZE + 1);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_r(at, LEN, UK_NOFAULTF_NOPAGING),
		2 * PAGE_SIZE);
	/* paging is on again */
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(at, LEN + 1, 0), LEN);
	area_free(at);
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(at, LEN, 0));
}

UK_TESTCASE(uknofault_paging, off_stays_off)
{
	struct uk_vas *vas = uk_vas_get_active();
	unsigned long was = uk_vas_paging_savef(vas);
	__vaddr_t at = area_new(RW);
	__sz inner, after;

	inner = uk_nofault_probe_r(at, 1, UK_NOFAULTF_NOPAGING);
	after = uk_nofault_probe_r(at, 1, 0);
	uk_vas_paging_restoref(vas, was);
	UK_TEST_EXPECT_ZERO(inner);
	UK_TEST_EXPECT_ZERO(after);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(at, 1, 0), 1);
	area_free(at);
}

/* Areas and page tables may be in the middle of a change there. */
UK_TESTCASE(uknofault_paging, nothing_comes_in_an_interrupt_handler)
{
	__vaddr_t at = area_new(RW);
	__sz read, written, copied, there;

	arch_percpu()->irq_depth++;
	read = uk_nofault_probe_r(at, LEN, 0);
	written = uk_nofault_probe_rw(at, LEN, UK_NOFAULTF_CONTINUE);
	copied = uk_nofault_memcpy(buf, (char *)at, 100, 0);
	arch_percpu()->irq_depth--;
	UK_TEST_EXPECT_ZERO(read);
	UK_TEST_EXPECT_ZERO(written);
	UK_TEST_EXPECT_ZERO(copied);

	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(at, LEN, 0), LEN);
	arch_percpu()->irq_depth++;
	there = uk_nofault_probe_rw(at, LEN, 0);
	arch_percpu()->irq_depth--;
	UK_TEST_EXPECT_SNUM_EQ(there, LEN);
	area_free(at);
}

UK_TESTCASE(uknofault_paging, copies_bring_pages_in)
{
	__vaddr_t at = area_new(RW);
	char *app = (char *)at;
	char name[8];

	memset(buf, 'a', sizeof(buf));
	UK_TEST_EXPECT_ZERO(uk_copy_from_app(buf, app + 100, PAGE_SIZE));
	UK_TEST_EXPECT_ZERO(buf[PAGE_SIZE - 1]);
	UK_TEST_EXPECT_ZERO(
		uk_copy_to_app(app + 2 * PAGE_SIZE - 3, "abcde", 6));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_strncpy_from_app(name, app + 2 * PAGE_SIZE - 3, 8), 5);
	UK_TEST_EXPECT_BYTES_EQ(name, "abcde", 6);
	UK_TEST_EXPECT_ZERO(uk_clear_app(app, LEN));
	UK_TEST_EXPECT_ZERO(app[2 * PAGE_SIZE]);
	UK_TEST_EXPECT_SNUM_EQ(uk_clear_app(app, LEN + 1), -EFAULT);
	area_free(at);
}

/* What the area does not allow, and a stack's guard page. */
UK_TESTCASE(uknofault_paging, areas_say_no)
{
	struct uk_vas *vas = uk_vas_get_active();
	__vaddr_t at = area_new(PAGE_ATTR_PROT_READ);
	__vaddr_t stack = __VADDR_ANY;

	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(at, LEN, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(at, LEN, 0), LEN);
	UK_TEST_EXPECT_SNUM_EQ(uk_clear_app((char *)at, 1), -EFAULT);
	area_free(at);

	UK_TEST_EXPECT_ZERO(uk_vma_map_stack(vas, &stack, LEN, 0, NULL, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(stack, LEN, 0));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_rw(stack, LEN, UK_NOFAULTF_CONTINUE),
		LEN - PAGE_SIZE);
	UK_TEST_EXPECT_ZERO(uk_vma_unmap(vas, stack, LEN, 0));
}

uk_testsuite_register(uknofault_paging, NULL);
