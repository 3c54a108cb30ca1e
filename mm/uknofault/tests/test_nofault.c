/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Only in the image: faults of the real CPU. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <uk/event.h>
#include <uk/nofault.h>
#include <uk/plat/irq.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/print.h>
#include <uk/test.h>
#include "pages.h"

#define T_END (T + PAGE_SIZE)
#define NR    PAGE_ATTR_PROT_READ
#define RW    PAGE_ATTR_PROT_RW

/* Canonical in neither architecture's lower half nor in its upper one */
#define NOT_CANONICAL 0x0000800000000000UL

UK_TESTCASE(uknofault, probe_r_counts_exactly)
{
	UK_TEST_EXPECT(pages_map(T, 1, NR));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T, 1, 0), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T, 4096, 0), 4096);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T - 1, 2, 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T - 6, 8, 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T_END - 1, 8, 0), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T_END - 1244, 4096, 0), 1244);
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(T, 0, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(0, 0, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(T_END, 1, 0));
	UK_TEST_EXPECT(pages_unmap(T, 1));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(T, 4096, 0));
}

UK_TESTCASE(uknofault, continue_goes_over_a_hole)
{
	UK_TEST_EXPECT(pages_map(T, 1, NR));
	UK_TEST_EXPECT(pages_map(T + 2 * PAGE_SIZE, 1, RW));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_r(T, 3 * PAGE_SIZE, UK_NOFAULTF_CONTINUE),
		8192);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T, 3 * PAGE_SIZE, 0), 4096);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_rw(T, 3 * PAGE_SIZE, UK_NOFAULTF_CONTINUE),
		4096);
	/* 4096 bytes on from where it faulted, not to the next page */
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T - 100, PAGE_SIZE + 100,
						  UK_NOFAULTF_CONTINUE),
			       100);
	UK_TEST_EXPECT_ZERO(
		uk_nofault_probe_r(T - 100, 200, UK_NOFAULTF_CONTINUE));
	UK_TEST_EXPECT(pages_unmap(T, 3));
}

UK_TESTCASE(uknofault, probe_rw_needs_both)
{
	volatile char *page = (volatile char *)T;

	UK_TEST_EXPECT(pages_map(T, 1, NR));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(T, 1, 0), 1);
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(T, 1, 0));
	UK_TEST_EXPECT(pages_protect(T, 1, RW));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(T, 1, 0), 1);
	page[0] = 0x5a;
	page[77] = 0x17;
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(T, 4096, 0), 4096);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(T + 77, 9000, 0), 4019);
	UK_TEST_EXPECT_SNUM_EQ(page[0], 0x5a);
	UK_TEST_EXPECT_SNUM_EQ(page[77], 0x17);
	UK_TEST_EXPECT(pages_protect(T, 1, PAGE_ATTR_PROT_NONE));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(T, 1, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(T, 1, 0));
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* Reading is allowed there, writing is not. */
UK_TESTCASE(uknofault, the_kernel_is_read_only)
{
	__vaddr_t text = (__vaddr_t)__text_start;
	char byte = 0;

	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(text, 100, 0), 100);
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(text, 100, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_memcpy(__text_start, &byte, 1, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy(&byte, __text_start, 1, 0), 1);
}

UK_TESTCASE(uknofault, null_and_addresses_that_are_none)
{
	char buf[64];

	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(0, 1, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(0, 8, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_memcpy(buf, NULL, 64, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_memcpy(NULL, buf, 64, 0));

	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(NOT_CANONICAL, 1, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_rw(NOT_CANONICAL, 1, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(__VADDR_INV, 4096, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(~NOT_CANONICAL - 3, 8,
					       UK_NOFAULTF_CONTINUE));
	UK_TEST_EXPECT_ZERO(
		uk_nofault_memcpy(buf, (char *)NOT_CANONICAL, 64, 0));
	UK_TEST_EXPECT_ZERO(
		uk_nofault_memcpy((char *)NOT_CANONICAL, buf, 64, 0));
	UK_TEST_EXPECT_ZERO(
		uk_nofault_memcpy(buf, (char *)(NOT_CANONICAL - 4), 8, 0));
}

UK_TESTCASE(uknofault, a_range_ends_with_the_address_space)
{
	char buf[64];

	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(-PAGE_SIZE, 3 * PAGE_SIZE, 0));
	UK_TEST_EXPECT_ZERO(uk_nofault_probe_r(-PAGE_SIZE, 3 * PAGE_SIZE,
					       UK_NOFAULTF_CONTINUE));
	UK_TEST_EXPECT_ZERO(
		uk_nofault_memcpy(buf, (char *)-8UL, 64, UK_NOFAULTF_CONTINUE));

	/* a page at the very end, and the readable one at 0 is not behind it */
	UK_TEST_EXPECT(pages_map(-PAGE_SIZE, 1, RW));
	UK_TEST_EXPECT(pages_map(0, 1, NR));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(-PAGE_SIZE, 9000, 0), 4096);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(-1UL, ~0UL, 0), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_rw(-8UL, 9, 0), 8);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy(buf, (char *)-40UL, 64, 0),
			       40);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy((char *)-3UL, buf, 64, 0), 3);
	UK_TEST_EXPECT(pages_unmap(0, 1));
	UK_TEST_EXPECT(pages_unmap(-PAGE_SIZE, 1));
}

