/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/access.h>
#include <uk/plat/time.h>
#include "event_priv.h"

#define NSEC_PER_SEC 1000000000L
/* What is farther away than 292 years never comes */
#define NSEC_MAX INT64_MAX

__nsec event_deadline_in(unsigned int ms)
{
	return ukplat_monotonic_clock() + (__nsec)ms * 1000000;
}

int event_deadline(time_t sec, long nsec, __nsec *deadline)
{
	__nsec now;

	if (sec < 0 || nsec < 0 || nsec >= NSEC_PER_SEC)
		return -EINVAL;
	*deadline = 1;
	if (!sec && !nsec)
		return 0;
	now = ukplat_monotonic_clock();
	if ((uint64_t)sec > (NSEC_MAX - now) / NSEC_PER_SEC - 1)
		*deadline = NSEC_MAX;
	else
		*deadline = now + (__nsec)sec * NSEC_PER_SEC + (__nsec)nsec;
	return 0;
}

int event_deadline_ts(const struct timespec *app, __nsec *deadline)
{
	struct timespec ts;

	*deadline = 0;
	if (!app)
		return 0;
	if (uk_copy_from_app(&ts, app, sizeof(ts)))
		return -EFAULT;
	return event_deadline(ts.tv_sec, ts.tv_nsec, deadline);
}

bool event_is_late(__nsec deadline)
{
	return deadline &&
	       (deadline == 1 || ukplat_monotonic_clock() >= deadline);
}

void event_time_left(__nsec deadline, struct timespec *left)
{
	__nsec now = ukplat_monotonic_clock();
	__nsec ns = deadline > now ? deadline - now : 0;

	left->tv_sec = (time_t)(ns / NSEC_PER_SEC);
	left->tv_nsec = (long)(ns % NSEC_PER_SEC);
}
