/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The walk, its properties, the drivers, and trees that lie. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/ofw.h>
#include <uk/test.h>
#include "tree.h"

/* ---- drivers ---- */

static unsigned int probed;
static char probed_name[32];

static int probe(const struct ofw_node *n, const struct ofw_driver *drv)
{
	probed++;
	strncpy(probed_name, n->name, sizeof(probed_name) - 1);
	return drv->data ? -(int)drv->data : 0;
}

OFW_DRIVER(uart) = {
	.compatible = "test,uart",
	.stage = OFW_CONSOLE,
	.probe = probe,
};
OFW_DRIVER(uart_special) = {
	.compatible = "test,uart-special",
	.stage = OFW_CONSOLE,
	.probe = probe,
	.data = EINVAL,
};
OFW_DRIVER(clock) = {
	.compatible = "test,clock",
	.stage = OFW_CLOCK,
	.probe = probe,
};

/* ---- a walk that remembers one node ---- */

struct found {
	const char *wanted;
	unsigned int nodes;
	struct ofw_node node;
};

static int find(const struct ofw_node *n, void *arg)
{
	struct found *f = arg;

	f->nodes++;
	if (f->wanted && !strcmp(n->name, f->wanted))
		f->node = *n;
	return 0;
}

static int walk(struct tree *t, __sz len, struct found *f, const char *wanted)
{
	memset(f, 0, sizeof(*f));
	f->wanted = wanted;
	return ofw_walk(t->blob, len, find, f);
}

/* Like QEMU's, in small. */
static __sz machine(struct tree *t)
{
	static const char both[] = "test,uart-new\0test,uart";

	tree_begin(t);
	tree_node(t, "");
	tree_cells(t, "#address-cells", 1, 2);
	tree_cells(t, "#size-cells", 1, 2);
	tree_node(t, "memory@40000000");
	tree_string(t, "device_type", "memory");
	tree_cells(t, "reg", 8, 0, 0x40000000, 0, 0x8000000, 1, 0, 0, 0x1000);
	tree_node_end(t);
	tree_node(t, "uart@9000000");
	tree_prop(t, "compatible", both, sizeof(both));
	tree_cells(t, "reg", 4, 0, 0x9000000, 0, 0x1000);
	tree_cells(t, "interrupts", 6, 0, 1, 4, 1, 11, 4);
	tree_node_end(t);
	tree_node(t, "off@1");
	tree_string(t, "compatible", "test,clock");
	tree_string(t, "status", "disabled");
	tree_node_end(t);
	tree_node(t, "bus");
	tree_cells(t, "#address-cells", 1, 1);
	tree_cells(t, "#size-cells", 1, 1);
	tree_prop(t, "ranges", "", 0);
	tree_node(t, "dev@5000");
	tree_cells(t, "reg", 2, 0x5000, 0x100);
	tree_node_end(t);
	tree_node_end(t);
	tree_node(t, "i2c");
	tree_cells(t, "#address-cells", 1, 1);
	tree_cells(t, "#size-cells", 1, 0);
	tree_node(t, "rtc@68");
	tree_cells(t, "reg", 1, 0x68);
	tree_node_end(t);
	tree_node_end(t);
	tree_node(t, "chosen");
	tree_string(t, "bootargs", "a b c");
	tree_prop(t, "unterminated", "xyz", 3);
	tree_cells(t, "one", 1, 7);
	tree_cells(t, "two", 2, 1, 2);
	tree_cells(t, "three", 3, 1, 2, 3);
	tree_node_end(t);
	tree_node_end(t);
	return tree_end(t);
}

