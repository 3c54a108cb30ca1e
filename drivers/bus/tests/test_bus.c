/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The registered list is put aside: the machine's own buses are not touched. */
#include <errno.h>
#include <string.h>
#include <uk/bus.h>
#include <uk/test.h>
#include "../bus_priv.h"

static char order[16];
static struct uk_alloc *seen;

static void step(char c)
{
	size_t len = strlen(order);

	if (len < sizeof(order) - 1)
		order[len] = c;
}

static int a_init(struct uk_alloc *a)
{
	seen = a;
	step('a');
	return 0;
}

static int a_probe(void)
{
	step('A');
	return -ENODEV;
}

static int b_init(struct uk_alloc *a __unused)
{
	step('b');
	return -EIO;
}

static int b_probe(void)
{
	step('B');
	return 0;
}

static int c_probe(void)
{
	step('C');
	return 3;
}

UK_TESTCASE(ukbus, order_and_failures)
{
	struct uk_bus a = {.init = a_init, .probe = a_probe};
	struct uk_bus b = {.init = b_init, .probe = b_probe};
	struct uk_bus c = {.probe = c_probe};
	struct uk_list_head aside;
	unsigned int count = uk_bus_count();
	struct uk_alloc *alloc = (struct uk_alloc *)&aside;

	UK_INIT_LIST_HEAD(&aside);
	uk_list_splice_init(&uk_bus_list, &aside);
	memset(order, 0, sizeof(order));

	_uk_bus_register(&a);
	_uk_bus_register(&b);
	_uk_bus_register(&c);
	UK_TEST_EXPECT_SNUM_EQ(uk_bus_count(), count + 3);
	UK_TEST_EXPECT_SNUM_EQ(bus_init_all(alloc), 2);
	UK_TEST_EXPECT_ZERO(strcmp(order, "abAC"));
	UK_TEST_EXPECT_PTR_EQ(seen, alloc);
	UK_TEST_EXPECT_SNUM_EQ(uk_bus_count(), count + 2);

	_uk_bus_unregister(&a);
	_uk_bus_unregister(&c);
	UK_TEST_EXPECT(uk_list_empty(&uk_bus_list));
	uk_list_splice(&aside, &uk_bus_list);
	UK_TEST_EXPECT_SNUM_EQ(uk_bus_count(), count);
}

uk_testsuite_register(ukbus, NULL);
