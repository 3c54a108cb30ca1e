/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Reference counters, for objects shared by several CPUs.
 *
 * The one who brings a counter to zero sees everything that the other holders
 * did to the object before they let go.
 */
#ifndef __UK_REFCOUNT_H__
#define __UK_REFCOUNT_H__

#include <uk/arch/types.h>
#include <uk/assert.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __refcnt_assert
#define __refcnt_assert(x) UK_ASSERT(x)
#endif

/* Give a counter its first value. Not atomic: nobody else may know it yet. */
static inline void uk_refcount_init(__atomic *ref, __u32 value)
{
	__refcnt_assert(ref != __NULL);
	ref->counter = value;
}

static inline __u32 uk_refcount_read(const __atomic *ref)
{
	__refcnt_assert(ref != __NULL);
	return __atomic_load_n(&ref->counter, __ATOMIC_RELAXED);
}

/* Take one more reference; the caller holds one. */
static inline void uk_refcount_acquire(__atomic *ref)
{
	__u32 old;

	__refcnt_assert(ref != __NULL);
	old = __atomic_fetch_add(&ref->counter, 1, __ATOMIC_RELAXED);
	__refcnt_assert(old != 0 && old != (__u32)-1);
	(void)old;
}

/* Drop a reference. Returns 1 if it was the last, else 0. */
static inline int uk_refcount_release(__atomic *ref)
{
	__u32 old;

	__refcnt_assert(ref != __NULL);
	old = __atomic_fetch_sub(&ref->counter, 1, __ATOMIC_ACQ_REL);
	__refcnt_assert(old != 0);
	return old == 1;
}

/* Take a reference if there is one left. Returns 1 if it was taken, else 0. */
static inline int uk_refcount_acquire_if_not_zero(__atomic *ref)
{
	__u32 old;

	__refcnt_assert(ref != __NULL);
	old = __atomic_load_n(&ref->counter, __ATOMIC_RELAXED);
	do {
		if (old == 0)
			return 0;
		__refcnt_assert(old != (__u32)-1);
	} while (!__atomic_compare_exchange_n(&ref->counter, &old, old + 1, 1,
					      __ATOMIC_ACQUIRE,
					      __ATOMIC_RELAXED));
	return 1;
}

/* Drop a reference unless it is the last. Returns 1 if dropped, else 0. */
static inline int uk_refcount_release_if_not_last(__atomic *ref)
{
	__u32 old;

	__refcnt_assert(ref != __NULL);
	old = __atomic_load_n(&ref->counter, __ATOMIC_RELAXED);
	do {
		__refcnt_assert(old != 0);
		if (old == 1)
			return 0;
	} while (!__atomic_compare_exchange_n(&ref->counter, &old, old - 1, 1,
					      __ATOMIC_RELEASE,
					      __ATOMIC_RELAXED));
	return 1;
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_REFCOUNT_H__ */
