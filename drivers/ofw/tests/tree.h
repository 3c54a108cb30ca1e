/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Makes device trees for tests. */
#ifndef OFW_TEST_TREE_H
#define OFW_TEST_TREE_H

#include <stdint.h>
#include <uk/arch/types.h>

#define TREE_MAX     8192
#define TREE_STRINGS 512

struct tree {
	uint64_t blob[TREE_MAX / 8];
	char strings[TREE_STRINGS];
	__sz structs; /* bytes of the structure block so far */
	__sz strings_len;
};

void tree_begin(struct tree *t);
void tree_node(struct tree *t, const char *name);
void tree_node_end(struct tree *t);
void tree_prop(struct tree *t, const char *name, const void *val, __sz len);
void tree_string(struct tree *t, const char *name, const char *val);
/* n cells */
void tree_cells(struct tree *t, const char *name, unsigned int n, ...);
/* Finishes; returns the length. */
__sz tree_end(struct tree *t);

#endif /* OFW_TEST_TREE_H */
