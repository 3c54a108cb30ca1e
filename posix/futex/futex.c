/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* futex(2): its operations. */
#include <errno.h>
#include <stddef.h>
#include <time.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/futex.h>
#include <uk/plat/time.h>
#include <uk/syscall_define.h>
#include "futex_priv.h"

/* Where the fourth argument is a time */
#define TIMED                                                               \
	(1U << FUTEX_WAIT | 1U << FUTEX_LOCK_PI | 1U << FUTEX_WAIT_BITSET | \
	 1U << FUTEX_WAIT_REQUEUE_PI | 1U << FUTEX_LOCK_PI2)
/* Where it may be one of the real-time clock */
#define CLOCKED                                                  \
	(1U << FUTEX_WAIT_BITSET | 1U << FUTEX_WAIT_REQUEUE_PI | \
	 1U << FUTEX_LOCK_PI2)

/*
 * Is it sure that nobody waits at a private word, without the lock? The fence
 * is between the application's change of the word and the look at the queue.
 */
static inline bool futex_nobody_waits(const uint32_t *uaddr)
{
	const struct futex_key key = {
		.space = uk_process_current()->vas,
		.addr = (uintptr_t)uaddr,
	};

	if (key.addr % sizeof(*uaddr) ||
	    !uk_app_range_ok(key.addr, sizeof(*uaddr)))
		return false;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return futex_queue_seems_empty(&key);
}

static bool is_among(int cmd, uint32_t commands)
{
	return cmd >= 0 && cmd < 32 && (commands & 1U << cmd);
}

/* A time of the real-time clock, on the monotonic one. */
static __nsec monotonic_of(__nsec real)
{
	__nsec offset = ukplat_wall_clock() - ukplat_monotonic_clock();

	/* 0 would be no deadline */
	return real > offset ? real - offset : 1;
}

/*
 * Relative for FUTEX_WAIT, else absolute, and by the real-time clock if the
 * flag says so and always for the older lock. *deadline is 0 for none, and for
 * what the clock will not reach.
 */
static int deadline_get(int op, const struct timespec *utime, __nsec *deadline)
{
	int cmd = op & FUTEX_CMD_MASK;
	struct timespec time;
	__nsec t;

	*deadline = 0;
	if (!utime)
		return 0;
	if (uk_copy_from_app(&time, utime, sizeof(time)))
		return -EFAULT;
	if (time.tv_sec < 0 ||
	    (unsigned long)time.tv_nsec >= UKARCH_NSEC_PER_SEC)
		return -EINVAL;
	if ((__nsec)time.tv_sec >= __SNSEC_MAX / UKARCH_NSEC_PER_SEC / 2)
		return 0;
	t = (__nsec)time.tv_sec * UKARCH_NSEC_PER_SEC + (__nsec)time.tv_nsec;
	if (cmd == FUTEX_WAIT)
		t += ukplat_monotonic_clock();
	else if (cmd == FUTEX_LOCK_PI || (op & FUTEX_CLOCK_REALTIME))
		t = monotonic_of(t);
	*deadline = t ? t : 1;
	return 0;
}

static long futex_do(int op, uint32_t *uaddr, uint32_t val, __nsec deadline,
		     int val2, uint32_t *uaddr2, uint32_t val3)
{
	bool private = op & FUTEX_PRIVATE_FLAG;
	struct futex_word word = {uaddr, private}, second = {uaddr2, private};

	switch (op & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
		return futex_wait(word, val, deadline, FUTEX_BITSET_MATCH_ANY);
	case FUTEX_WAIT_BITSET:
		return futex_wait(word, val, deadline, val3);
	case FUTEX_WAKE:
		return futex_wake(word, (int)val, FUTEX_BITSET_MATCH_ANY);
	case FUTEX_WAKE_BITSET:
		return futex_wake(word, (int)val, val3);
	case FUTEX_REQUEUE:
		return futex_requeue(word, second, (int)val, val2, NULL);
	case FUTEX_CMP_REQUEUE:
		return futex_requeue(word, second, (int)val, val2, &val3);
	case FUTEX_WAKE_OP:
		return futex_wake_op(word, second, (int)val, val2, val3);
	case FUTEX_LOCK_PI:
	case FUTEX_LOCK_PI2:
		return futex_lock(word, false, deadline);
	case FUTEX_TRYLOCK_PI:
		return futex_lock(word, true, 0);
	case FUTEX_UNLOCK_PI:
		return futex_unlock(word);
	case FUTEX_WAIT_REQUEUE_PI:
		return futex_wait_requeue_lock(word, val, deadline, second);
	case FUTEX_CMP_REQUEUE_PI:
		if (val != 1)
			return -EINVAL;
		return futex_requeue_lock(word, second, val2, val3);
	default:
		return -ENOSYS;
	}
}

static __noinline long futex_any(uint32_t *uaddr, int op, uint32_t val,
				 const struct timespec *utime, uint32_t *uaddr2,
				 uint32_t val3)
{
	int cmd = op & FUTEX_CMD_MASK;
	__nsec deadline = 0;
	int rc;

	if ((op & FUTEX_CLOCK_REALTIME) && !is_among(cmd, CLOCKED))
		return -ENOSYS;
	if (is_among(cmd, TIMED)) {
		rc = deadline_get(op, utime, &deadline);
		if (rc)
			return rc;
	}
	return futex_do(op, uaddr, val, deadline, (int)(uintptr_t)utime, uaddr2,
			val3);
}

UK_LLSYSCALL_R_DEFINE(long, futex, uint32_t *, uaddr, int, op, uint32_t, val,
		      const struct timespec *, utime, uint32_t *, uaddr2,
		      uint32_t, val3)
{
	/* The most frequent one: after all, nobody may wait */
	if (likely(op == (FUTEX_WAKE | FUTEX_PRIVATE_FLAG)) &&
	    futex_nobody_waits(uaddr))
		return 0;
	return futex_any(uaddr, op, val, utime, uaddr2, val3);
}
