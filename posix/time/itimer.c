/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Interval timers: setitimer(2), getitimer(2), alarm(2). */
#include <errno.h>
#include <stddef.h>
#include <sys/time.h>
#include <uk/access.h>
#include <uk/posix_time.h>
#include <uk/syscall_define.h>
#include "timers_priv.h"

#define SIGALRM_   14
#define SIGVTALRM_ 26
#define SIGPROF_   27

#define USEC 1000UL

static void real_expired(struct ptimer *t, unsigned long times __unused)
{
	(void)uk_signal_send_process(t->process, SIGALRM_, NULL);
}

/* Programs run in the kernel's mode: all CPU time is both. */
static void virtual_expired(struct ptimer *t, unsigned long times __unused)
{
	(void)uk_signal_send_process(t->process, SIGVTALRM_, NULL);
}

static void prof_expired(struct ptimer *t, unsigned long times __unused)
{
	(void)uk_signal_send_process(t->process, SIGPROF_, NULL);
}

void itimers_init(struct uk_timers *timers, struct uk_process *p)
{
	ptimer_init(&timers->itimers[ITIMER_REAL], p, false, real_expired);
	ptimer_init(&timers->itimers[ITIMER_VIRTUAL], p, true, virtual_expired);
	ptimer_init(&timers->itimers[ITIMER_PROF], p, true, prof_expired);
}

static struct ptimer *itimer_get(int which)
{
	if (which < 0 || which >= ITIMERS)
		return NULL;
	return &uk_process_current()->timers->itimers[which];
}

static struct timeval timeval_of(__nsec t)
{
	/* What is left is never told as nothing */
	t += t ? USEC - 1 : 0;
	return (struct timeval){
		.tv_sec = (time_t)(t / UK_NSEC_PER_SEC),
		.tv_usec = (suseconds_t)(t % UK_NSEC_PER_SEC / USEC),
	};
}

static int time_of(const struct timeval *tv, __nsec *t)
{
	struct timespec ts = {.tv_sec = tv->tv_sec};

	if ((unsigned long)tv->tv_usec >= 1000000)
		return -EINVAL;
	ts.tv_nsec = tv->tv_usec * (long)USEC;
	return uk_posix_time_of(&ts, t);
}

static void itimer_read(const struct ptimer *t, struct itimerval *value)
{
	value->it_value = timeval_of(ptimer_left(t));
	value->it_interval = timeval_of(t->interval);
}

UK_SYSCALL_R_DEFINE(int, getitimer, int, which, struct itimerval *, uvalue)
{
	const struct ptimer *t = itimer_get(which);
	struct itimerval value;

	if (!t)
		return -EINVAL;
	itimer_read(t, &value);
	return uk_copy_to_app(uvalue, &value, sizeof(value));
}

UK_SYSCALL_R_DEFINE(int, setitimer, int, which, const struct itimerval *, unew,
		    struct itimerval *, uold)
{
	struct ptimer *t = itimer_get(which);
	struct itimerval new = {0}, old;
	__nsec value, interval;

	if (unew && uk_copy_from_app(&new, unew, sizeof(new)))
		return -EFAULT;
	if (!t || time_of(&new.it_value, &value) ||
	    time_of(&new.it_interval, &interval))
		return -EINVAL;
	itimer_read(t, &old);
	ptimer_set(t, value, interval);
	if (uold && uk_copy_to_app(uold, &old, sizeof(old)))
		return -EFAULT;
	return 0;
}

UK_SYSCALL_R_DEFINE(unsigned int, alarm, unsigned int, seconds)
{
	struct ptimer *t = itimer_get(ITIMER_REAL);
	__nsec left = ptimer_left(t);

	ptimer_set(t, seconds * UK_NSEC_PER_SEC, 0);
	/* To the nearest second, but not to 0 */
	if (left && left < UK_NSEC_PER_SEC)
		return 1;
	return (unsigned int)((left + UK_NSEC_PER_SEC / 2) / UK_NSEC_PER_SEC);
}