UK_TESTCASE(ofw, test_reg)
{
	struct tree t;
	struct found f;
	__paddr_t addr;
	__sz size, len = machine(&t);

	UK_TEST_EXPECT_ZERO(walk(&t, len, &f, "memory@40000000"));
	UK_TEST_EXPECT_SNUM_EQ(f.nodes, 9);
	UK_TEST_EXPECT_ZERO(ofw_reg(&f.node, 0, &addr, &size));
	UK_TEST_EXPECT_SNUM_EQ(addr, 0x40000000);
	UK_TEST_EXPECT_SNUM_EQ(size, 0x8000000);
	UK_TEST_EXPECT_ZERO(ofw_reg(&f.node, 1, &addr, &size));
	UK_TEST_EXPECT_SNUM_EQ(addr, 0x100000000);
	UK_TEST_EXPECT_SNUM_EQ(ofw_reg(&f.node, 2, &addr, &size), -ENOENT);

	/* behind a bus that lets addresses through, in its own cells */
	UK_TEST_EXPECT_ZERO(walk(&t, len, &f, "dev@5000"));
	UK_TEST_EXPECT_ZERO(ofw_reg(&f.node, 0, &addr, &size));
	UK_TEST_EXPECT_SNUM_EQ(addr, 0x5000);
	UK_TEST_EXPECT_SNUM_EQ(f.node.depth, 2);
	UK_TEST_EXPECT_ZERO(strcmp(f.node.parent, "bus"));

	/* behind one that does not: no physical address */
	UK_TEST_EXPECT_ZERO(walk(&t, len, &f, "rtc@68"));
	UK_TEST_EXPECT_SNUM_EQ(ofw_reg(&f.node, 0, &addr, &size), -EINVAL);
}

UK_TESTCASE(ofw, test_properties)
{
	struct tree t;
	struct found f;
	__sz len = machine(&t);
	unsigned long irq;
	__u64 val;
	int plen;

	UK_TEST_EXPECT_ZERO(walk(&t, len, &f, "chosen"));
	UK_TEST_EXPECT_ZERO(
		strcmp(ofw_prop_string(&f.node, "bootargs"), "a b c"));
	UK_TEST_EXPECT_NULL(ofw_prop_string(&f.node, "unterminated"));
	UK_TEST_EXPECT_NULL(ofw_prop(&f.node, "nothing", &plen));
	UK_TEST_EXPECT_ZERO(ofw_prop_number(&f.node, "one", &val));
	UK_TEST_EXPECT_SNUM_EQ(val, 7);
	UK_TEST_EXPECT_ZERO(ofw_prop_number(&f.node, "two", &val));
	UK_TEST_EXPECT_SNUM_EQ(val, 0x100000002);
	UK_TEST_EXPECT_SNUM_EQ(ofw_prop_number(&f.node, "three", &val),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(ofw_prop_number(&f.node, "none", &val), -ENOENT);

	UK_TEST_EXPECT_ZERO(walk(&t, len, &f, "uart@9000000"));
	UK_TEST_EXPECT_ZERO(ofw_interrupt(&f.node, 0, &irq));
	UK_TEST_EXPECT_SNUM_EQ(irq, 33);
	UK_TEST_EXPECT_ZERO(ofw_interrupt(&f.node, 1, &irq));
	UK_TEST_EXPECT_SNUM_EQ(irq, 27);
	UK_TEST_EXPECT_SNUM_EQ(ofw_interrupt(&f.node, 2, &irq), -ENOENT);
	UK_TEST_EXPECT(ofw_compatible(&f.node, "test,uart"));
	UK_TEST_EXPECT(!ofw_compatible(&f.node, "test,uar"));
}

UK_TESTCASE(ofw, test_reserved)
{
	struct tree t;
	__paddr_t addr;
	__sz size;

	machine(&t);
	UK_TEST_EXPECT_ZERO(ofw_reserved(t.blob, 0, &addr, &size));
	UK_TEST_EXPECT_SNUM_EQ(addr, 0x48000000);
	UK_TEST_EXPECT_SNUM_EQ(size, 0x1000);
	UK_TEST_EXPECT_SNUM_EQ(ofw_reserved(t.blob, 1, &addr, &size), -ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(ofw_reserved(t.blob, 9999, &addr, &size),
			       -EINVAL);
}

UK_TESTCASE(ofw, test_drivers)
{
	struct tree t;
	struct found f;

	probed = 0;
	UK_TEST_EXPECT_ZERO(walk(&t, machine(&t), &f, NULL));
	UK_TEST_EXPECT_SNUM_EQ(ofw_probe(OFW_CONSOLE), 1);
	UK_TEST_EXPECT_SNUM_EQ(probed, 1);
	UK_TEST_EXPECT_ZERO(strcmp(probed_name, "uart@9000000"));
	/* disabled */
	UK_TEST_EXPECT_ZERO(ofw_probe(OFW_CLOCK));

	/* the closest match is taken, and what fails does not count */
	tree_begin(&t);
	tree_node(&t, "");
	tree_node(&t, "uart");
	tree_prop(&t, "compatible", "test,uart-special\0test,uart", 28);
	tree_node_end(&t);
	tree_node_end(&t);
	UK_TEST_EXPECT_ZERO(walk(&t, tree_end(&t), &f, NULL));
	UK_TEST_EXPECT_ZERO(ofw_probe(OFW_CONSOLE));
	UK_TEST_EXPECT_SNUM_EQ(probed, 2);
}

UK_TESTCASE(ofw, test_limits)
{
	struct tree t;
	struct found f;
	int i;

	tree_begin(&t);
	for (i = 0; i < OFW_DEPTH_MAX; i++)
		tree_node(&t, "n");
	for (i = 0; i < OFW_DEPTH_MAX; i++)
		tree_node_end(&t);
	UK_TEST_EXPECT_ZERO(walk(&t, tree_end(&t), &f, NULL));

	tree_begin(&t);
	for (i = 0; i <= OFW_DEPTH_MAX; i++)
		tree_node(&t, "n");
	for (i = 0; i <= OFW_DEPTH_MAX; i++)
		tree_node_end(&t);
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -E2BIG);

	tree_begin(&t);
	tree_node(&t, "");
	for (i = 0; i <= OFW_MATCHES_MAX; i++) {
		tree_node(&t, "n");
		t.strings_len = 0;
		tree_string(&t, "compatible", "test,uart");
		tree_node_end(&t);
	}
	tree_node_end(&t);
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -E2BIG);
}

