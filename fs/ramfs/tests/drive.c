/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <vfscore/dentry.h>
#include "drive.h"
#include "machine.h"

struct input {
	const uint8_t *data;
	size_t left;
};

static unsigned int take(struct input *in, unsigned int n)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->data++ % n;
}

/* ---- operations from bytes ---- */

static void add_name(char *path, unsigned int i)
{
	static const char *const names[] = {"a", "b", "c",  "d", "e",
					    "a", "d", "..", "."};
	const unsigned int n = sizeof(names) / sizeof(names[0]);

	if (i < n)
		strcat(path, names[i]);
	else
		sprintf(path + strlen(path), "%0*d", i == n ? 255 : 256, 0);
}

/* One to three names, of few that there are; rarely long or none. */
static void take_path(struct input *in, char *path)
{
	unsigned int shape = take(in, 256), count = shape % 4;

	path[0] = '\0';
	if (shape == 255)
		return;
	if (shape & 0x80)
		strcat(path, "/");
	for (unsigned int i = 0; i < count + (count == 0); i++) {
		unsigned int c = take(in, 64);

		strcat(path, i ? "/" : "");
		add_name(path, c < 62 ? c % 9 : c - 53);
	}
	if ((shape & 0x1c) == 0x1c)
		strcat(path, "/");
}

static int take_open_flags(struct input *in)
{
	static const int more[] = {
		O_CREAT,     O_CREAT | O_EXCL, O_TRUNC, O_APPEND,
		O_DIRECTORY, O_NOFOLLOW,       O_PATH,	0};
	unsigned int a = take(in, 256);
	int flags = (int)(a % 3) | more[a / 3 % 8] | more[a / 24 % 8];

	/* Linux says EINVAL since 6.4, and something else before */
	return (flags & O_CREAT) ? flags & ~O_DIRECTORY : flags;
}

static off_t take_offset(struct input *in)
{
	static const off_t offsets[] = {0,    1,    99,	  100,	4095, 4096,
					4097, 5000, 8192, 8241, 12288};
	unsigned int i = take(in, 16);

	return i < 11 ? offsets[i] : (off_t)take(in, 256) * 48;
}

static void take_op(struct input *in, struct op *op)
{
	static const int fallocates[] = {0, 1, 2, 3, 0x10, 0x11, 0x13, 0x40};

	memset(op, 0, sizeof(*op));
	op->kind = take(in, OP_KINDS);
	op->handle = take(in, op->kind == OP_TOUCH ? MAPPINGS : HANDLES);
	if (op->kind < OP_READ && op->kind != OP_CLOSE)
		take_path(in, op->path);
	if (op->kind == OP_RENAME || op->kind == OP_LINK ||
	    op->kind == OP_SYMLINK)
		take_path(in, op->path2);
	if (op->kind == OP_OPEN)
		op->flags = take_open_flags(in);
	else if (op->kind == OP_FALLOCATE)
		op->flags = fallocates[take(in, 8)];
	else if (op->kind == OP_SEEK)
		op->flags = (int)take(in, 6);
	else if (op->kind == OP_RENAME)
		op->flags = (int)take(in, 4);
	else
		op->flags = (int)take(in, 2);
	if (op->kind == OP_CHMOD || op->kind == OP_TRUNCATE ||
	    op->kind >= OP_READ) {
		op->off = take_offset(in);
		op->len = take_offset(in);
		op->byte = (unsigned char)take(in, 256);
	}
	if (op->kind == OP_SEEK && op->byte & 1)
		op->off = -op->off;
	if (op->kind == OP_MAP || op->kind == OP_UNMAP)
		op->off %= MAPPINGS;
}

static void print_op(const struct op *op, long rc, long want)
{
	static const char *const names[] = {
		"mkdir",  "open",  "close",    "unlink",    "rmdir",
		"rename", "link",  "symlink",  "mknod",	    "readlink",
		"stat",	  "chmod", "truncate", "chdir",	    "mount",
		"umount", "read",  "write",    "ftruncate", "fallocate",
		"seek",	  "map",   "unmap",    "touch"};

	fprintf(stderr,
		"%s %s %s handle %u flags %#x off %ld len %ld: %ld, want %ld\n",
		names[op->kind], op->path, op->path2, op->handle,
		(unsigned int)op->flags, (long)op->off, (long)op->len, rc,
		want);
}

/* ---- doing them ---- */

static char got[FILE_MAX], expected[FILE_MAX];
static unsigned int failures; /* of this run */

static void shrink(void)
{
	while (vfscore_dcache_shrink(10000))
		;
}

static bool is_out_of_memory(long rc)
{
	return rc == -ENOMEM || rc == -ENOSPC || rc == -ENFILE;
}

/* What an input may have fail: there are no limits to how often it asks. */
#define FAILURES_MAX 100

/*
 * Each request for memory fails once. What came of it is either the same as
 * with memory, or nothing: the whole tree is looked at after the first failure
 * and, by the caller, when it has worked.
 */
static long do_with_failures(const struct op *op)
{
	long rc, live;

	for (unsigned long n = 1;; n++, failures++) {
		shrink();
		live = machine_live();
		machine_fail_at(n);
		rc = real_do(op, got);
		if (machine_requests() < n || !is_out_of_memory(rc))
			break;
		machine_fail_at(0);
		if (n == 1)
			model_compare();
		mapping_check();
		shrink();
		/* A file keeps what was made for it */
		if (op->kind < OP_READ)
			UK_BUGON(machine_live() != live);
	}
	machine_fail_at(0);
	return rc;
}

static bool is_same_found(const struct found *a, const struct found *b)
{
	return a->type == b->type && a->mode == b->mode &&
	       a->nlink == b->nlink && a->size == b->size &&
	       (!b->ino || a->ino == b->ino);
}

static bool is_same(const struct op *op, long rc)
{
	switch (op->kind) {
	case OP_STAT:
		return rc || is_same_found((struct found *)got,
					   (struct found *)expected);
	case OP_READ:
	case OP_READLINK:
		return rc <= 0 || memcmp(got, expected, (size_t)rc) == 0;
	default:
		return true;
	}
}

static void perform(const struct op *op, bool fail)
{
	long rc = fail ? do_with_failures(op) : real_do(op, got);
	long limit = op->kind == OP_SEEK || (fail && rc >= 0) ? rc : FILE_MAX;
	long want = model_do(op, expected, limit);

	if (getenv("VFS_TRACE"))
		print_op(op, rc, want);
	if (rc != want || !is_same(op, rc)) {
		print_op(op, rc, want);
		abort();
	}
	if (fail)
		model_compare();
}

static void unmap_all(void)
{
	struct op op = {.kind = OP_UNMAP};

	for (op.off = 0; op.off < MAPPINGS; op.off++)
		if (model_is_mapped((unsigned int)op.off))
			perform(&op, false);
}

void drive(const uint8_t *data, size_t len)
{
	struct input in = {data, len};
	unsigned int count = 0;
	struct op op;
	long live;

	failures = 0;
	machine_start();
	shrink();
	live = machine_live();
	real_start();
	model_start();
	model_compare();
	while (in.left) {
		unsigned int how = take(&in, 16);

		take_op(&in, &op);
		if (!model_can(&op))
			continue;
		perform(&op, how == 0 && failures < FAILURES_MAX);
		mapping_check();
		if (++count % 32 == 0)
			model_compare();
	}
	model_compare();
	unmap_all();
	real_stop();
	model_stop();
	UK_BUGON(machine_live() != live);
}
