/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __EXEC_FILE_PRIV_H__
#define __EXEC_FILE_PRIV_H__

#include <uk/elf.h>
#include <vfscore/ctx.h>

struct vfscore_file;

/* A program that is a file. */
struct exec_file {
	struct uk_elf_source src;
	struct vfscore_file *fp; /* NULL: not open */
};

/* file.c: flags are those of look-ups. -EACCES: no file to be run. */
int exec_file_open(struct exec_file *file, struct vfscore_ctx *ctx,
		   const struct vfscore_path *at, const char *name,
		   unsigned int flags);
void exec_file_close(struct exec_file *file);

/* The running thread's process runs it: for /proc. */
void exec_file_runs(struct exec_file *file);

/* Where the running thread's process is in the tree. */
struct vfscore_ctx *exec_ctx(void);

/* What is to be run, and with what; strings are the kernel's. */
struct exec_request {
	const struct vfscore_path *at; /* NULL: the working directory */
	const char *path;
	unsigned int flags; /* of look-ups */
	int argc, envc;
	const char *const *argv, *const *envp;
	const char *why; /* out */
	bool gone;	 /* out: as in struct uk_exec */
	/* Frees what the request consists of; may be NULL. */
	void (*release)(struct exec_request *request);
};

/* path.c: does not return if the program starts. */
int exec_request_run(struct exec_request *request);

#endif /* __EXEC_FILE_PRIV_H__ */
