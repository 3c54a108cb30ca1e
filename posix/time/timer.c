/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* POSIX timers: timer_create(2) and its relatives. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/init.h>
#include <uk/posix_time.h>
#include <uk/syscall_define.h>
#include "timers_priv.h"

#define SIGALRM_	 14
#define SIGEV_SIGNAL_	 0
#define SIGEV_NONE_	 1
#define SIGEV_THREAD_	 2
#define SIGEV_THREAD_ID_ 4
#define OVERRUN_MAX	 0x7fffffffUL /* DELAYTIMER_MAX */

/* struct sigevent as Linux has it */
struct sigevent_64 {
	uint64_t value;
	int signo;
	int notify;
	int tid;
	char _pad[44];
};

static struct uk_timers *timers_self(void)
{
	return uk_process_current()->timers;
}

static struct posix_timer *timer_find(int id)
{
	struct posix_timer *t;

	uk_list_for_each_entry (t, &timers_self()->timers, link)
		if (t->id == id)
			return t;
	return NULL;
}

/* In the clock's interrupt. What has not been taken yet is overrun. */
static void timer_expired(struct ptimer *ptimer, unsigned long times)
{
	struct posix_timer *t =
		__containerof(ptimer, struct posix_timer, timer);
	unsigned long lost;

	if (t->silent)
		return;
	if (!t->entry.queued) {
		t->entry.info.timer.overrun = 0;
		lost = times - 1;
		if (!uk_signal_send_entry(ptimer->process, t->thread,
					  &t->entry))
			return;
	} else {
		lost = times;
	}
	lost += (unsigned long)t->entry.info.timer.overrun;
	t->entry.info.timer.overrun = (int)MIN(lost, OVERRUN_MAX);
}

/* A clock for which there are timers. */
static int check_clock(clockid_t clock, bool *is_cpu)
{
	__nsec now;
	int rc = uk_posix_clock_read(clock, &now);

	if (rc)
		return rc;
	if (clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_MONOTONIC_COARSE ||
	    clock == CLOCK_REALTIME_COARSE)
		return -EOPNOTSUPP;
	*is_cpu = clock < 0 || clock == CLOCK_PROCESS_CPUTIME_ID ||
		  clock == CLOCK_THREAD_CPUTIME_ID;
	return 0;
}

static int set_event(struct posix_timer *t, const struct sigevent_64 *ev)
{
	struct uk_posix_thread *pt;

	switch (ev->notify) {
	case SIGEV_NONE_:
		t->silent = true;
		return 0;
	case SIGEV_SIGNAL_:
	case SIGEV_THREAD_:
		break;
	case SIGEV_THREAD_ID_:
		pt = uk_posix_thread_find(ev->tid);
		if (!pt || pt->process != uk_process_current())
			return -EINVAL;
		t->thread = pt;
		break;
	default:
		return -EINVAL;
	}
	if (ev->signo < 1 || ev->signo > UK_NSIG)
		return -EINVAL;
	uk_signal_entry_init(&t->entry, ev->signo);
	t->entry.info.si_code = UK_SI_TIMER;
	t->entry.info.timer.tid = t->id;
	t->entry.info.timer.value = ev->value;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, timer_create, clockid_t, clock,
		      const struct sigevent_64 *, uev, int *, uid)
{
	struct uk_timers *timers = timers_self();
	struct sigevent_64 ev = {.signo = SIGALRM_};
	struct posix_timer *t;
	bool is_cpu;
	int rc;

	rc = check_clock(clock, &is_cpu);
	if (rc)
		return rc;
	if (uev && uk_copy_from_app(&ev, uev, sizeof(ev)))
		return -EFAULT;
	t = uk_zalloc(uk_alloc_get_default(), sizeof(*t));
	if (!t)
		return -EAGAIN;
	t->id = timers->last_id;
	t->clock = clock;
	if (!uev)
		ev.value = (uint64_t)t->id;
	ptimer_init(&t->timer, uk_process_current(), is_cpu, timer_expired);
	rc = set_event(t, &ev);
	if (rc == 0 && uk_put_to_app(t->id, uid))
		rc = -EFAULT;
	if (rc) {
		uk_free(uk_alloc_get_default(), t);
		return rc;
	}
	timers->last_id++;
	uk_list_add_tail(&t->link, &timers->timers);
	return 0;
}

