/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Schedulers and the threads that are in them. */
#include <errno.h>
#include <arch/vector.h>
#include <uk/crash.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/tls.h>
#include <uk/sched_impl.h>
#include "thread_priv.h"

struct uk_sched *uk_sched_head;

int uk_sched_register(struct uk_sched *s)
{
	struct uk_sched **at = &uk_sched_head;

	UK_ASSERT(s->yield && s->thread_add && s->thread_remove);
	UK_ASSERT(s->thread_blocked && s->thread_woken && s->sched_start);

	while (*at)
		at = &(*at)->next;
	s->next = NULL;
	*at = s;
	return 0;
}

/* For the crash report and for messages. */
static const char *thread_name(const struct uk_thread *t)
{
	return t->name;
}

int uk_sched_start(struct uk_sched *s)
{
	struct arch_percpu *cpu = arch_percpu();
	uintptr_t tlsp = ukplat_tlsp_get();
	struct uk_thread *main;
	unsigned long flags;
	int rc;

	UK_ASSERT(!s->is_started && !cpu->thread);

	main = uk_thread_create_bare(s->a, 0, 0, tlsp, tlsp != 0, false, "init",
				     NULL, NULL);
	if (!main)
		return -ENOMEM;
	main->kstack_top = cpu->kstack_top;
	main->kstack_bottom = cpu->kstack_bottom;
	main->sched = s;
	uk_thread_set_runnable(main);

	rc = s->sched_start(s, main);
	if (rc < 0) {
		main->sched = NULL;
		uk_thread_release(main);
		return rc;
	}

	flags = ukplat_lcpu_save_irqf();
	UK_TAILQ_INSERT_TAIL(&s->thread_list, main, thread_list);
	arch_vector_switch(NULL, main->ectx);
	cpu->thread = main;
	s->is_started = true;
	ukplat_lcpu_restore_irqf(flags);
	uk_crash_thread_name_set(thread_name);
	return 0;
}

int uk_sched_thread_add(struct uk_sched *s, struct uk_thread *t)
{
	unsigned long flags;
	int rc;

	if (t->sched || uk_thread_is_exited(t))
		return -EINVAL;
	rc = uk_thread_kstack_alloc(t);
	if (rc == 0)
		rc = thread_reaper_start(s);
	if (rc < 0)
		return rc;

	flags = ukplat_lcpu_save_irqf();
	t->sched = s;
	rc = s->thread_add(s, t);
	if (rc < 0)
		t->sched = NULL;
	else
		UK_TAILQ_INSERT_TAIL(&s->thread_list, t, thread_list);
	ukplat_lcpu_restore_irqf(flags);
	return rc;
}

int uk_sched_thread_remove(struct uk_thread *t)
{
	unsigned long flags;

	if (!t->sched || t == uk_thread_current() || uk_thread_is_exited(t))
		return -EINVAL;

	flags = ukplat_lcpu_save_irqf();
	t->sched->thread_remove(t->sched, t);
	UK_TAILQ_REMOVE(&t->sched->thread_list, t, thread_list);
	t->sched = NULL;
	ukplat_lcpu_restore_irqf(flags);
	return 0;
}

/* ---- creation of threads that run at once ---- */

/* Adds a thread that was just created, with extra flags; or releases it. */
static struct uk_thread *add_or_release(struct uk_sched *s, struct uk_thread *t,
					uint32_t extra_flags)
{
	if (!t)
		return NULL;
	t->flags |= extra_flags;
	if (uk_sched_thread_add(s, t) < 0) {
		uk_thread_release(t);
		return NULL;
	}
	return t;
}

struct uk_thread *uk_sched_thread_create_fn0(struct uk_sched *s,
					     uk_thread_fn0_t fn0,
					     size_t stack_len, bool no_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor)
{
	return add_or_release(s,
			      uk_thread_create_fn0(s->a, fn0, s->a_stack,
						   stack_len,
						   no_uktls ? NULL : s->a_uktls,
						   no_ectx, name, priv, dtor),
			      0);
}

struct uk_thread *uk_sched_thread_create_fn1(struct uk_sched *s,
					     uk_thread_fn1_t fn1, void *argp,
					     size_t stack_len, bool no_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor)
{
	return add_or_release(s,
			      uk_thread_create_fn1(s->a, fn1, argp, s->a_stack,
						   stack_len,
						   no_uktls ? NULL : s->a_uktls,
						   no_ectx, name, priv, dtor),
			      0);
}

struct uk_thread *uk_sched_thread_create_fn2(struct uk_sched *s,
					     uk_thread_fn2_t fn2, void *argp0,
					     void *argp1, size_t stack_len,
					     bool no_uktls, bool no_ectx,
					     const char *name, void *priv,
					     uk_thread_dtor_t dtor)
{
	return add_or_release(s,
			      uk_thread_create_fn2(s->a, fn2, argp0, argp1,
						   s->a_stack, stack_len,
						   no_uktls ? NULL : s->a_uktls,
						   no_ectx, name, priv, dtor),
			      0);
}

struct uk_thread *uk_sched_thread_create_joinable(struct uk_sched *s,
						  uk_thread_fn1_t fn1,
						  void *argp, const char *name)
{
	return add_or_release(s,
			      uk_thread_create_fn1(s->a, fn1, argp, s->a_stack,
						   0, s->a_uktls, false, name,
						   NULL, NULL),
			      UK_THREADF_JOINABLE);
}

struct uk_thread *uk_sched_thread_create_kernel(struct uk_sched *s,
						uk_thread_fn1_t fn1, void *argp,
						const char *name)
{
	return add_or_release(s,
			      uk_thread_create_fn1(s->a, fn1, argp, NULL, 0,
						   NULL, true, name, NULL,
						   NULL),
			      0);
}
