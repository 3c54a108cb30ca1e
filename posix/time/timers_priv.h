/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __TIMERS_PRIV_H__
#define __TIMERS_PRIV_H__

#include <time.h>
#include <uk/process.h>
#include <uk/signal.h>
#include <uk/timer.h>

/*
 * A timer of a program on the monotonic clock or on a clock of CPU time. The
 * latter cannot go faster than the former: it is looked at when it could have
 * come, and again later if it has not.
 */
struct ptimer {
	struct uk_timer timer;
	struct uk_process *process;
	void (*expire)(struct ptimer *timer, unsigned long times);
	bool is_cpu; /* counts the process's CPU time */
	bool armed;
	__nsec deadline; /* of its clock */
	__nsec interval; /* 0: once */
};

/* ptimer.c. value is the time until it comes, 0: disarm. */
void ptimer_init(struct ptimer *timer, struct uk_process *p, bool is_cpu,
		 void (*expire)(struct ptimer *timer, unsigned long times));
void ptimer_set(struct ptimer *timer, __nsec value, __nsec interval);
/* What is left, never 0 while it is armed. */
__nsec ptimer_left(const struct ptimer *timer);

#define ITIMERS 3

/* A POSIX timer. */
struct posix_timer {
	struct uk_list_head link;
	int id;
	clockid_t clock;
	struct ptimer timer;
	struct uk_signal_entry entry;	/* what it sends */
	struct uk_posix_thread *thread; /* to whom; NULL: the process */
	bool silent;			/* SIGEV_NONE */
	unsigned int overrun;
};

/* A process's. */
struct uk_timers {
	struct ptimer itimers[ITIMERS];
	struct uk_list_head timers; /* struct posix_timer */
	int last_id;
};

/* itimer.c */
void itimers_init(struct uk_timers *timers, struct uk_process *p);

/* timer.c: all of a process's, at its end. */
void posix_timers_delete(struct uk_timers *timers);

#endif /* __TIMERS_PRIV_H__ */
