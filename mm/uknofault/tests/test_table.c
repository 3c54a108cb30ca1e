/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Looking up in the exception table, and where ranges end. */

#include <stddef.h>
#include <arch/nofault.h>
#include <uk/test.h>
#include "../nofault_priv.h"

static struct arch_nofault_entry table[3];
static char code[100];

static int32_t relative(const char *to, const int32_t *place)
{
	return (int32_t)((__sptr)to - (__sptr)place);
}

static void entry_set(struct arch_nofault_entry *e, size_t first, size_t end,
		      size_t landing)
{
	e->first = relative(code + first, &e->first);
	e->length = (uint32_t)(end - first);
	e->landing = relative(code + landing, &e->landing);
}

static __vaddr_t landing_of(size_t pc, unsigned int entries)
{
	return nofault_landing(table, table + entries, (__vaddr_t)code + pc);
}

static __vaddr_t place(size_t pc)
{
	return (__vaddr_t)code + pc;
}

UK_TESTCASE(uknofault_table, finds_what_is_covered)
{
	entry_set(&table[0], 40, 50, 90);
	entry_set(&table[1], 10, 11, 5);
	entry_set(&table[2], 50, 60, 50);
	UK_TEST_EXPECT_SNUM_EQ(landing_of(10, 3), place(5));
	UK_TEST_EXPECT_SNUM_EQ(landing_of(40, 3), place(90));
	UK_TEST_EXPECT_SNUM_EQ(landing_of(49, 3), place(90));
	UK_TEST_EXPECT_SNUM_EQ(landing_of(50, 3), place(50));
	UK_TEST_EXPECT_SNUM_EQ(landing_of(59, 3), place(50));
}

UK_TESTCASE(uknofault_table, and_nothing_else)
{
	UK_TEST_EXPECT_ZERO(landing_of(9, 3));
	UK_TEST_EXPECT_ZERO(landing_of(11, 3));
	UK_TEST_EXPECT_ZERO(landing_of(39, 3));
	UK_TEST_EXPECT_ZERO(landing_of(60, 3));
	UK_TEST_EXPECT_ZERO(landing_of(50, 2));
	UK_TEST_EXPECT_ZERO(landing_of(40, 0));
	UK_TEST_EXPECT_ZERO(nofault_landing(table, table + 3, 0));
}

UK_TESTCASE(uknofault_table, ranges_do_not_wrap)
{
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(0, 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(0, ~0UL), ~0UL);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(1, ~0UL), ~0UL);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(2, ~0UL), ~0UL - 1);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(~0UL, 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(~0UL, 1), 1);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(~0UL, 2), 1);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(-4096UL, 4096), 4096);
	UK_TEST_EXPECT_SNUM_EQ(nofault_clip(-4096UL, 4097), 4096);
}

uk_testsuite_register(uknofault_table, NULL);
