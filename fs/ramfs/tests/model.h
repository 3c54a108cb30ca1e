/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of the model: files are arrays of bytes and of names. */
#ifndef __RAMFS_TESTS_MODEL_H__
#define __RAMFS_TESTS_MODEL_H__

#include "drive.h"

struct mfs;

struct mnode {
	struct mnode *next; /* of all */
	struct mfs *fs;
	int type; /* S_IF* */
	mode_t mode;
	nlink_t nlink;
	uint64_t ino; /* as the real one has it; 0: not known so far */
	off_t size;
	char *data;	     /* FILE_MAX bytes */
	char *target;	     /* of a link */
	struct mname *names; /* of a directory */
	struct mnode *parent;
	struct mfs *mounted; /* upon it */
};

struct mname {
	struct mname *next;
	struct mnode *node;
	char name[256];
};

/* A file system. parent NULL: it is in the tree no more. */
struct mfs {
	struct mfs *next;
	struct mnode *root, *covered;
	struct mfs *parent;
	unsigned int users; /* handles, mappings, working directory, mounts */
};

struct mhandle {
	struct mnode *node; /* NULL: closed */
	off_t pos;
	int flags;
};

extern struct mnode *model_top, *model_cwd;

/* model_path.c */
struct mlast {
	struct mnode *dir, *node; /* node NULL: there is none */
	bool normal, slash, dot, dotdot;
	char name[256];
};

struct mnode *model_cross(struct mnode *n);
struct mname **model_find(struct mnode *dir, const char *name);
/* What a name leads to, or 0 and *n; -errno. */
int model_lookup(const char *path, bool follow, struct mnode **n);
int model_parent(const char *path, bool follow, struct mlast *last);

#endif /* __RAMFS_TESTS_MODEL_H__ */
