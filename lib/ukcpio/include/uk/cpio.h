/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Reading cpio archives of the format "newc" (magic 070701, or 070702 with
 * checksums), the one of initial RAM disks:
 *
 *	struct ukcpio_iter iter;
 *	struct ukcpio_entry entry;
 *	int rc;
 *
 *	ukcpio_iter_init(&iter, archive, length);
 *	while ((rc = ukcpio_next(&iter, &entry)) > 0)
 *		...
 *	if (rc < 0)
 *		the archive is damaged, rc is an enum ukcpio_error
 *
 * Nothing is copied: names and contents are parts of the archive.
 */
#ifndef __UK_CPIO_H__
#define __UK_CPIO_H__

#include <string.h>
#include <uk/arch/types.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

enum ukcpio_error {
	UKCPIO_SUCCESS = 0,
	UKCPIO_INVALID_HEADER = -1, /* wrong magic, or no numbers */
	UKCPIO_FILE_CREATE_FAILED = -2,
	UKCPIO_FILE_WRITE_FAILED = -3,
	UKCPIO_FILE_CHMOD_FAILED = -4,
	UKCPIO_FILE_CLOSE_FAILED = -5,
	UKCPIO_MKDIR_FAILED = -6,
	UKCPIO_MALFORMED_INPUT = -7, /* lengths that do not fit, no end */
	UKCPIO_NOMEM = -8,
	UKCPIO_NODEST = -9, /* the destination does not exist */
};

/* The type bits of an entry's mode */
#define UKCPIO_MODE_TYPE_MASK 0170000
#define UKCPIO_MODE_SOCKET    0140000
#define UKCPIO_MODE_SYMLINK   0120000 /* its data is the target */
#define UKCPIO_MODE_FILE      0100000
#define UKCPIO_MODE_BLKDEV    0060000
#define UKCPIO_MODE_DIR	      0040000
#define UKCPIO_MODE_CHRDEV    0020000
#define UKCPIO_MODE_FIFO      0010000

struct ukcpio_entry {
	const char *name; /* terminated; any text, ".." and "/" included */
	__sz name_len;	  /* without terminator, at least 1 */
	const void *data; /* data_len bytes, aligned to 4 in the archive */
	__sz data_len;
	__u32 ino;  /* with dev: the same for hard links of a file, of which */
	__u32 mode; /* only one, usually the last, has data */
	__u32 uid;
	__u32 gid;
	__u32 nlink;
	__u32 mtime;
	__u32 dev_major;
	__u32 dev_minor;
	__u32 rdev_major;
	__u32 rdev_minor;
	__u32 check; /* sum of the data's bytes, if has_check */
	int has_check;
};

struct ukcpio_iter {
	const char *base;
	__sz len;
	__sz pos; /* of the next entry; behind the archive after its end */
};

/* Whether an archive, or one of a kin to it that is not read, starts there. */
static inline int ukcpio_is_archive(const void *buf, __sz len)
{
	return len > 6 && !memcmp(buf, "07070", 5);
}

/* The archive must stay in memory, and as it is, while entries are used. */
void ukcpio_iter_init(struct ukcpio_iter *iter, const void *buf, __sz len);

/*
 * Reads the next entry: 1. Or 0 at the end of the archive, which is marked by
 * an entry of its own ("TRAILER!!!"); what lies behind is not looked at. Or
 * UKCPIO_INVALID_HEADER, UKCPIO_MALFORMED_INPUT (also for an archive without
 * that mark); the iterator then stays where it is.
 */
int ukcpio_next(struct ukcpio_iter *iter, struct ukcpio_entry *entry);

/*
 * Whether the data has the sum that the archive says, 1 without one. Reads all
 * of it.
 */
int ukcpio_entry_intact(const struct ukcpio_entry *entry);

#if CONFIG_LIBVFSCORE
/*
 * Makes the entries of an archive below dest, a folder that exists, with their
 * modes; nothing of the archive leads out of it. A file of the same name is
 * replaced. After an error what was made before stays. The file system has this
 * function; it may sleep.
 */
enum ukcpio_error ukcpio_extract(const char *dest, void *buf, __sz buflen);
#endif /* CONFIG_LIBVFSCORE */

#ifdef __cplusplus
}
#endif

#endif /* __UK_CPIO_H__ */
