/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Putting a program into a process, and starting it. */
#ifndef __UK_EXEC_H__
#define __UK_EXEC_H__

#include <uk/elf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A program to be: all strings are the kernel's and not kept. */
struct uk_exec {
	const char *path; /* AT_EXECFN, /proc/self/exe, the thread's name */
	const struct uk_elf_source *src;
	const struct uk_elf_source *interp; /* what src asks for, or NULL */
	int argc, envc;
	const char *const *argv, *const *envp;
	const char *why; /* out: what -ENOEXEC is about, or NULL */
	bool gone; /* out: what the process ran before is not there any more */
	/* Called when the program has been put together and uk_exec() will not
	 * return: gives up the above. May be NULL.
	 */
	void (*release)(struct uk_exec *exec);
};

/*
 * Replaces what the running thread's process runs by a program and starts it:
 * does not return then. Other threads of the process end, descriptors with
 * FD_CLOEXEC are closed, caught signals get their default action. A negative
 * errno when it could not, -ENOEXEC, -E2BIG, -ENOMEM or what reading says; with
 * exec->gone the process has no program to go on with, and should end.
 */
int uk_exec(struct uk_exec *exec);

/* A source that is memory of the kernel, which stays as it is. */
struct uk_exec_memory {
	struct uk_elf_source src;
	const char *base;
	__paddr_t paddr; /* of base, page aligned: mapped; else __PADDR_INV */
};

void uk_exec_memory_init(struct uk_exec_memory *memory, const void *base,
			 size_t len, const char *name);

/*
 * The same for a path, as the running thread's process sees files (with
 * vfscore): a program with its interpreter, or a script with "#!". Arguments
 * and environment are the kernel's and not kept. *why as above.
 */
int uk_exec_path(const char *path, int argc, const char *const *argv, int envc,
		 const char *const *envp, const char **why);

#ifdef __cplusplus
}
#endif

#endif /* __UK_EXEC_H__ */
