/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The futex call's operations and word bits; musl's headers lack them. */
#ifndef CONFORM_FUTEX_H
#define CONFORM_FUTEX_H

#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum futex_operation {
	FUTEX_WAIT = 0,
	FUTEX_WAKE = 1,
	FUTEX_REQUEUE = 3,
	FUTEX_CMP_REQUEUE = 4,
	FUTEX_WAKE_OP = 5,
	FUTEX_LOCK_PI = 6,
	FUTEX_UNLOCK_PI = 7,
	FUTEX_TRYLOCK_PI = 8,
	FUTEX_WAIT_BITSET = 9,
	FUTEX_WAKE_BITSET = 10,
	FUTEX_WAIT_REQUEUE_PI = 11,
	FUTEX_CMP_REQUEUE_PI = 12,
	FUTEX_LOCK_PI2 = 13,
	FUTEX_PRIVATE_FLAG = 128,
	FUTEX_CLOCK_REALTIME = 256,
};

#define FUTEX_WAITERS	 0x80000000U
#define FUTEX_OWNER_DIED 0x40000000U
#define FUTEX_TID_MASK	 0x3fffffffU

/* FUTEX_WAKE_OP: what is done to the second word, and the comparison. */
enum { FUTEX_OP_SET, FUTEX_OP_ADD, FUTEX_OP_OR, FUTEX_OP_ANDN, FUTEX_OP_XOR };
enum { FUTEX_OP_CMP_EQ, FUTEX_OP_CMP_NE, FUTEX_OP_CMP_LT };
#define FUTEX_OP(op, oparg, cmp, cmparg)                 \
	((long)(((op)&0xfU) << 28 | ((cmp)&0xfU) << 24 | \
		((oparg)&0xfffU) << 12 | ((cmparg)&0xfffU)))

/** The call with its six arguments; -1 and errno on failure. */
static inline long futex(volatile void *word, int operation, long count,
			 const void *time, void *second, long third)
{
	return syscall(SYS_futex, word, operation, count, time, second, third);
}

/**
 * Returns when count threads wait at the word: moving them to where they are
 * counts them. flag is FUTEX_PRIVATE_FLAG or 0.
 */
static inline void futex_await(void *word, int flag, long count)
{
	while (futex(word, FUTEX_REQUEUE | flag, 0, (void *)0xffffL, word, 0) <
	       count)
		sched_yield();
}

#endif /* CONFORM_FUTEX_H */
