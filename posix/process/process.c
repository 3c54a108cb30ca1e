/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Making processes, and the objects of their threads. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <uk/alloc.h>
#include <uk/init.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/time.h>
#include <uk/sched.h>
#include "process_priv.h"

#define STACK_LIMIT (8UL << 20)
#define FILE_LIMIT  1024UL
#define FILE_MAX    1048576UL
#define THREAD_MAX  31000UL
#define TIMER_SLACK 50000 /* Linux's default */

static struct uk_process *process_1;

struct uk_process *uk_process_init(void)
{
	return process_1;
}

__nsec uk_process_run_time(const struct uk_process *p)
{
	const struct uk_posix_thread *pt;
	__nsec time = p->dead_time;

	uk_list_for_each_entry (pt, &p->threads, link)
		time += uk_thread_run_time(pt->thread);
	return time;
}

struct uk_posix_thread *process_thread_create(struct uk_process *p,
					      struct uk_thread *t)
{
	struct uk_posix_thread *pt;
	unsigned long flags;

	pt = uk_zalloc(uk_alloc_get_default(), sizeof(*pt));
	if (!pt)
		return NULL;
	pt->tid = process_tid_get();
	if (pt->tid < 0) {
		uk_free(uk_alloc_get_default(), pt);
		return NULL;
	}
	pt->thread = t;
	pt->process = p;
	pt->timer_slack = TIMER_SLACK;
	/* Interrupts look for who takes a signal */
	flags = ukplat_lcpu_save_irqf();
	uk_list_add_tail(&pt->link, &p->threads);
	ukplat_lcpu_restore_irqf(flags);
	p->thread_count++;
	process_thread_insert(pt);
	t->posix = pt;
	return pt;
}

void process_thread_destroy(struct uk_posix_thread *pt)
{
	unsigned long flags;

	pt->process->dead_blocked += pt->thread->times_blocked;
	pt->process->dead_preempted += pt->thread->times_preempted;
	pt->thread->posix = NULL;
	process_thread_remove(pt);
	/* Interrupts ask for the process's time */
	flags = ukplat_lcpu_save_irqf();
	pt->process->dead_time += uk_thread_run_time(pt->thread);
	uk_list_del(&pt->link);
	ukplat_lcpu_restore_irqf(flags);
	pt->process->thread_count--;
	uk_free(uk_alloc_get_default(), pt);
}

static void limits_init(struct uk_rlimit *limits)
{
	for (int i = 0; i < UK_RLIMITS; i++)
		limits[i] =
			(struct uk_rlimit){UK_RLIM_INFINITY, UK_RLIM_INFINITY};
	limits[RLIMIT_STACK].cur = STACK_LIMIT;
	limits[RLIMIT_CORE].cur = 0;
	limits[RLIMIT_NICE] = (struct uk_rlimit){0, 0};
	limits[RLIMIT_RTPRIO] = (struct uk_rlimit){0, 0};
	limits[RLIMIT_NOFILE] = (struct uk_rlimit){FILE_LIMIT, FILE_MAX};
	limits[RLIMIT_NPROC] = (struct uk_rlimit){THREAD_MAX, THREAD_MAX};
}

/* As its parent, or as root. */
static void cred_init(struct uk_credentials *c, const struct uk_credentials *of)
{
	if (of)
		*c = *of;
	else
		c->caps = (struct uk_caps){.effective = UK_CAPS_ALL,
					   .permitted = UK_CAPS_ALL,
					   .bounding = UK_CAPS_ALL};
}

static void process_inherit(struct uk_process *p, const struct uk_process *of)
{
	p->pgid = of->pgid;
	p->sid = of->sid;
	memcpy(p->rlimits, of->rlimits, sizeof(p->rlimits));
	p->personality = of->personality;
}

int uk_posix_process_create(struct uk_alloc *a, struct uk_thread *thread,
			    struct uk_thread *parent)
{
	struct clone_args args = {.flags = 0};
	struct uk_posix_thread *pt;
	struct uk_process *p;
	int rc = -ENOMEM;

	if (thread->posix || (parent && !parent->posix))
		return -EINVAL;
	p = uk_zalloc(a, sizeof(*p));
	if (!p)
		return -ENOMEM;
	UK_INIT_LIST_HEAD(&p->threads);
	p->dumpable = true;
	p->started = ukplat_monotonic_clock();
	limits_init(p->rlimits);
	pt = process_thread_create(p, thread);
	if (!pt)
		goto err_process;
	cred_init(&pt->cred, parent ? &parent->posix->cred : NULL);
	p->pid = pt->tid;
	p->pgid = p->pid;
	p->sid = p->pid;
	if (parent) {
		p->parent = parent->posix->process;
		process_inherit(p, p->parent);
	}
	rc = process_clone_init(&args, sizeof(args), thread, parent);
	if (rc)
		goto err_thread;
	if (!process_1)
		process_1 = p;
	return 0;

err_thread:
	process_thread_destroy(pt);
err_process:
	uk_free(a, p);
	return rc;
}

/* The thread of main() is process 1. */
static int process_boot(void)
{
	return uk_posix_process_create(uk_alloc_get_default(),
				       uk_thread_current(), NULL);
}

/* Before what runs last, test suites among it. */
uk_late_initcall_prio(process_boot, 8);
