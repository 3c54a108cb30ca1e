/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Names of the model: a link is replaced by its target in the text. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "model.h"

struct mnode *model_cross(struct mnode *n)
{
	while (n->mounted)
		n = n->mounted->root;
	return n;
}

struct mname **model_find(struct mnode *dir, const char *name)
{
	struct mname **m = &dir->names;

	while (*m && strcmp((*m)->name, name) != 0)
		m = &(*m)->next;
	return m;
}

static struct mnode *up(struct mnode *n)
{
	while (n != model_top && n == n->fs->root) {
		if (!n->fs->parent)
			return n;
		n = n->fs->covered;
	}
	return model_cross(n == model_top ? n : n->parent);
}

/* The text up to the next slash; what follows is only slashes: is_last. */
static size_t component(const char *s, bool *is_last, bool *slash)
{
	size_t len = strcspn(s, "/");

	*slash = s[len] == '/';
	*is_last = s[len + strspn(s + len, "/")] == '\0';
	return len;
}

static int fill_dots(struct mlast *last, struct mnode *dir, size_t len)
{
	*last = (struct mlast){.dir = dir, .dot = len == 1, .dotdot = len == 2};
	return 1;
}

/* The text grows with targets; what does not fit any more was a loop. */
#define TEXT_MAX (64 * PATH_LEN)

struct text {
	struct mnode *cur;
	char *s; /* what is still to be walked */
	unsigned int links;
	char buf[TEXT_MAX];
};

static int replace(struct text *t, const struct mnode *link)
{
	static char next[TEXT_MAX];

	if (t->links++ == 40)
		return -ELOOP;
	snprintf(next, sizeof(next), "%s%s", link->target, t->s);
	memcpy(t->buf, next, sizeof(next));
	t->s = t->buf;
	if (*t->s == '/')
		t->cur = model_top;
	return 0;
}

/* One component. 1: *last is filled. */
static int step(struct text *t, bool follow, struct mlast *last)
{
	bool is_last, slash;
	size_t len = component(t->s, &is_last, &slash);
	struct mnode *child;
	struct mname *m;
	char name[256];

	if (t->cur->type != S_IFDIR)
		return -ENOTDIR;
	if (len <= 2 && strncmp(t->s, "..", len) == 0) {
		if (is_last && last)
			return fill_dots(last, t->cur, len);
		t->cur = len == 2 ? up(t->cur) : t->cur;
		t->s += len;
		return 0;
	}
	if (len > 255)
		return -ENAMETOOLONG;
	memcpy(name, t->s, len);
	name[len] = '\0';
	t->s += len;
	m = *model_find(t->cur, name);
	child = m ? m->node : NULL;
	if (child && child->type == S_IFLNK &&
	    (!is_last || follow || (slash && !last)))
		return replace(t, child);
	if (is_last && last) {
		*last = (struct mlast){.dir = t->cur,
				       .node = child,
				       .normal = true,
				       .slash = slash};
		strcpy(last->name, name);
		return 1;
	}
	if (!child)
		return -ENOENT;
	t->cur = model_cross(child);
	return 0;
}

static int walk(const char *path, bool follow, struct mnode **out,
		struct mlast *last)
{
	static struct text t;
	bool slash = false;
	int rc;

	if (!*path)
		return -ENOENT;
	t.cur = *path == '/' ? model_top : model_cwd;
	t.s = strcpy(t.buf, path);
	t.links = 0;
	for (;;) {
		slash |= *t.s == '/';
		t.s += strspn(t.s, "/");
		if (!*t.s)
			break;
		slash = false;
		rc = step(&t, follow, last);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	if (last)
		*last = (struct mlast){.dir = t.cur};
	else if (slash && t.cur->type != S_IFDIR)
		return -ENOTDIR;
	else
		*out = t.cur;
	return 0;
}

int model_lookup(const char *path, bool follow, struct mnode **n)
{
	return walk(path, follow, n, NULL);
}

int model_parent(const char *path, bool follow, struct mlast *last)
{
	return walk(path, follow, NULL, last);
}
