/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The steps of the boot sequence, one file each. A step that the
 * configuration leaves out is an empty inline function here.
 */
#ifndef __UKBOOT_BOOT_PRIV_H__
#define __UKBOOT_BOOT_PRIV_H__

#include <stddef.h>
#include <uk/config.h>
#include <uk/essentials.h>

struct uk_alloc;
struct uk_sched;

/* The arguments of main(): argv[argc] is NULL. */
struct boot_args {
	int argc;
	char *argv[CONFIG_LIBUKBOOT_MAXNBARGS + 1];
};

/* tables.c: constructors; they cannot fail. */
void boot_run_ctors(void);

/*
 * tables.c: the init table in its order up to the first failure, whose
 * negative errno is returned after a message.
 */
int boot_run_inittab(void);

/* tables.c: the constructors of the application, __preinit and __init_array. */
void boot_run_init_array(void);

/*
 * args.c: words of the command line behind args->argc, which may already hold
 * the program's name. The line is cut in place and stays in use. Words that
 * do not fit are dropped with a message.
 */
void boot_args_split(struct boot_args *args, char *line, size_t len);

#if CONFIG_LIBUKLIBPARAM
/*
 * libparam.c: hands what stands between the program's name and "--" to the
 * libraries and takes it out of *args.
 */
void boot_args_take_params(struct boot_args *args);
#else  /* !CONFIG_LIBUKLIBPARAM */
static inline void boot_args_take_params(struct boot_args *args __unused)
{
}
#endif /* !CONFIG_LIBUKLIBPARAM */

#if CONFIG_LIBUKBOOT_NOALLOC
static inline int boot_heap_init(struct uk_alloc **a)
{
	*a = NULL;
	return 0;
}
#else  /* !CONFIG_LIBUKBOOT_NOALLOC */
/* heap_*.c: *a is the default allocator. 0 or -ENOMEM. */
int boot_heap_init(struct uk_alloc **a);
#endif /* !CONFIG_LIBUKBOOT_NOALLOC */

#if CONFIG_LIBUKVMEM
/* vas.c: the address space of the application, without areas. 0 or a negative
 * errno.
 */
int boot_vas_init(struct uk_alloc *a);
#else  /* !CONFIG_LIBUKVMEM */
static inline int boot_vas_init(struct uk_alloc *a __unused)
{
	return 0;
}
#endif /* !CONFIG_LIBUKVMEM */

/*
 * tls.c: thread-local storage of the context that boots, from which main()'s
 * thread comes. 0 or -ENOMEM.
 */
int boot_tls_init(struct uk_alloc *a);

#if CONFIG_LIBUKBOOT_NOSCHED
static inline int boot_sched_start(struct uk_alloc *a __unused)
{
	return 0;
}
#else  /* !CONFIG_LIBUKBOOT_NOSCHED */
/*
 * sched_*.c: makes the context that boots the first thread. 0 or a negative
 * errno.
 */
int boot_sched_start(struct uk_alloc *a);
#endif /* !CONFIG_LIBUKBOOT_NOSCHED */

#if CONFIG_LIBUKBOOT_BANNER_NONE
static inline void boot_banner(void)
{
}
#else  /* !CONFIG_LIBUKBOOT_BANNER_NONE */
/* banner/: the banner, to the console. */
void boot_banner(void);
#endif /* !CONFIG_LIBUKBOOT_BANNER_NONE */

/*
 * main.c: calls main() on a stack of its own and stops the machine with its
 * result. Returns only when there is no memory for that stack.
 */
void boot_call_main(struct boot_args *args);

#endif /* __UKBOOT_BOOT_PRIV_H__ */
