/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Constructors: functions that run before memory, interrupts and threads
 * exist, in order of priority.
 *
 * An entry is a pointer in section .uk_ctortab<prio>; the linker script
 * sorts these between uk_ctortab_start and uk_ctortab_end. The arrays of the
 * C ABI (__preinit_array, __init_array) are run later, just before main().
 */
#ifndef __UK_CTORS_H__
#define __UK_CTORS_H__

#include <uk/essentials.h>
#include <uk/prio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void (*uk_ctor_func_t)(void);

extern const uk_ctor_func_t uk_ctortab_start[];
extern const uk_ctor_func_t uk_ctortab_end;

extern const uk_ctor_func_t __preinit_array_start[];
extern const uk_ctor_func_t __preinit_array_end;
extern const uk_ctor_func_t __init_array_start[];
extern const uk_ctor_func_t __init_array_end;

#define __UK_CTORTAB(fn, prio)                                            \
	static const uk_ctor_func_t __used __section(".uk_ctortab" #prio) \
		__uk_ctortab##prio##_##fn = (fn)
#define _UK_CTORTAB(fn, prio) __UK_CTORTAB(fn, prio)

/* Register fn with a priority: a literal digit or a macro that is one. */
#define UK_CTOR_PRIO(fn, prio) _UK_CTORTAB(fn, prio)

/* Register fn to run last. */
#define UK_CTOR(fn) UK_CTOR_PRIO(fn, UK_PRIO_LATEST)

/* Older spelling of UK_CTOR_PRIO(). */
#define UK_CTOR_FUNC(lvl, ctorf) _UK_CTORTAB(ctorf, lvl)

/* Visit the entries of a table; itr is a const uk_ctor_func_t *. */
#define uk_ctortab_foreach(itr, ctortab_start, ctortab_end)    \
	for ((itr) = DECONST(uk_ctor_func_t *, ctortab_start); \
	     (itr) < &(ctortab_end); (itr)++)

#ifdef __cplusplus
}
#endif

#endif /* __UK_CTORS_H__ */