/* What does not nest, or has a property behind a child. */
UK_TESTCASE(ofw, test_bad_structure)
{
	struct tree t;
	struct found f;

	tree_begin(&t);
	tree_node(&t, "");
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -EINVAL);

	tree_begin(&t);
	tree_node_end(&t);
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -EINVAL);

	tree_begin(&t);
	tree_string(&t, "outside", "x");
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -EINVAL);

	tree_begin(&t);
	tree_node(&t, "");
	tree_node(&t, "child");
	tree_node_end(&t);
	tree_string(&t, "late", "x");
	tree_node_end(&t);
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -EINVAL);

	tree_begin(&t);
	tree_node(&t, "");
	tree_cells(&t, "#address-cells", 1, 5);
	tree_node_end(&t);
	UK_TEST_EXPECT_SNUM_EQ(walk(&t, tree_end(&t), &f, NULL), -EINVAL);
}

static int touch(const struct ofw_node *n, void *arg)
{
	unsigned long irq;
	__paddr_t addr;
	__sz size;
	__u64 val;

	(void)arg;
	(void)strlen(n->name);
	(void)ofw_reg(n, 0, &addr, &size);
	(void)ofw_interrupt(n, 0, &irq);
	(void)ofw_prop_number(n, "one", &val);
	(void)ofw_prop_string(n, "bootargs");
	return 0;
}

/* Cut anywhere: memory behind the end is not read, which the sanitizer sees. */
UK_TESTCASE(ofw, test_truncated)
{
	struct tree t;
	__sz len = machine(&t);

	for (__sz cut = 0; cut < len; cut++) {
		void *copy = malloc(cut ? cut : 1);
		int rc;

		UK_BUGON(!copy);
		memcpy(copy, t.blob, cut);
		rc = ofw_walk(copy, cut, touch, NULL);
		if (rc >= 0)
			UK_TEST_EXPECT_SNUM_LT(rc, 0);
		free(copy);
	}
	UK_TEST_EXPECT_ZERO(ofw_walk(t.blob, len, touch, NULL));
}

/* Any byte wrong in some ways: an error or not, but no fault and no loop. */
UK_TESTCASE(ofw, test_corrupted)
{
	static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
	struct tree t;
	__sz len = machine(&t);
	unsigned char *bytes = (unsigned char *)t.blob;

	for (__sz i = 0; i < len; i++) {
		unsigned char old = bytes[i];

		for (unsigned int j = 0; j < ARRAY_SIZE(values); j++) {
			bytes[i] = values[j];
			(void)ofw_walk(t.blob, len, touch, NULL);
		}
		bytes[i] = old;
	}
	UK_TEST_EXPECT_ZERO(ofw_walk(t.blob, len, touch, NULL));
}

uk_testsuite_register(ofw, NULL);
