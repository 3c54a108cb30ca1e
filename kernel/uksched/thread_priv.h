/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UKSCHED_THREAD_PRIV_H__
#define __UKSCHED_THREAD_PRIV_H__

#include <uk/arch/lcpu.h>
#include <uk/config.h>
#include <uk/sched.h>
#include <uk/thread.h>

/*
 * inittab.c: the hooks of a new thread, and of one that is released. init
 * returns 0, or the first error after the hooks that succeeded were undone.
 */
int thread_hooks_init(struct uk_thread *t);
void thread_hooks_fini(struct uk_thread *t);

/* thread.c: the two halves of a creation; see there. */
void thread_setup(struct uk_thread *t, uintptr_t ip, uintptr_t sp,
		  uintptr_t tlsp, bool is_uktls, struct ukarch_ectx *ectx,
		  const char *name, void *priv, uk_thread_dtor_t dtor);

/* What to allocate for it. */
struct thread_attr {
	struct uk_alloc *a_stack; /* NULL: no stack but a kernel stack */
	size_t stack_len;
	struct uk_alloc *a_uktls; /* NULL: no TLS */
	struct uk_alloc *a_ectx;  /* NULL: none, or there is one */
};

/* 0, or a negative errno and the object is freed. */
int thread_populate(struct uk_thread *t, const struct thread_attr *attr);

/* block.c: wakes the thread at that time. */
void thread_timer_set(struct uk_thread *t, __nsec deadline);

/* uk_thread_block_until(), uk_thread_wake(); interrupts are off. */
static inline void thread_block_until_irqoff(struct uk_thread *t,
					     __nsec deadline)
{
	if (unlikely(t->wakeup_time))
		uk_timer_cancel(&t->timer);
	t->wakeup_time = (__snsec)deadline;
	if (uk_thread_is_runnable(t)) {
		t->times_blocked++;
		uk_thread_set_blocked(t);
		uk_sched_thread_blocked(t);
	}
	if (deadline)
		thread_timer_set(t, deadline);
}

static inline void thread_wake_irqoff(struct uk_thread *t)
{
	if (t->flags & (UK_THREADF_RUNNABLE | UK_THREADF_EXITED))
		return;
	if (t->wakeup_time) {
		t->wakeup_time = 0;
		uk_timer_cancel(&t->timer);
	}
	uk_thread_set_runnable(t);
	uk_sched_thread_woken(t);
}

/* exit.c: see uk_sched_thread_add(). 0 or -ENOMEM. */
int thread_reaper_start(struct uk_sched *s);

#if CONFIG_LIBUKSCHED_TCB_INIT
#include <uk/tcb_impl.h>

static inline int thread_tcb_init(struct uk_thread *t)
{
	if (!(t->flags & UK_THREADF_UKTLS))
		return 0;
	return uk_thread_uktcb_init(t, uk_thread_uktcb(t));
}

static inline void thread_tcb_fini(struct uk_thread *t)
{
	if (t->flags & UK_THREADF_UKTLS)
		uk_thread_uktcb_fini(t, uk_thread_uktcb(t));
}
#else  /* !CONFIG_LIBUKSCHED_TCB_INIT */
static inline int thread_tcb_init(struct uk_thread *t __unused)
{
	return 0;
}

static inline void thread_tcb_fini(struct uk_thread *t __unused)
{
}
#endif /* !CONFIG_LIBUKSCHED_TCB_INIT */

#endif /* __UKSCHED_THREAD_PRIV_H__ */
