/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __PROCESS_PRIV_H__
#define __PROCESS_PRIV_H__

#include <uk/process.h>

/* table.c: threads by id. Interrupts or preemption do not matter: only code
 * of threads comes here, which is not preempted.
 */
int process_tid_get(void);
void process_thread_insert(struct uk_posix_thread *pt);
void process_thread_remove(struct uk_posix_thread *pt);

/* process.c: a thread's object, in a process that is there. NULL: no memory. */
struct uk_posix_thread *process_thread_create(struct uk_process *p,
					      struct uk_thread *t);
void process_thread_destroy(struct uk_posix_thread *pt);

/* clonetab.c: what other modules do. init undoes itself when one fails. */
int process_clone_init(const struct clone_args *args, __sz len,
		       struct uk_thread *child, struct uk_thread *parent);
void process_clone_term(__u64 flags, struct uk_thread *child);

/* A thread by id, 0: the caller; NULL: there is none. */
static inline struct uk_posix_thread *process_thread_of(int tid)
{
	return tid ? uk_posix_thread_find(tid) : uk_posix_thread_current();
}

/*
 * prctl_caps.c: what prctl() has to do with capabilities; more: one of the
 * last two arguments is not 0. -ENOSYS: another option.
 */
int process_prctl_caps(int option, unsigned long arg, unsigned long cap,
		       bool more);

/*
 * sched.c: may a thread get these from the caller? 0, -EINVAL, -EPERM. nice is
 * looked at only where the policy has one.
 */
int process_policy_check(const struct uk_posix_thread *pt, int policy,
			 int priority, int nice);

/* priority.c: may a niceness of the caller's process be so low? */
bool process_may_nice(int nice);

#endif /* __PROCESS_PRIV_H__ */
