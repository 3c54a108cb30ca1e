/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/print.h>
#include "bus_priv.h"

UK_LIST_HEAD(uk_bus_list);

static unsigned int bus_count;

void _uk_bus_register(struct uk_bus *b)
{
	UK_ASSERT(b);
	UK_ASSERT(b->probe);
	uk_list_add_tail(&b->list, &uk_bus_list);
	bus_count++;
}

void _uk_bus_unregister(struct uk_bus *b)
{
	UK_ASSERT(b);
	UK_ASSERT(bus_count > 0);
	uk_list_del_init(&b->list);
	bus_count--;
}

unsigned int uk_bus_count(void)
{
	return bus_count;
}

/* A bus may unregister itself from its own functions. */
static int buses_init(struct uk_alloc *a)
{
	struct uk_bus *b, *next;
	int failed = 0;
	int rc;

	uk_pr_info("Initialize bus handlers...\n");
	uk_list_for_each_entry_safe (b, next, &uk_bus_list, list) {
		rc = b->init ? b->init(a) : 0;
		if (rc >= 0)
			continue;
		uk_pr_err("Bus %p: cannot be initialized: error %d\n",
			  (void *)b, rc);
		_uk_bus_unregister(b);
		failed++;
	}
	return failed;
}

static int buses_probe(void)
{
	struct uk_bus *b, *next;
	int failed = 0;
	int rc;

	uk_pr_info("Probe buses...\n");
	uk_list_for_each_entry_safe (b, next, &uk_bus_list, list) {
		rc = b->probe();
		if (rc >= 0)
			continue;
		uk_pr_err("Bus %p: cannot be probed: error %d\n", (void *)b,
			  rc);
		failed++;
	}
	return failed;
}

int bus_init_all(struct uk_alloc *a)
{
	int failed = buses_init(a);

	return failed + buses_probe();
}

/* A bus that does not work is no reason to stop the boot. */
static int bus_initcall(void)
{
	if (uk_bus_count())
		(void)bus_init_all(uk_alloc_get_default());
	return 0;
}

uk_initcall_class_prio(bus_initcall, UK_BUS_INIT_CLASS, UK_BUS_INIT_PRIO);
