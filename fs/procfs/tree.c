/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The tables as one tree. */
#include <limits.h>
#include <string.h>
#include "procfs_priv.h"

struct procfs_entry procfs_root = {
	.name = "/",
	.mode = S_IFDIR | 0555,
	.serial = 1,
};

static unsigned int serial = 1;

static void entry_add(struct procfs_entry *dir, struct procfs_entry *e)
{
	e->parent = dir;
	e->serial = ++serial;
	if (dir->last)
		dir->last->next = e;
	else
		dir->first = e;
	dir->last = e;
	/* No table is deep */
	procfs_add(e, e->entries, e->count);
	if (e->numbers) {
		e->numbers->entry->parent = e;
		e->numbers->entry->among = e->numbers;
		e->numbers->entry->serial = ++serial;
		procfs_add(e->numbers->entry, e->numbers->entry->entries,
			   e->numbers->entry->count);
	}
}

void procfs_add(struct procfs_entry *dir, struct procfs_entry *entries,
		unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		entry_add(dir ? dir : &procfs_root, &entries[i]);
}

void procfs_add_numbers(struct procfs_numbers *numbers)
{
	struct procfs_entry *e = numbers->entry;

	procfs_root.numbers = numbers;
	e->parent = &procfs_root;
	e->among = numbers;
	e->serial = ++serial;
	procfs_add(e, e->entries, e->count);
}

struct procfs_entry *procfs_find(const struct procfs_entry *dir,
				 const char *name)
{
	struct procfs_entry *e;

	for (e = dir->first; e; e = e->next)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}

int procfs_number(const char *name)
{
	int n = 0;

	if (name[0] == '0' && name[1])
		return -1;
	for (const char *s = name; *s; s++) {
		if (*s < '0' || *s > '9' || n > (INT_MAX - 9) / 10)
			return -1;
		n = n * 10 + (*s - '0');
	}
	return *name ? n : -1;
}
