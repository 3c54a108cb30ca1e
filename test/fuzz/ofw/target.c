/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Any bytes as a device tree: what the walk shows lies inside them. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/ofw.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *tree;
static size_t tree_size;

static void check_range(const void *start, size_t len)
{
	size_t offset = (size_t)((const char *)start - tree);

	UK_BUGON((const char *)start < tree || offset > tree_size ||
		 len > tree_size - offset);
}

static void check_string(const char *s)
{
	check_range(s, 0);
	check_range(s, strlen(s) + 1);
}

static int probe(const struct ofw_node *n,
		 const struct ofw_driver *drv __unused)
{
	check_string(n->name);
	return -ENODEV;
}

OFW_DRIVER(any) = {
	.compatible = "arm,pl011",
	.stage = OFW_CONSOLE,
	.probe = probe,
};

static int check_node(const struct ofw_node *n, void *arg __unused)
{
	static const char *const names[] = {"reg", "bootargs", "interrupts"};
	unsigned long irq;
	__paddr_t addr;
	__sz len;
	__u64 number;

	check_string(n->name);
	UK_BUGON(n->depth >= OFW_DEPTH_MAX);
	if (n->compatible) {
		UK_BUGON(n->compatible_len <= 0);
		check_range(n->compatible, (size_t)n->compatible_len);
		(void)ofw_compatible(n, "arm,pl031");
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		int plen;
		const void *val = ofw_prop(n, names[i], &plen);

		if (!val)
			continue;
		UK_BUGON(plen < 0);
		check_range(val, (size_t)plen);
		if (ofw_prop_string(n, names[i]))
			check_string(ofw_prop_string(n, names[i]));
		(void)ofw_prop_number(n, names[i], &number);
	}
	for (unsigned int i = 0; !ofw_reg(n, i, &addr, &len); i++)
		UK_BUGON(addr + len < addr || i > tree_size);
	for (unsigned int i = 0; !ofw_interrupt(n, i, &irq); i++)
		UK_BUGON(irq < 16 || irq >= 1020);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	__paddr_t addr;
	__sz len;
	int rc;

	/* allocated to the byte, so that a read behind the end is noticed */
	char *copy = malloc(size ? size : 1);

	if (!copy)
		return 0;
	memcpy(copy, data, size);
	tree = copy;
	tree_size = size;
	rc = ofw_walk(tree, size, check_node, NULL);
	UK_BUGON(rc > 0);
	if (!rc) {
		(void)ofw_probe(OFW_CONSOLE);
		for (unsigned int i = 0; !ofw_reserved(tree, i, &addr, &len);
		     i++)
			UK_BUGON(i > tree_size);
	}
	free(copy);
	return 0;
}
