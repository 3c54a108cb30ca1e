/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Operations on files, made of bytes, are done to ramfs by way of vfscore and
 * to a plain model of a file system; both must say the same and look the same.
 */
#ifndef __RAMFS_TESTS_DRIVE_H__
#define __RAMFS_TESTS_DRIVE_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define FILE_MAX (8 * 4096) /* what the model keeps of a file */
#define PATH_LEN 1024
#define HANDLES	 6
#define MAPPINGS 3

enum op_kind {
	OP_MKDIR,
	OP_OPEN,
	OP_CLOSE,
	OP_UNLINK,
	OP_RMDIR,
	OP_RENAME,
	OP_LINK,
	OP_SYMLINK,
	OP_MKNOD,
	OP_READLINK,
	OP_STAT,
	OP_CHMOD,
	OP_TRUNCATE,
	OP_CHDIR,
	OP_MOUNT,
	OP_UMOUNT,
	OP_READ, /* from here on with a handle */
	OP_WRITE,
	OP_FTRUNCATE,
	OP_FALLOCATE,
	OP_SEEK,
	OP_MAP,
	OP_UNMAP,
	OP_TOUCH, /* a byte through a mapping */
	OP_KINDS
};

struct op {
	enum op_kind kind;
	char path[PATH_LEN], path2[PATH_LEN];
	unsigned int handle;
	int flags; /* of open, rename, fallocate, whence, follow */
	off_t off, len;
	unsigned char byte; /* what is written */
};

struct found {
	int type; /* S_IF* */
	mode_t mode;
	nlink_t nlink;
	off_t size;
	uint64_t ino;
};

/* drive.c: operations until the bytes end; aborts where they differ. */
void drive(const uint8_t *data, size_t len);

/* archive.c: the file system that it begins with. */
const void *archive_make(size_t *len);

/*
 * model.c. What an operation should return; what it read is in buf. limit: the
 * most that a write moves, less when memory was short.
 */
void model_start(void);
void model_stop(void);
long model_do(const struct op *op, char *buf, long limit);
/* Can that be done, and within what the model keeps? */
bool model_can(const struct op *op);
bool model_is_mapped(unsigned int mapping);
/* Compares the whole tree with the real one. */
void model_compare(void);
/* What a handle's or a mapping's file holds, and how long it is. */
const char *model_mapped(unsigned int mapping, off_t *size);

/* real.c: the same with the real one. */
void real_start(void);
void real_stop(void);
long real_do(const struct op *op, char *buf);
int real_stat(const char *path, struct found *found);
/* Calls f for each entry of a directory. */
void real_list(const char *path,
	       void (*f)(void *arg, const char *name, uint64_t ino), void *arg);
long real_contents(const char *path, char *buf, size_t len);

/* mapping.c: the library of areas, with one area a pager. */
struct uk_pager;
long mapping_add(unsigned int i, struct uk_pager *pager);
long mapping_remove(unsigned int i);
long mapping_touch(unsigned int i, off_t off, int c);
/* Pages that are mapped are the file's. */
void mapping_check(void);

#endif /* __RAMFS_TESTS_DRIVE_H__ */
