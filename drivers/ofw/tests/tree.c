/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdarg.h>
#include <string.h>
#include <libfdt.h>
#include <uk/assert.h>
#include "tree.h"

/* Header, then the list of reserved memory: one entry and its end. */
#define RESERVE_OFFSET ((__sz)sizeof(struct fdt_header))
#define RESERVE_SIZE   32
#define STRUCT_OFFSET  (RESERVE_OFFSET + RESERVE_SIZE)

static char *put(struct tree *t, const void *data, __sz len)
{
	char *at = (char *)t->blob + STRUCT_OFFSET + t->structs;

	UK_BUGON(STRUCT_OFFSET + t->structs + len + TREE_STRINGS + 8 >
		 TREE_MAX);
	memcpy(at, data, len);
	t->structs += (len + 3) & ~3UL;
	return at;
}

static void put_cell(struct tree *t, uint32_t cell)
{
	fdt32_t be = cpu_to_fdt32(cell);

	put(t, &be, sizeof(be));
}

void tree_begin(struct tree *t)
{
	memset(t, 0, sizeof(*t));
}

void tree_node(struct tree *t, const char *name)
{
	put_cell(t, FDT_BEGIN_NODE);
	put(t, name, strlen(name) + 1);
}

void tree_node_end(struct tree *t)
{
	put_cell(t, FDT_END_NODE);
}

void tree_prop(struct tree *t, const char *name, const void *val, __sz len)
{
	__sz name_len = strlen(name) + 1;

	UK_BUGON(t->strings_len + name_len > TREE_STRINGS);
	put_cell(t, FDT_PROP);
	put_cell(t, (uint32_t)len);
	put_cell(t, (uint32_t)t->strings_len);
	put(t, val, len);
	memcpy(t->strings + t->strings_len, name, name_len);
	t->strings_len += name_len;
}

void tree_string(struct tree *t, const char *name, const char *val)
{
	tree_prop(t, name, val, strlen(val) + 1);
}

void tree_cells(struct tree *t, const char *name, unsigned int n, ...)
{
	fdt32_t cells[16];
	va_list ap;

	UK_BUGON(n > 16);
	va_start(ap, n);
	for (unsigned int i = 0; i < n; i++)
		cells[i] = cpu_to_fdt32(va_arg(ap, uint32_t));
	va_end(ap);
	tree_prop(t, name, cells, n * 4);
}

__sz tree_end(struct tree *t)
{
	struct fdt_header *h = (struct fdt_header *)t->blob;
	fdt64_t *reserve = (fdt64_t *)((char *)t->blob + RESERVE_OFFSET);
	__sz strings;

	put_cell(t, FDT_END);
	strings = STRUCT_OFFSET + t->structs;
	memcpy((char *)t->blob + strings, t->strings, t->strings_len);
	reserve[0] = cpu_to_fdt64(0x48000000);
	reserve[1] = cpu_to_fdt64(0x1000);
	*h = (struct fdt_header){
		.magic = cpu_to_fdt32(FDT_MAGIC),
		.totalsize = cpu_to_fdt32((uint32_t)(strings + t->strings_len)),
		.off_dt_struct = cpu_to_fdt32((uint32_t)STRUCT_OFFSET),
		.off_dt_strings = cpu_to_fdt32((uint32_t)strings),
		.off_mem_rsvmap = cpu_to_fdt32((uint32_t)RESERVE_OFFSET),
		.version = cpu_to_fdt32(17),
		.last_comp_version = cpu_to_fdt32(16),
		.size_dt_strings = cpu_to_fdt32((uint32_t)t->strings_len),
		.size_dt_struct = cpu_to_fdt32((uint32_t)t->structs),
	};
	return strings + t->strings_len;
}
