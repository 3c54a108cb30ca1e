/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Timers that can be waited for: timerfd_create(2). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <time.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/plat/spinlock.h>
#include <uk/plat/time.h>
#include <uk/poll.h>
#include <uk/syscall_define.h>
#include <uk/timer.h>
#include <uk/wait.h>
#include "event_priv.h"

#define ABSTIME	      1
#define CANCEL_ON_SET 2
#define NSEC_PER_SEC  1000000000UL

/* Of ioctl(): the number of expirations, 8 bytes, is set */
#define IOC_SET_TICKS 0x40085400UL

/* Of clock_gettime(2) */
#define T_REALTIME	 0
#define T_MONOTONIC	 1
#define T_BOOTTIME	 7
#define T_REALTIME_ALARM 8
#define T_BOOTTIME_ALARM 9

struct timerfd {
	__spinlock lock; /* with interrupts off: all that follows */
	int clock;
	__nsec next;	 /* of the monotonic clock; 0: not armed */
	__nsec interval; /* 0: once */
	uint64_t expired;
	struct uk_timer timer;
	struct uk_waitq wait;
	struct uk_pollq pollq;
};

struct spec {
	struct timespec interval;
	struct timespec value;
};

static struct timerfd *timerfd_of(struct uk_timer *timer)
{
	return __containerof(timer, struct timerfd, timer);
}

/* Counts what has passed and sets the next one; the lock is held. */
static void advance_locked(struct timerfd *t, __nsec now)
{
	__nsec n = 1;

	if (!t->next || t->next > now)
		return;
	if (t->interval)
		n = (now - t->next) / t->interval + 1;
	t->expired += n;
	t->next = t->interval ? t->next + n * t->interval : 0;
}

/*
 * The clock's interrupt, with interrupts off. A periodic timer is armed again
 * when somebody reads it, not while nobody does.
 */
static void timerfd_expire(struct uk_timer *timer)
{
	struct timerfd *t = timerfd_of(timer);
	unsigned long flags;

	ukplat_spin_lock_irqsave(&t->lock, flags);
	advance_locked(t, ukplat_monotonic_clock());
	ukplat_spin_unlock_irqrestore(&t->lock, flags);
	uk_waitq_wake_up(&t->wait);
	uk_pollq_wake(&t->pollq, POLLIN);
}

/* Takes the number of expirations, 0 if there are none. */
static uint64_t take(struct timerfd *t)
{
	unsigned long flags;
	uint64_t n;
	__nsec next;

	ukplat_spin_lock_irqsave(&t->lock, flags);
	advance_locked(t, ukplat_monotonic_clock());
	n = t->expired;
	t->expired = 0;
	next = n ? t->next : 0;
	ukplat_spin_unlock_irqrestore(&t->lock, flags);
	if (next)
		(void)uk_timer_set(&t->timer, next);
	return n;
}

static int timerfd_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct timerfd *t = fp->f_data;
	uint64_t n;
	int rc;

	if (flags)
		return -EOPNOTSUPP;
	if (uio->uio_resid < (ssize_t)sizeof(n))
		return -EINVAL;
	n = take(t);
	if (!n) {
		if (fp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		rc = uk_waitq_wait_event_intr(&t->wait, (n = take(t)) != 0, 0);
		if (rc)
			return rc;
	}
	return vfscore_uiomove(&n, sizeof(n), uio);
}

static unsigned int timerfd_poll(struct vfscore_file *fp,
				 struct uk_poll_entry *entry)
{
	struct timerfd *t = fp->f_data;

	if (entry)
		uk_pollq_add(&t->pollq, entry);
	return t->expired ? POLLIN : 0;
}

static int timerfd_ioctl(struct vfscore_file *fp, unsigned long cmd,
			 unsigned long arg)
{
	struct timerfd *t = fp->f_data;
	unsigned long flags;
	uint64_t n;

	if (cmd != IOC_SET_TICKS)
		return -ENOTTY;
	if (uk_copy_from_app(&n, (const void *)arg, sizeof(n)))
		return -EFAULT;
	if (!n)
		return -EINVAL;
	ukplat_spin_lock_irqsave(&t->lock, flags);
	advance_locked(t, ukplat_monotonic_clock());
	t->expired = n;
	ukplat_spin_unlock_irqrestore(&t->lock, flags);
	uk_waitq_wake_up(&t->wait);
	uk_pollq_wake(&t->pollq, POLLIN);
	return 0;
}

static void timerfd_release(struct vfscore_file *fp)
{
	struct timerfd *t = fp->f_data;

	(void)uk_timer_cancel(&t->timer);
	uk_pollq_fini(&t->pollq, POLLHUP);
	uk_free(uk_alloc_get_default(), t);
}

static const struct vfscore_fileops timerfd_ops = {
	.read = timerfd_read,
	.poll = timerfd_poll,
	.ioctl = timerfd_ioctl,
	.getattr = event_getattr,
	.name = "[timerfd]",
	.seek = event_seek,
	.release = timerfd_release,
};

