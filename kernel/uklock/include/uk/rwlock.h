/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Read-write locks: many readers or one writer, first come, first served; so
 * neither readers nor writers starve. Not recursive: a reader that locks again
 * behind a waiting writer waits for ever.
 */
#ifndef __UK_RWLOCK_H__
#define __UK_RWLOCK_H__

#include <uk/wait.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_rwlock {
	unsigned int readers;	  /* that hold it */
	struct uk_thread *writer; /* that holds it */
	struct uk_waitq wait;	  /* its lock guards all fields */
};

#define UK_RWLOCK_INITIALIZER(name)                            \
	{                                                      \
		.readers = 0, .writer = (struct uk_thread *)0, \
		.wait = __WAIT_QUEUE_INITIALIZER((name).wait), \
	}

void uk_rwlock_init(struct uk_rwlock *rwl);

/* Sleep until the caller holds it for reading or for writing. */
void uk_rwlock_rlock(struct uk_rwlock *rwl);
void uk_rwlock_wlock(struct uk_rwlock *rwl);

/* 1 if the caller holds it, 0 if he would have to wait. Any context. */
int uk_rwlock_try_rlock(struct uk_rwlock *rwl);
int uk_rwlock_try_wlock(struct uk_rwlock *rwl);

/* Any context. */
void uk_rwlock_runlock(struct uk_rwlock *rwl);
void uk_rwlock_wunlock(struct uk_rwlock *rwl);

/* The writer becomes a reader, without letting another writer in between. */
void uk_rwlock_downgrade(struct uk_rwlock *rwl);

/*
 * The only reader becomes the writer: 1; or there are others and he stays a
 * reader: 0.
 */
int uk_rwlock_try_upgrade(struct uk_rwlock *rwl);

#ifdef __cplusplus
}
#endif

#endif /* __UK_RWLOCK_H__ */
