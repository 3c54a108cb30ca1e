/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Descriptor tables: small numbers for open files. A process has one, which
 * its threads share.
 *
 * A number is free, reserved (taken, but nobody can use it yet) or installed.
 * Functions that return a number return a negative errno instead when they
 * fail: -EBADF for a number that is not installed, -EMFILE at the limit,
 * -ENOMEM. limit is RLIMIT_NOFILE: numbers are below it.
 */
#ifndef __UK_FDTAB_H__
#define __UK_FDTAB_H__

#include <stdbool.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <uk/process.h>
#include <uk/refcount.h>
#include <uk/spinlock.h>
#include <vfscore/file.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

/* The largest limit there can be */
#define UK_FDTAB_MAX 1048576U

struct uk_fdtab {
	__atomic count; /* threads that use it */
	unsigned int size;
	struct vfscore_file **files; /* NULL: not installed; each held */
	unsigned long *used;	     /* bits: reserved or installed */
	unsigned long *cloexec;	     /* bits: closed by execve() */
	unsigned int lowest;	     /* no number below is free */
	struct uk_spinlock lock; /* all of the above; not for a single user */
	struct uk_alloc *a;
};

/* ---- table.c ---- */

/* An empty table with one user. NULL: no memory. */
struct uk_fdtab *uk_fdtab_create(struct uk_alloc *a);

/*
 * One more user, one less. When the last one goes, all files are closed, which
 * may sleep.
 */
static inline void uk_fdtab_get(struct uk_fdtab *tab)
{
	uk_refcount_acquire(&tab->count);
}

void uk_fdtab_put(struct uk_fdtab *tab);

/* A table of its own with what is installed in this one. NULL: no memory. */
struct uk_fdtab *uk_fdtab_copy(struct uk_fdtab *tab);

/* Reserves the lowest free number that is not below min. -EINVAL: min. */
int uk_fdtab_reserve(struct uk_fdtab *tab, unsigned int min, unsigned int limit,
		     bool cloexec);

/* Reserves this number. -EBUSY: it is not free. */
int uk_fdtab_reserve_at(struct uk_fdtab *tab, unsigned int fd,
			unsigned int limit, bool cloexec);

/* Makes a reserved number usable; the reference becomes the table's. */
void uk_fdtab_install(struct uk_fdtab *tab, unsigned int fd,
		      struct vfscore_file *fp);

/* The same, or replaces what is installed there. 0 or -EBADF, -ENOMEM. */
int uk_fdtab_install_any(struct uk_fdtab *tab, unsigned int fd,
			 unsigned int limit, struct vfscore_file *fp);

/* Gives up a reserved number. -EBADF: it is not reserved. */
int uk_fdtab_unreserve(struct uk_fdtab *tab, unsigned int fd);

/*
 * Puts a file, whose reference becomes the table's, at this number and closes
 * what was there. Returns fd; -EBUSY: somebody has reserved it; the reference
 * stays the caller's after an error.
 */
int uk_fdtab_replace(struct uk_fdtab *tab, unsigned int fd, unsigned int limit,
		     struct vfscore_file *fp, bool cloexec);

/*
 * Frees an installed number. Returns its file with the table's reference, or
 * NULL.
 */
struct vfscore_file *uk_fdtab_remove(struct uk_fdtab *tab, unsigned int fd);

/* The file of a number, with a reference for the caller, or NULL. */
struct vfscore_file *uk_fdtab_hold(struct uk_fdtab *tab, unsigned int fd);

/* FD_CLOEXEC of an installed number: 0 or 1; setting returns 0. */
int uk_fdtab_cloexec(struct uk_fdtab *tab, unsigned int fd);
int uk_fdtab_set_cloexec(struct uk_fdtab *tab, unsigned int fd, bool cloexec);

/* The same for all installed numbers of first to last. */
void uk_fdtab_set_cloexec_range(struct uk_fdtab *tab, unsigned int first,
				unsigned int last);

/* The lowest installed number that is not below fd, or -EBADF. */
int uk_fdtab_next(struct uk_fdtab *tab, unsigned int fd);

/* Gives up what uk_fdtab_remove() returned. May sleep. */
static inline void uk_fdtab_close_file(struct uk_fdtab *tab,
				       struct vfscore_file *fp)
{
	if (unlikely(vfscore_locks))
		vfscore_locks->close(fp, tab);
	fdrop(fp);
}

/* Closes first to last. May sleep. */
void uk_fdtab_close_range(struct uk_fdtab *tab, unsigned int first,
			  unsigned int last);

/* Closes what execve() shall close. May sleep. */
void uk_fdtab_close_exec(struct uk_fdtab *tab);

/* ---- the running thread's table ---- */

/* Only where there is a process. */
static inline struct uk_fdtab *uk_fdtab_current(void)
{
	return uk_process_current()->fdtab;
}

/* RLIMIT_NOFILE of the running thread's process */
static inline unsigned int uk_fdtab_limit(void)
{
	unsigned long cur =
		uk_process_current()->rlimits[7 /* RLIMIT_NOFILE */].cur;

	return (unsigned int)MIN(cur, (unsigned long)UK_FDTAB_MAX);
}

/*
 * The file of a descriptor for the time of one system call. A thread that has
 * its table for itself needs no reference: nobody can close meanwhile but
 * itself. So a call that closes or replaces descriptors itself takes one with
 * uk_fdtab_hold().
 */
struct uk_fdref {
	struct vfscore_file *fp;   /* NULL: -EBADF */
	struct vfscore_file *held; /* the same, or NULL: no reference */
};

/* uk_fdtab_hold(): on one CPU nobody is in the middle of a change. */
#ifdef CONFIG_HAVE_SMP
static inline struct vfscore_file *_uk_fdtab_hold(struct uk_fdtab *tab,
						  unsigned int fd)
{
	return uk_fdtab_hold(tab, fd);
}
#else  /* !CONFIG_HAVE_SMP */
static inline struct vfscore_file *_uk_fdtab_hold(struct uk_fdtab *tab,
						  unsigned int fd)
{
	struct vfscore_file *fp = (struct vfscore_file *)0;

	if (likely(fd < tab->size))
		fp = tab->files[fd];
	if (likely(fp))
		fhold(fp);
	return fp;
}
#endif /* !CONFIG_HAVE_SMP */

static inline struct uk_fdref uk_fdref_get(int fd)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct uk_fdref ref = {(struct vfscore_file *)0,
			       (struct vfscore_file *)0};

	if (likely(__atomic_load_n(&tab->count.counter, __ATOMIC_RELAXED) ==
		   1)) {
		if (likely((unsigned int)fd < tab->size))
			ref.fp = tab->files[fd];
		return ref;
	}
	ref.held = _uk_fdtab_hold(tab, (unsigned int)fd);
	ref.fp = ref.held;
	return ref;
}

static inline void uk_fdref_put(struct uk_fdref ref)
{
	if (unlikely(ref.held))
		fdrop(ref.held);
}

/* ---- current.c; the interface's calls are in <vfscore/file.h> ---- */

/* A new descriptor for fp, whose reference is taken if it works. */
int uk_fd_install(struct vfscore_file *fp, bool cloexec);

#ifdef __cplusplus
}
#endif

#endif /* __UK_FDTAB_H__ */
