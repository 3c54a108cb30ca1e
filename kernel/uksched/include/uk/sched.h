/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Schedulers: which thread runs next. What a scheduler has to provide stands
 * in <uk/sched_impl.h>.
 *
 * Unless it says so, a function here may sleep or switch threads: not from
 * interrupts, not with a spin lock held.
 */
#ifndef __UK_SCHED_H__
#define __UK_SCHED_H__

#include <uk/alloc.h>
#include <uk/thread.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_sched;

/*
 * Operations. All but yield and sched_start are called with interrupts off.
 *
 *	yield		let others run; return when it is our turn again. The
 *			running thread may be blocked or exited
 *	thread_add	take a thread in, and into the run queue if runnable
 *	thread_remove	forget it
 *	thread_blocked	it was runnable
 *	thread_woken	it was blocked
 *	sched_start	main is the running context
 */
typedef void (*uk_sched_yield_func_t)(struct uk_sched *s);
typedef int (*uk_sched_thread_add_func_t)(struct uk_sched *s,
					  struct uk_thread *t);
typedef void (*uk_sched_thread_remove_func_t)(struct uk_sched *s,
					      struct uk_thread *t);
typedef void (*uk_sched_thread_blocked_func_t)(struct uk_sched *s,
					       struct uk_thread *t);
typedef void (*uk_sched_thread_woken_func_t)(struct uk_sched *s,
					     struct uk_thread *t);
typedef int (*uk_sched_start_t)(struct uk_sched *s, struct uk_thread *main);

struct uk_sched {
	uk_sched_yield_func_t yield;
	uk_sched_thread_add_func_t thread_add;
	uk_sched_thread_remove_func_t thread_remove;
	uk_sched_thread_blocked_func_t thread_blocked;
	uk_sched_thread_woken_func_t thread_woken;
	uk_sched_start_t sched_start;

	/* Allocators of what uk_sched_thread_create_*() makes */
	struct uk_alloc *a;
	struct uk_alloc *a_stack;
	struct uk_alloc *a_uktls;

	bool is_started;
	struct uk_thread_list thread_list;    /* all but exited ones */
	struct uk_thread_list exited_threads; /* to be released */
	struct uk_thread *_reaper;	      /* releases them */
	struct uk_sched *next;
};

/* The running thread's scheduler; NULL when there is none. Any context. */
static inline struct uk_sched *uk_sched_current(void)
{
	struct uk_thread *t = uk_thread_current();

	return t ? t->sched : (struct uk_sched *)0;
}

/* Lets other runnable threads run. */
static inline void uk_sched_yield(void)
{
	struct uk_sched *s = uk_sched_current();

	UK_ASSERT(s);
	s->yield(s);
}

/*
 * Makes the calling context a thread of s, named "init", on the kernel stack
 * that the CPU uses. 0 or a negative errno.
 */
int uk_sched_start(struct uk_sched *sched);

/*
 * Adds a thread; from here on it runs if it is runnable. 0, -EINVAL when it is
 * exited or in a scheduler already, -ENOMEM.
 */
int uk_sched_thread_add(struct uk_sched *s, struct uk_thread *t);

/* Takes out a thread that is not running. Returns 0 or -EINVAL. */
int uk_sched_thread_remove(struct uk_thread *t);

/* For uk_thread_block() and uk_thread_wake(): tell t's scheduler. */
static inline void uk_sched_thread_blocked(struct uk_thread *t)
{
	if (t->sched)
		t->sched->thread_blocked(t->sched, t);
}

static inline void uk_sched_thread_woken(struct uk_thread *t)
{
	if (t->sched)
		t->sched->thread_woken(t->sched, t);
}

/*
 * create.c: a thread that runs a function, with a stack of stack_len bytes
 * (0: STACK_SIZE) and its guard page, with TLS and memory for vector registers
 * unless no_*. NULL when there is no memory. It is released by itself after
 * its end.
 */
struct uk_thread *uk_sched_thread_create_fn0(struct uk_sched *s,
					     uk_thread_fn0_t fn0,
					     size_t stack_len, bool no_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor);
struct uk_thread *uk_sched_thread_create_fn1(struct uk_sched *s,
					     uk_thread_fn1_t fn1, void *argp,
					     size_t stack_len, bool no_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor);
struct uk_thread *uk_sched_thread_create_fn2(struct uk_sched *s,
					     uk_thread_fn2_t fn2, void *argp0,
					     void *argp1, size_t stack_len,
					     bool no_uktls, bool no_ectx,
					     const char *name, void *priv,
					     uk_thread_dtor_t dtor);

#define uk_sched_thread_create(s, fn1, argp, name)                      \
	uk_sched_thread_create_fn1((s), (fn1), (argp), 0, false, false, \
				   (name), (void *)0, (uk_thread_dtor_t)0)

/*
 * The same as uk_sched_thread_create(), but the thread is not released before
 * somebody has joined it.
 */
struct uk_thread *uk_sched_thread_create_joinable(struct uk_sched *s,
						  uk_thread_fn1_t fn1,
						  void *argp, const char *name);

/*
 * A thread for kernel code: one stack, no TLS, no vector registers.
 */
struct uk_thread *uk_sched_thread_create_kernel(struct uk_sched *s,
						uk_thread_fn1_t fn1, void *argp,
						const char *name);

/* exit.c: the end of a thread. */

/*
 * Waits for the end of a joinable thread and releases it: t is gone then. One
 * caller for each thread. 0, -EINVAL when t is not joinable, -EBUSY when
 * another caller waits, -EDEADLK when t is the caller.
 */
int uk_sched_thread_join(struct uk_thread *t);

/* The thread will not be joined: it is released by itself after its end. */
void uk_sched_thread_detach(struct uk_thread *t);

void uk_sched_thread_exit(void) __noreturn;

/*
 * The same; gc_fn(thread, gc_argp) is called when the thread is off its stack,
 * by another thread, to free what the caller could not free himself.
 */
void uk_sched_thread_exit2(uk_thread_gc_t gc_fn, void *gc_argp) __noreturn;

/*
 * Ends a thread, the caller itself or another one, which does not run any
 * more: locks that it holds stay held. If it is joinable it waits for that.
 */
void uk_sched_thread_terminate(struct uk_thread *thread);

/* block.c: sleeps for nsec nanoseconds, or until somebody wakes the thread. */
void uk_sched_thread_sleep(__nsec nsec);

/* dump.c: prints the threads of s, or of all schedulers for NULL. */
void uk_sched_dumpk_threads(int klvl, struct uk_sched *s);

/* Visit the threads of a scheduler; interrupts are off or no thread ends. */
#define uk_sched_foreach_thread(sched, itr) \
	UK_TAILQ_FOREACH ((itr), &(sched)->thread_list, thread_list)
#define uk_sched_foreach_thread_safe(sched, itr, tmp) \
	UK_TAILQ_FOREACH_SAFE ((itr), &(sched)->thread_list, thread_list, (tmp))

#ifdef __cplusplus
}
#endif

#endif /* __UK_SCHED_H__ */