static char area[256], image[256];

static void area_fill(void)
{
	for (size_t i = 0; i < sizeof(area); i++) {
		area[i] = (char)(i * 7 + 3);
		image[i] = (char)(i ^ 0x55);
	}
}

/* Every length, with the source's end at every place around its hole. */
UK_TESTCASE(uknofault, memcpy_is_exact_where_the_source_ends)
{
	unsigned int bad = 0;

	UK_TEST_EXPECT(pages_map(T, 1, RW));
	for (size_t len = 0; len <= 200; len++) {
		for (size_t there = 0; there <= len; there++) {
			char *src = (char *)T_END - there;

			area_fill();
			memcpy(src, image, there);
			bad += uk_nofault_memcpy(area + 1, src, len, 0) !=
			       there;
			bad += memcmp(area + 1, image, there) != 0;
			bad += area[0] != 3;
			bad += area[there + 1] != (char)((there + 1) * 7 + 3);
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

UK_TESTCASE(uknofault, memcpy_is_exact_where_the_destination_ends)
{
	unsigned int bad = 0;

	UK_TEST_EXPECT(pages_map(T, 2, RW));
	UK_TEST_EXPECT(pages_protect(T_END, 1, NR));
	area_fill();
	for (size_t len = 0; len <= 200; len++) {
		for (size_t there = 0; there <= len; there++) {
			char *dst = (char *)T_END - there;

			memset((char *)T_END - 256, 0x6b, 256);
			bad += uk_nofault_memcpy(dst, image, len, 0) != there;
			bad += memcmp(dst, image, there) != 0;
			bad += dst[-1] != 0x6b;
			bad += *(char *)T_END != 0;
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
	UK_TEST_EXPECT(pages_unmap(T, 2));
}

UK_TESTCASE(uknofault, memcpy_of_pages)
{
	char *src = (char *)T;
	char *dst = (char *)(T + 16 * PAGE_SIZE);

	UK_TEST_EXPECT(pages_map((__vaddr_t)src, 3, RW));
	UK_TEST_EXPECT(pages_map((__vaddr_t)dst, 4, RW));
	for (size_t i = 0; i < 3 * PAGE_SIZE; i++)
		src[i] = (char)(i + (i >> 8));
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy(dst, src, 3 * PAGE_SIZE, 0),
			       3 * PAGE_SIZE);
	UK_TEST_EXPECT_BYTES_EQ(dst, src, 3 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_memcpy(dst + 5, src + 3, 4 * PAGE_SIZE, 0),
		3 * PAGE_SIZE - 3);
	UK_TEST_EXPECT_BYTES_EQ(dst + 5, src + 3, 3 * PAGE_SIZE - 3);

	/* a hole in the middle: the same one in source and destination */
	UK_TEST_EXPECT(pages_unmap((__vaddr_t)src + PAGE_SIZE, 1));
	memset(dst, 1, 3 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy(dst, src, 3 * PAGE_SIZE, 0),
			       PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_memcpy(dst, src, 3 * PAGE_SIZE,
						 UK_NOFAULTF_CONTINUE),
			       2 * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(dst[PAGE_SIZE], 1);
	UK_TEST_EXPECT_SNUM_EQ(dst[2 * PAGE_SIZE - 1], 1);
	UK_TEST_EXPECT_BYTES_EQ(dst + 2 * PAGE_SIZE, src + 2 * PAGE_SIZE,
				PAGE_SIZE);
	UK_TEST_EXPECT(pages_unmap((__vaddr_t)src, 3));
	UK_TEST_EXPECT(pages_unmap((__vaddr_t)dst, 4));
}

struct three {
	char bytes[3];
};

UK_TESTCASE(uknofault, try_read_and_write)
{
	uint64_t word = 1;
	uint8_t byte = 2;
	volatile uint8_t careful = 3;
	struct three three = {{1, 2, 3}};
	struct three got = {{0, 0, 0}};

	UK_TEST_EXPECT(pages_map(T, 1, RW));
	UK_TEST_EXPECT(uk_nofault_try_write(0x1122334455667788, (uint64_t *)T));
	UK_TEST_EXPECT(uk_nofault_try_read(word, (const uint64_t *)T));
	UK_TEST_EXPECT_SNUM_EQ(word, 0x1122334455667788);
	UK_TEST_EXPECT(uk_nofault_try_read(byte, (volatile uint8_t *)T + 1));
	UK_TEST_EXPECT_SNUM_EQ(byte, 0x77);
	UK_TEST_EXPECT(uk_nofault_try_write(9, (volatile uint8_t *)T + 1));
	UK_TEST_EXPECT(uk_nofault_try_read(careful, (uint8_t *)T + 1));
	UK_TEST_EXPECT_SNUM_EQ(careful, 9);
	UK_TEST_EXPECT(uk_nofault_try_write(three, (struct three *)T));
	UK_TEST_EXPECT(uk_nofault_try_read(got, (struct three *)T));
	UK_TEST_EXPECT_BYTES_EQ(&got, &three, 3);
	UK_TEST_EXPECT(!uk_nofault_try_read(word, (uint64_t *)(T_END - 4)));
	UK_TEST_EXPECT(!uk_nofault_try_write(1, (int *)16));
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* As the description of the interface shows it. */
UK_TESTCASE(uknofault, examples)
{
	const char *src = (char *)0x100000;
	char dst[42];
	__sz l, len = sizeof(dst);

	UK_TEST_EXPECT(pages_map(0x100000, 1, NR));
	if (uk_nofault_probe_r(0x100000, 42, 0) != 42)
		uk_pr_err("Cannot read memory range\n");
	l = uk_nofault_memcpy(dst, src, len, 0);
	if (l != len)
		uk_pr_err("Could only copy %ld bytes\n", l);
	UK_TEST_EXPECT_SNUM_EQ(l, 42);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_r(0x100000, 42, UK_NOFAULTF_NOPAGING), 42);
	UK_TEST_EXPECT(pages_unmap(0x100000, 1));
	UK_TEST_EXPECT_ZERO(
		uk_nofault_probe_r(0x100000, 42, UK_NOFAULTF_NOPAGING));
}

static volatile unsigned int armed, irqs;
static __sz irq_page, irq_hole, irq_odd, irq_copied;
static char irq_buf[128];

static int probe_in_interrupt(void *data __unused)
{
	if (!armed)
		return UK_EVENT_NOT_HANDLED;
	armed = 0;
	irqs++;
	irq_page = uk_nofault_probe_rw(T, 2 * PAGE_SIZE, 0);
	irq_hole = uk_nofault_probe_r(T - PAGE_SIZE, 3 * PAGE_SIZE,
				      UK_NOFAULTF_CONTINUE);
	irq_odd = uk_nofault_probe_r(NOT_CANONICAL, 1, 0);
	irq_copied = uk_nofault_memcpy(irq_buf, (char *)T_END - 100, 128, 0);
	return UK_EVENT_NOT_HANDLED;
}

UK_EVENT_HANDLER_PRIO(UKPLAT_EVENT_IRQ, probe_in_interrupt, 3);

UK_TESTCASE(uknofault, works_in_an_interrupt_handler)
{
	unsigned int tries;
	unsigned long flags;

	UK_TEST_EXPECT(pages_map(T, 1, RW));
	armed = 1;
	for (tries = 0; tries < 100 && !irqs; tries++) {
		flags = arch_irq_save();
		ukplat_lcpu_halt_to(ukplat_monotonic_clock() + 10000000);
		arch_irq_restore(flags);
	}
	UK_TEST_EXPECT(irqs > 0);
	UK_TEST_EXPECT_SNUM_EQ(irq_page, 4096);
	UK_TEST_EXPECT_SNUM_EQ(irq_hole, 4096);
	UK_TEST_EXPECT_ZERO(irq_odd);
	UK_TEST_EXPECT_SNUM_EQ(irq_copied, 100);
	UK_TEST_EXPECT(pages_unmap(T, 1));
}

/* Nothing of a fault stays behind. */
UK_TESTCASE(uknofault, many_faults)
{
	__sz sum = 0;

	for (unsigned int i = 0; i < 10000; i++)
		sum += uk_nofault_probe_r(T + i * PAGE_SIZE, 1, 0);
	UK_TEST_EXPECT_ZERO(sum);
}

uk_testsuite_register(uknofault, NULL);
