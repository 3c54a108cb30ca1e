/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The cooperative scheduler: round robin, a thread runs until it yields,
 * blocks or ends. When nothing is runnable the CPU halts until an interrupt.
 */
#ifndef __UK_SCHEDCOOP_H__
#define __UK_SCHEDCOOP_H__

#include <uk/sched.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A scheduler to be started; its memory comes from a. NULL: no memory. */
struct uk_sched *uk_schedcoop_create(struct uk_alloc *a);

/* For schedulers that add something to this one: its object and operations. */
struct uk_schedcoop {
	struct uk_sched sched;
	struct uk_list_head run_queue; /* not the running one */
	struct uk_list_head urgent;    /* goes first; not used by this one */
	unsigned int urgent_run;       /* so many of them in a row */
	unsigned long switches;
};

/* How many urgent threads may run in a row while others wait. */
#define UK_SCHEDCOOP_URGENT_RUN 8

/* All but .sched, which uk_sched_init() fills. */
void uk_schedcoop_init(struct uk_schedcoop *c);

void uk_schedcoop_yield(struct uk_sched *s);
int uk_schedcoop_thread_add(struct uk_sched *s, struct uk_thread *t);
void uk_schedcoop_thread_remove(struct uk_sched *s, struct uk_thread *t);
void uk_schedcoop_thread_blocked(struct uk_sched *s, struct uk_thread *t);
void uk_schedcoop_thread_woken(struct uk_sched *s, struct uk_thread *t);
int uk_schedcoop_start(struct uk_sched *s, struct uk_thread *main);

static inline struct uk_schedcoop *uk_schedcoop_of(struct uk_sched *s)
{
	return __containerof(s, struct uk_schedcoop, sched);
}

/* Does anybody wait for the CPU? */
static inline bool uk_schedcoop_waiting(const struct uk_schedcoop *c)
{
	return !uk_list_empty(&c->run_queue) || !uk_list_empty(&c->urgent);
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_SCHEDCOOP_H__ */
