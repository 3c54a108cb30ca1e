/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Atomic operations, all sequentially consistent. Each takes a pointer to an
 * integer or pointer of at most 8 bytes, naturally aligned.
 */
#ifndef __UKARCH_ATOMIC_H__
#define __UKARCH_ATOMIC_H__

#include <uk/arch/types.h>
#include <uk/asm/atomic.h>

/* Exactly one access, that the compiler neither repeats nor leaves out. */
#define UK_ACCESS_ONCE(x)   (*(volatile __typeof__(x) *)&(x))
#define UK_READ_ONCE(x)	    UK_ACCESS_ONCE(x)
#define UK_WRITE_ONCE(x, v) (UK_ACCESS_ONCE(x) = (v))

#define ukarch_load_n(src) __atomic_load_n((src), __ATOMIC_SEQ_CST)
#define ukarch_store_n(src, value) \
	__atomic_store_n((src), (value), __ATOMIC_SEQ_CST)

/* These return the value from before. */
#define ukarch_fetch_add(src, value) \
	__atomic_fetch_add((src), (value), __ATOMIC_SEQ_CST)
#define ukarch_inc(src) ukarch_fetch_add((src), 1)
#define ukarch_dec(src) __atomic_fetch_sub((src), 1, __ATOMIC_SEQ_CST)
#define ukarch_exchange_n(dst, v) \
	__atomic_exchange_n((dst), (v), __ATOMIC_SEQ_CST)
/* The new value comes from *src. */
#define ukarch_exchange(dst, src)                                         \
	({                                                                \
		__typeof__(*(dst)) _old;                                  \
		__atomic_exchange((dst), (src), &_old, __ATOMIC_SEQ_CST); \
		_old;                                                     \
	})

/* Stores new if *ptr equals old. Returns new if it did, else what it found. */
#define ukarch_compare_exchange_sync(ptr, old, new)                \
	({                                                         \
		__typeof__(*(ptr)) _cur = (old);                   \
		__typeof__(*(ptr)) _new = (new);                   \
		__atomic_compare_exchange_n((ptr), &_cur, _new, 0, \
					    __ATOMIC_SEQ_CST,      \
					    __ATOMIC_SEQ_CST)      \
			? _new                                     \
			: _cur;                                    \
	})

#endif /* __UKARCH_ATOMIC_H__ */
