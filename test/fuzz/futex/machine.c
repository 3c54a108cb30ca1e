/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <arch/percpu.h>
#include <uk/access.h>
#include <uk/assert.h>
#include <uk/plat/time.h>
#include <uk/process.h>
#include <uk/sched.h>
#include <uk/thread.h>
#include "../../../posix/futex/futex_priv.h"
#include "machine.h"

#define STACK 65536

static struct simulated {
	struct uk_thread thread;
	struct uk_posix_thread posix;
	ucontext_t context;
	char *stack;
	machine_op_t op;
	void *arg;
	long result;
	bool idle;
	uint64_t deadline; /* while it is blocked; 0: none */
} threads[THREADS];

static ucontext_t driver;
static struct uk_process process;
static struct uk_sched sched;
static uint64_t now;
static unsigned int stops_after;
static bool interrupt_at_block;
static int last_tid;

static struct simulated *current(void)
{
	return __containerof(arch_percpu()->thread, struct simulated, thread);
}

static void to_driver(void)
{
	if (swapcontext(&current()->context, &driver))
		abort();
}

static void yield(struct uk_sched *s __unused)
{
	to_driver();
}

void machine_start(void)
{
	now = 1000;
	last_tid = 0;
	interrupt_at_block = false;
	sched.yield = yield;
	for (unsigned int i = 0; i < THREADS; i++) {
		struct simulated *t = &threads[i];
		char *stack = t->stack ? t->stack : malloc(STACK);

		memset(t, 0, sizeof(*t));
		t->stack = stack;
		t->idle = true;
		t->thread.sched = &sched;
		t->thread.flags = UK_THREADF_RUNNABLE;
		t->thread.posix = &t->posix;
		t->posix.thread = &t->thread;
		t->posix.process = &process;
		t->posix.tid = ++last_tid;
	}
}

void machine_stop(void)
{
	arch_percpu()->thread = NULL;
}

/* ---- running ---- */

static void enter(void)
{
	struct simulated *t = current();

	t->result = t->op(t->arg);
	t->idle = true;
	to_driver();
}

void machine_run(unsigned int i)
{
	UK_BUGON(threads[i].idle || !machine_is_runnable(i));
	arch_percpu()->thread = &threads[i].thread;
	if (swapcontext(&driver, &threads[i].context))
		abort();
	arch_percpu()->thread = NULL;
}

void machine_begin(unsigned int i, machine_op_t op, void *arg)
{
	struct simulated *t = &threads[i];

	t->op = op;
	t->arg = arg;
	t->idle = false;
	getcontext(&t->context);
	t->context.uc_stack.ss_sp = t->stack;
	t->context.uc_stack.ss_size = STACK;
	t->context.uc_link = NULL;
	makecontext(&t->context, enter, 0);
	machine_run(i);
}

bool machine_is_idle(unsigned int i)
{
	return threads[i].idle;
}

bool machine_is_runnable(unsigned int i)
{
	return uk_thread_is_runnable(&threads[i].thread);
}

long machine_result(unsigned int i)
{
	return threads[i].result;
}

bool machine_waits_for_lock(unsigned int i)
{
	const struct futex_waiter *w = threads[i].posix.futex;

	return w && w->kind == FUTEX_FOR_LOCK && w->state == FUTEX_QUEUED;
}

int machine_tid(unsigned int i)
{
	return threads[i].posix.tid;
}

void machine_exit(unsigned int i)
{
	futex_locks_release(&threads[i].posix);
	threads[i].posix.tid = ++last_tid;
}

/* ---- time and signals ---- */

uint64_t machine_now(void)
{
	return now;
}

void machine_advance(uint64_t by)
{
	now += by;
	for (unsigned int i = 0; i < THREADS; i++)
		if (threads[i].deadline && threads[i].deadline <= now)
			uk_thread_wake(&threads[i].thread);
}

void machine_interrupt(unsigned int i)
{
	threads[i].thread.app_work |= UK_THREAD_WORK_SIGNAL;
	uk_thread_wake(&threads[i].thread);
}

void machine_interrupt_at_block(void)
{
	interrupt_at_block = true;
}

bool machine_is_interrupted(unsigned int i)
{
	return threads[i].thread.app_work & UK_THREAD_WORK_SIGNAL;
}

void machine_calm(unsigned int i)
{
	threads[i].thread.app_work = 0;
}

/* ---- what the code under test calls ---- */

__nsec ukplat_monotonic_clock(void)
{
	return now;
}

void uk_thread_block_until(struct uk_thread *thread, __nsec deadline)
{
	struct simulated *t = __containerof(thread, struct simulated, thread);

	if (interrupt_at_block) {
		interrupt_at_block = false;
		machine_interrupt((unsigned int)(t - threads));
	}
	t->deadline = deadline;
	thread->flags &= ~UK_THREADF_RUNNABLE;
	if (deadline && deadline <= now)
		uk_thread_wake(thread);
}

void uk_thread_wake(struct uk_thread *thread)
{
	struct simulated *t = __containerof(thread, struct simulated, thread);

	t->deadline = 0;
	thread->flags |= UK_THREADF_RUNNABLE;
}

struct uk_posix_thread *uk_posix_thread_find(int tid)
{
	for (unsigned int i = 0; i < THREADS; i++)
		if (threads[i].posix.tid == tid)
			return &threads[i].posix;
	return NULL;
}

void machine_stops_after(unsigned int accesses)
{
	stops_after = accesses;
}

/* A page may have to come first: others run. */
static void access_stop(void)
{
	if (!arch_percpu()->thread || stops_after-- > 0)
		return;
	stops_after = 0;
	to_driver();
}

int uk_copy_from_app(void *dst, const void *src, __sz len)
{
	access_stop();
	memcpy(dst, src, len);
	return 0;
}

int uk_cmpxchg_app(uint32_t *word, uint32_t *expected, uint32_t desired)
{
	uint32_t old = *expected;

	access_stop();
	*expected = *word;
	if (*word == old)
		*word = desired;
	return 0;
}
