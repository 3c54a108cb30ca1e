/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Locks of files. They are found by what they lock (key: a file's vnode, or
 * its data if it has none) and belong to an owner: a descriptor table for
 * fcntl()'s record locks, an open file for its OFD locks and for flock().
 */
#ifndef __LOCK_PRIV_H__
#define __LOCK_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <uk/list.h>

struct uk_alloc;

enum lock_type { LOCK_READ, LOCK_WRITE, LOCK_NONE };

/* flock()'s locks and those of ranges do not see each other. */
enum lock_kind { LOCK_FILE, LOCK_RANGE };

#define LOCK_END INT64_MAX

struct lock {
	struct uk_list_head link;
	const void *owner;
	int pid; /* whom F_GETLK names; -1: an open file's */
	enum lock_type type;
	off_t start, end; /* inclusive */
};

struct lock_request {
	const void *key;
	struct lock lock; /* what is wanted; LOCK_NONE: nothing any more */
	enum lock_kind kind;
	bool wait;
	struct uk_alloc *a;
};

/*
 * lock.c: 0; -EAGAIN; -EINTR while it waits; -ENOMEM. Of a whole file the old
 * lock is gone when another one is asked for, whether that works or not.
 */
int lock_set(const struct lock_request *r);

/* Is there a lock of a range that would not allow this one? Copies it. */
bool lock_test(const struct lock_request *r, struct lock *found);

/* Takes all locks of an owner away. */
void lock_drop(const void *key, const void *owner);

#endif /* __LOCK_PRIV_H__ */
