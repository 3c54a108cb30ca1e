/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Properties of a node that the walk has shown. */
#include <errno.h>
#include <stddef.h>
#include <limits.h>
#include <string.h>
#include <libfdt.h>
#include <uk/ofw.h>
#include "ofw_priv.h"

/* A GIC's interrupt: kind, number, flags */
#define GIC_CELLS 3
#define GIC_SPI	  0 /* numbers from 32 */
#define GIC_PPI	  1 /* numbers from 16 */

const void *ofw_prop(const struct ofw_node *n, const char *name, int *len)
{
	int offset, next = n->props;

	for (;;) {
		const char *found;
		const void *val;
		__u32 tag;

		offset = next;
		tag = fdt_next_tag(n->fdt, offset, &next);
		if (tag == FDT_NOP)
			continue;
		if (tag != FDT_PROP)
			return NULL;
		found = ofw_tag_prop(n->fdt, offset, next, &val, len);
		if (!found)
			return NULL;
		if (!strcmp(found, name))
			return val;
	}
}

const char *ofw_prop_string(const struct ofw_node *n, const char *name)
{
	int len;
	const char *val = ofw_prop(n, name, &len);

	return val && len > 0 && !val[len - 1] ? val : NULL;
}

/* A number of at most two cells that start at val. */
static __u64 number(const fdt32_t *val, unsigned int cells)
{
	__u64 res = 0;

	while (cells--)
		res = res << 32 | fdt32_ld(val++);
	return res;
}

int ofw_prop_number(const struct ofw_node *n, const char *name, __u64 *val)
{
	int len;
	const fdt32_t *prop = ofw_prop(n, name, &len);

	if (!prop)
		return -ENOENT;
	if (len != 4 && len != 8)
		return -EINVAL;
	*val = number(prop, (unsigned int)len / 4);
	return 0;
}

int ofw_reg(const struct ofw_node *n, unsigned int idx, __paddr_t *addr,
	    __sz *size)
{
	unsigned int entry = n->addr_cells + n->size_cells;
	int len;
	const fdt32_t *reg = ofw_prop(n, "reg", &len);

	if (!reg)
		return -ENOENT;
	if (!n->has_address || !n->addr_cells || n->addr_cells > 2 ||
	    n->size_cells > 2 || (unsigned int)len % (entry * 4))
		return -EINVAL;
	if (idx >= (unsigned int)len / (entry * 4))
		return -ENOENT;
	reg += idx * entry;
	*addr = number(reg, n->addr_cells);
	*size = number(reg + n->addr_cells, n->size_cells);
	return *addr + *size < *addr ? -EINVAL : 0;
}

int ofw_reserved(const void *fdt, unsigned int idx, __paddr_t *addr, __sz *len)
{
	__u64 a, l;

	if (idx > INT_MAX || fdt_get_mem_rsv(fdt, (int)idx, &a, &l))
		return -EINVAL;
	/* the end of the list */
	if (!l)
		return -ENOENT;
	*addr = a;
	*len = l;
	return a + l < a ? -EINVAL : 0;
}

int ofw_interrupt(const struct ofw_node *n, unsigned int idx,
		  unsigned long *irq)
{
	int len;
	const fdt32_t *val = ofw_prop(n, "interrupts", &len);
	__u32 kind, nr;

	if (!val)
		return -ENOENT;
	if (len % (GIC_CELLS * 4))
		return -EINVAL;
	if (idx >= (unsigned int)len / (GIC_CELLS * 4))
		return -ENOENT;
	val += idx * GIC_CELLS;
	kind = fdt32_ld(val);
	nr = fdt32_ld(val + 1);
	if (kind == GIC_SPI && nr < 988)
		*irq = nr + 32;
	else if (kind == GIC_PPI && nr < 16)
		*irq = nr + 16;
	else
		return -EINVAL;
	return 0;
}

bool ofw_compatible(const struct ofw_node *n, const char *name)
{
	const char *s = n->compatible;
	const char *end = s + n->compatible_len;

	/* the list's last byte is 0 */
	for (; s && s < end; s += strlen(s) + 1)
		if (!strcmp(s, name))
			return true;
	return false;
}