static void timer_read(const struct posix_timer *t, struct itimerspec *value)
{
	value->it_value = uk_posix_timespec(ptimer_left(&t->timer));
	value->it_interval = uk_posix_timespec(t->timer.interval);
}

UK_LLSYSCALL_R_DEFINE(int, timer_gettime, int, id, struct itimerspec *, uvalue)
{
	const struct posix_timer *t = timer_find(id);
	struct itimerspec value;

	if (!t)
		return -EINVAL;
	timer_read(t, &value);
	return uk_copy_to_app(uvalue, &value, sizeof(value));
}

/* How long until a time of the timer's clock; 0 only for a value of 0. */
static int timer_value(const struct posix_timer *t, bool absolute,
		       __nsec *value)
{
	__nsec now;
	int rc;

	if (!absolute || !*value)
		return 0;
	rc = uk_posix_clock_read(t->clock, &now);
	if (rc == 0)
		*value = *value > now ? *value - now : 1;
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, timer_settime, int, id, int, flags,
		      const struct itimerspec *, unew, struct itimerspec *,
		      uold)
{
	struct posix_timer *t;
	struct itimerspec new, old;
	__nsec value, interval;
	int rc;

	if (!unew)
		return -EINVAL;
	if (uk_copy_from_app(&new, unew, sizeof(new)))
		return -EFAULT;
	rc = uk_posix_time_of(&new.it_value, &value);
	if (rc == 0)
		rc = uk_posix_time_of(&new.it_interval, &interval);
	if (rc)
		return rc;
	t = timer_find(id);
	if (!t)
		return -EINVAL;
	timer_read(t, &old);
	rc = timer_value(t, flags & TIMER_ABSTIME, &value);
	if (rc)
		return rc;
	ptimer_set(&t->timer, value, interval);
	if (uold && uk_copy_to_app(uold, &old, sizeof(old)))
		return -EFAULT;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, timer_getoverrun, int, id)
{
	const struct posix_timer *t = timer_find(id);

	return t ? t->entry.info.timer.overrun : -EINVAL;
}

static void timer_delete_one(struct posix_timer *t)
{
	ptimer_set(&t->timer, 0, 0);
	if (!t->silent)
		uk_signal_entry_cancel(t->timer.process, &t->entry);
	uk_list_del(&t->link);
	uk_free(uk_alloc_get_default(), t);
}

UK_LLSYSCALL_R_DEFINE(int, timer_delete, int, id)
{
	struct posix_timer *t = timer_find(id);

	if (!t)
		return -EINVAL;
	timer_delete_one(t);
	return 0;
}

void posix_timers_delete(struct uk_timers *timers)
{
	struct posix_timer *t, *next;

	uk_list_for_each_entry_safe (t, next, &timers->timers, link)
		timer_delete_one(t);
}

/* ---- processes ---- */

static int timers_init(const struct clone_args *args __unused,
		       __sz len __unused, struct uk_thread *child,
		       struct uk_thread *parent __unused)
{
	struct uk_process *p = child->posix->process;

	if (p->timers)
		return 0;
	p->timers = uk_zalloc(uk_alloc_get_default(), sizeof(*p->timers));
	if (!p->timers)
		return -ENOMEM;
	UK_INIT_LIST_HEAD(&p->timers->timers);
	itimers_init(p->timers, p);
	return 0;
}

static void timers_term(__u64 flags __unused, struct uk_thread *child)
{
	struct uk_posix_thread *pt = child->posix;
	struct uk_process *p = pt->process;
	struct posix_timer *t;

	if (!p->timers)
		return;
	/* Nobody is left to get it */
	uk_list_for_each_entry (t, &p->timers->timers, link) {
		if (t->thread != pt)
			continue;
		ptimer_set(&t->timer, 0, 0);
		t->thread = NULL;
		t->silent = true;
	}
	if (p->thread_count > 1)
		return;
	posix_timers_delete(p->timers);
	for (int i = 0; i < ITIMERS; i++)
		ptimer_set(&p->timers->itimers[i], 0, 0);
	uk_free(uk_alloc_get_default(), p->timers);
	p->timers = NULL;
}

/* After the signals': what a timer sends lies in their queues */
UK_POSIX_CLONE_HANDLER_PRIO(CLONE_THREAD, false, timers_init, timers_term, 2);
