/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* For implementations of schedulers. */
#ifndef __UK_SCHED_IMPL_H__
#define __UK_SCHED_IMPL_H__

#include <uk/sched.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All schedulers, chained by next. */
extern struct uk_sched *uk_sched_head;

/* Adds a scheduler whose fields are set. Returns 0. */
int uk_sched_register(struct uk_sched *s);

/*
 * Sets the fields of a scheduler and registers it. Stacks come from
 * uk_thread_stack_allocator(), the rest from def_allocator.
 */
#define uk_sched_init(s, start_func, yield_func, thread_add_func, \
		      thread_remove_func, thread_blocked_func,    \
		      thread_woken_func, def_allocator)           \
	do {                                                      \
		*(s) = (struct uk_sched){                         \
			.yield = (yield_func),                    \
			.thread_add = (thread_add_func),          \
			.thread_remove = (thread_remove_func),    \
			.thread_blocked = (thread_blocked_func),  \
			.thread_woken = (thread_woken_func),      \
			.sched_start = (start_func),              \
			.a = (def_allocator),                     \
			.a_stack = uk_thread_stack_allocator(),   \
			.a_uktls = (def_allocator),               \
		};                                                \
		UK_TAILQ_INIT(&(s)->thread_list);                 \
		UK_TAILQ_INIT(&(s)->exited_threads);              \
		uk_sched_register(s);                             \
	} while (0)

/*
 * switch.c: goes on in next, which is not the running thread, and returns when
 * somebody switches back. Called with interrupts off, next already taken from
 * where others could find it; interrupts are on while the stacks are changed,
 * since a new thread starts with what it finds, and off again on return.
 */
void uk_sched_thread_switch(struct uk_thread *next);

/*
 * The running thread's time on the CPU ends now; whoever lets it wait for an
 * interrupt calls this and sets run_since when it goes on.
 */
void uk_sched_thread_run_end(struct uk_thread *t);

/*
 * Releases the exited threads of a scheduler, except the running one. Returns
 * how many. May sleep.
 */
unsigned int uk_sched_thread_gc(struct uk_sched *sched);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SCHED_IMPL_H__ */
