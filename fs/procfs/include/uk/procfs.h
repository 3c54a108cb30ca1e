/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * /proc: what the system says about itself as text. Every file is a line in a
 * table and a function that prints it; a table is added to the tree during
 * boot. Directories may also have children that are numbers: processes, their
 * threads, their descriptors.
 *
 * A file's text is made when it is read from its beginning, and stays as it is
 * until it is read from there again: who reads it in pieces sees one state.
 */
#ifndef __UK_PROCFS_H__
#define __UK_PROCFS_H__

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <uk/essentials.h>
#include <uk/streambuf.h>
#include <vfscore/ctx.h>
#include <vfscore/vnode.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which one of what is there several times a file is about. */
struct procfs_ids {
	int id;	     /* of a process or a thread; 0: the file is about none */
	bool thread; /* it is below task */
	int fd;	     /* -1: the file is about none */
};

/* Children of a directory that are numbers. */
struct procfs_numbers {
	struct procfs_entry *entry; /* what each of them is */
	bool is_fd;		    /* else an id */
	/* The lowest that is not below from, or -ENOENT. */
	int (*next)(const struct procfs_ids *of, int from);
	/* Is this one there, listed or not? NULL: what next() says. */
	bool (*has)(const struct procfs_ids *of, int number);
	/*
	 * Sets va_mode, va_uid, va_gid and va_size of everything below, as far
	 * as they are not the tables'. -ENOENT: it is gone. May be NULL.
	 */
	int (*attr)(const struct procfs_ids *of, struct vattr *vap);
};

/*
 * A number that may be written, where its owner is in the image (the functions
 * may be weak). set: 0 or -EINVAL.
 */
struct procfs_number {
	long (*get)(void);
	int (*set)(long value);
	long min, max;
	long otherwise; /* what is shown if there is no owner */
};

struct procfs_entry {
	const char *name;
	mode_t mode; /* with the type's bits */

	/*
	 * Prints the file's contents, or a link's target. May be called again
	 * with a larger buffer when it was too small. 0 or a negative errno,
	 * which is what reading says.
	 */
	int (*show)(struct uk_streambuf *out, const struct procfs_ids *of);
	const char *text; /* or this is what it says, always */
	const struct procfs_number *number; /* or this */
	/* A directory in which nobody writes what its mode says that nobody
	 * does, root included
	 */
	bool strict;

	/* What was written, up to a page, terminated: bytes taken, or a
	 * negative errno. NULL: it cannot be written.
	 */
	ssize_t (*store)(const struct procfs_ids *of, const char *text,
			 size_t len);

	/* Where a link leads, if not by its text; the references are the
	 * caller's.
	 */
	int (*jump)(const struct procfs_ids *of, struct vfscore_path *path);

	/* Of a directory: what is in it */
	struct procfs_entry *entries;
	unsigned int count;
	struct procfs_numbers *numbers;

	/* What follows is procfs's own */
	struct procfs_entry *parent, *first, *last, *next;
	struct procfs_numbers *among; /* it is what each of these is */
	unsigned int serial;
};

#define PROCFS_FILE(n, m, f)                                    \
	{                                                       \
		.name = (n), .mode = S_IFREG | (m), .show = (f) \
	}
#define PROCFS_TEXT(n, t)                                        \
	{                                                        \
		.name = (n), .mode = S_IFREG | 0444, .text = (t) \
	}
#define PROCFS_NUMBER(n, v)                                        \
	{                                                          \
		.name = (n), .mode = S_IFREG | 0644, .number = (v) \
	}
#define PROCFS_LINK(n, f)                                        \
	{                                                        \
		.name = (n), .mode = S_IFLNK | 0777, .show = (f) \
	}
#define PROCFS_DIR(n, e)                                             \
	{                                                            \
		.name = (n), .mode = S_IFDIR | 0555, .entries = (e), \
		.count = ARRAY_SIZE(e),                              \
	}

/* tree.c */

/* Adds entries, and what is in them, to a directory; NULL is /proc itself.
 * During boot.
 */
void procfs_add(struct procfs_entry *dir, struct procfs_entry *entries,
		unsigned int count);

/* /proc's own numbers: processes. During boot, once. */
void procfs_add_numbers(struct procfs_numbers *numbers);

/* print.c: bytes that are no text, behind what is in out */
void procfs_bytes(struct uk_streambuf *out, const void *data, size_t len);

/* Text in which the characters of special stand as \ and three digits. */
void procfs_escaped(struct uk_streambuf *out, const char *text,
		    const char *special);

/* A place as seen from ctx's root, escaped likewise. 0 or -ENOMEM. */
int procfs_path(struct uk_streambuf *out, const struct vfscore_ctx *ctx,
		const struct vfscore_path *path, const char *special);

/* How much has been printed. */
static inline size_t procfs_column(const struct uk_streambuf *out)
{
	return uk_streambuf_seek(out);
}

/* mounts.c: the mounts, as ctx sees them: what mounts, mountinfo print */
int procfs_mounts(struct uk_streambuf *out, const struct vfscore_ctx *ctx);
int procfs_mountinfo(struct uk_streambuf *out, const struct vfscore_ctx *ctx);

#ifdef __cplusplus
}
#endif

#endif /* __UK_PROCFS_H__ */
