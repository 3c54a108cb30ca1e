/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The whole tree, as the model has it and as it really is. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/assert.h>
#include "model.h"

struct seen {
	struct mnode *dir;
	unsigned int dots, names;
};

static void see(void *arg, const char *name, uint64_t ino __unused)
{
	struct seen *s = arg;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
		s->dots++;
		return;
	}
	UK_BUGON(!*model_find(s->dir, name));
	s->names++;
}

static void compare_names(struct mnode *n, const char *path)
{
	struct seen s = {.dir = n};
	unsigned int count = 0;

	for (struct mname *m = n->names; m; m = m->next)
		count++;
	real_list(path, see, &s);
	UK_BUGON(s.dots != 2 || s.names != count);
}

static void compare_attributes(struct mnode *n, const char *path)
{
	struct found f;
	int rc = real_stat(path, &f);

	if (rc || f.type != n->type || f.mode != n->mode ||
	    f.nlink != n->nlink || f.size != n->size ||
	    (n->ino && f.ino != n->ino))
		UK_CRASH("%s: %d; type %o %o mode %o %o links %u %u size %ld "
			 "%ld ino %lx %lx\n",
			 path, rc, (unsigned int)f.type, (unsigned int)n->type,
			 f.mode, n->mode, (unsigned int)f.nlink,
			 (unsigned int)n->nlink, (long)f.size, (long)n->size,
			 f.ino, n->ino);
	n->ino = f.ino;
}

static void compare_node(struct mnode *n, char *path)
{
	static char buf[FILE_MAX];
	size_t len = strlen(path);

	compare_attributes(n, path);
	if (n->type == S_IFREG) {
		UK_BUGON(real_contents(path, buf, sizeof(buf)) != n->size);
		UK_BUGON(memcmp(buf, n->data, (size_t)n->size));
	}
	if (n->type != S_IFDIR)
		return;
	compare_names(n, path);
	for (struct mname *m = n->names; m; m = m->next) {
		if (len + strlen(m->name) + 2 > PATH_LEN)
			continue;
		sprintf(path + len, "%s%s", len > 1 ? "/" : "", m->name);
		compare_node(model_cross(m->node), path);
		path[len] = '\0';
	}
}

void model_compare(void)
{
	char path[PATH_LEN] = "/";

	compare_node(model_top, path);
}