UK_LLSYSCALL_R_DEFINE(int, timerfd_create, int, clock, int, flags)
{
	struct vfscore_file *fp;
	struct timerfd *t;
	int rc;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	if (clock != T_REALTIME && clock != T_MONOTONIC &&
	    clock != T_BOOTTIME && clock != T_REALTIME_ALARM &&
	    clock != T_BOOTTIME_ALARM)
		return -EINVAL;
	t = uk_zalloc(uk_alloc_get_default(), sizeof(*t));
	if (!t)
		return -ENOMEM;
	ukarch_spin_init(&t->lock);
	t->clock = clock;
	uk_timer_init(&t->timer, timerfd_expire);
	uk_waitq_init(&t->wait);
	uk_pollq_init(&t->pollq);
	fp = vfscore_file_create(&timerfd_ops, UK_FREAD | UK_FWRITE,
				 O_RDWR | (flags & O_NONBLOCK), t);
	if (!fp) {
		uk_free(uk_alloc_get_default(), t);
		return -ENOMEM;
	}
	rc = uk_fd_install(fp, flags & O_CLOEXEC);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

static bool spec_valid(const struct timespec *ts)
{
	return ts->tv_sec >= 0 && ts->tv_nsec >= 0 &&
	       ts->tv_nsec < (long)NSEC_PER_SEC;
}

/* What is too far away is the farthest there is. */
static __nsec to_nsec(const struct timespec *ts)
{
	if ((__nsec)ts->tv_sec >= INT64_MAX / NSEC_PER_SEC)
		return INT64_MAX;
	return (__nsec)ts->tv_sec * NSEC_PER_SEC + (__nsec)ts->tv_nsec;
}

static void to_timespec(__nsec ns, struct timespec *ts)
{
	ts->tv_sec = (time_t)(ns / NSEC_PER_SEC);
	ts->tv_nsec = (long)(ns % NSEC_PER_SEC);
}

/* When a value means; 0 disarms. */
static __nsec when(const struct timerfd *t, const struct timespec *value,
		   int flags, __nsec now)
{
	__nsec ns = to_nsec(value), wall;

	if (!ns)
		return 0;
	if (!(flags & ABSTIME))
		return ns > INT64_MAX - now ? (__nsec)INT64_MAX : now + ns;
	if (t->clock != T_REALTIME && t->clock != T_REALTIME_ALARM)
		return ns;
	wall = ukplat_wall_clock();
	return ns <= wall ? now : MIN(now + (ns - wall), (__nsec)INT64_MAX);
}

static void state_locked(struct timerfd *t, __nsec now, struct spec *spec)
{
	advance_locked(t, now);
	to_timespec(t->interval, &spec->interval);
	to_timespec(t->next > now ? t->next - now : 0, &spec->value);
}

static int set_time(struct timerfd *t, int flags, const struct spec *new,
		    struct spec *old)
{
	__nsec now = ukplat_monotonic_clock();
	__nsec next = when(t, &new->value, flags, now);
	unsigned long irq;

	(void)uk_timer_cancel(&t->timer);
	ukplat_spin_lock_irqsave(&t->lock, irq);
	state_locked(t, now, old);
	t->next = next;
	t->interval = to_nsec(&new->interval);
	t->expired = 0;
	ukplat_spin_unlock_irqrestore(&t->lock, irq);
	if (next)
		(void)uk_timer_set(&t->timer, next);
	return 0;
}

/* The timer behind a descriptor; ref is to be put if it works. */
static int timerfd_get(int fd, struct uk_fdref *ref, struct timerfd **t)
{
	*ref = uk_fdref_get(fd);
	if (!ref->fp)
		return -EBADF;
	if (ref->fp->f_op != &timerfd_ops) {
		uk_fdref_put(*ref);
		return -EINVAL;
	}
	*t = ref->fp->f_data;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, timerfd_settime, int, fd, int, flags,
		      const struct spec *, app_new, struct spec *, app_old)
{
	struct spec new, old;
	struct uk_fdref ref;
	struct timerfd *t;
	int rc;

	if (uk_copy_from_app(&new, app_new, sizeof(new)))
		return -EFAULT;
	if ((flags & ~(ABSTIME | CANCEL_ON_SET)) ||
	    !spec_valid(&new.interval) || !spec_valid(&new.value))
		return -EINVAL;
	rc = timerfd_get(fd, &ref, &t);
	if (rc)
		return rc;
	rc = set_time(t, flags, &new, &old);
	uk_fdref_put(ref);
	if (!rc && app_old && uk_copy_to_app(app_old, &old, sizeof(old)))
		return -EFAULT;
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, timerfd_gettime, int, fd, struct spec *, app)
{
	struct uk_fdref ref;
	unsigned long flags;
	struct timerfd *t;
	struct spec now;
	int rc;

	rc = timerfd_get(fd, &ref, &t);
	if (rc)
		return rc;
	ukplat_spin_lock_irqsave(&t->lock, flags);
	state_locked(t, ukplat_monotonic_clock(), &now);
	ukplat_spin_unlock_irqrestore(&t->lock, flags);
	uk_fdref_put(ref);
	return uk_copy_to_app(app, &now, sizeof(now));
}
