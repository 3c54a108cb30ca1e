/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The init table: functions that run once during boot, after memory,
 * interrupts and threads are there and before main().
 *
 * They run by class, then by priority (0 first), then in link order. An entry
 * is a pointer in section .uk_inittab<class><prio>; the linker script sorts
 * these between uk_inittab_start and uk_inittab_end.
 *
 * An init function returns 0 or positive for success; a negative errno stops
 * the boot. It runs in the context of the boot thread and may sleep if a
 * scheduler is configured.
 */
#ifndef __UK_INIT_H__
#define __UK_INIT_H__

#include <uk/essentials.h>
#include <uk/prio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int (*uk_init_func_t)(void);

extern const uk_init_func_t uk_inittab_start[];
extern const uk_init_func_t uk_inittab_end;

#define UK_INIT_CLASS_EARLY  1 /* what the drivers need */
#define UK_INIT_CLASS_PLAT   2 /* buses and devices */
#define UK_INIT_CLASS_LIB    3 /* libraries */
#define UK_INIT_CLASS_ROOTFS 4 /* mounting the root file system */
#define UK_INIT_CLASS_SYS    5 /* what needs files */
#define UK_INIT_CLASS_LATE   6 /* right before main() */

#define __UK_INITTAB(fn, base, prio)                                         \
	static const uk_init_func_t __used __section(                        \
		".uk_inittab" #base #prio) __uk_inittab##base##prio##_##fn = \
		(fn)
#define _UK_INITTAB(fn, base, prio) __UK_INITTAB(fn, base, prio)

/*
 * Register fn. class and prio are literal digits or macros that are one:
 * UK_INIT_CLASS_*, UK_PRIO_*.
 */
#define uk_initcall_class_prio(fn, class, prio) _UK_INITTAB(fn, class, prio)

#define uk_early_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_EARLY, prio)
#define uk_plat_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_PLAT, prio)
#define uk_lib_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_LIB, prio)
#define uk_rootfs_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_ROOTFS, prio)
#define uk_sys_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_SYS, prio)
#define uk_late_initcall_prio(fn, prio) \
	uk_initcall_class_prio(fn, UK_INIT_CLASS_LATE, prio)

#define uk_early_initcall(fn)  uk_early_initcall_prio(fn, UK_PRIO_LATEST)
#define uk_plat_initcall(fn)   uk_plat_initcall_prio(fn, UK_PRIO_LATEST)
#define uk_lib_initcall(fn)    uk_lib_initcall_prio(fn, UK_PRIO_LATEST)
#define uk_rootfs_initcall(fn) uk_rootfs_initcall_prio(fn, UK_PRIO_LATEST)
#define uk_sys_initcall(fn)    uk_sys_initcall_prio(fn, UK_PRIO_LATEST)
#define uk_late_initcall(fn)   uk_late_initcall_prio(fn, UK_PRIO_LATEST)

/* Visit the entries of a table; itr is a const uk_init_func_t *. */
#define uk_inittab_foreach(itr, inittab_start, inittab_end)    \
	for ((itr) = DECONST(uk_init_func_t *, inittab_start); \
	     (itr) < &(inittab_end); (itr)++)

#ifdef __cplusplus
}
#endif

#endif /* __UK_INIT_H__ */
