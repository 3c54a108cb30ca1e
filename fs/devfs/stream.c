/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * host0, host1, host2: standard input, output and error of whoever started the
 * machine, when they are no terminal. They share the console's wire, in either
 * direction, with marks of two bytes:
 *
 *	ff ff	the byte ff
 *	ff 01	from the guest: what follows is for standard output
 *	ff 02	... for standard error
 *	ff 00	... the console's again, as at the beginning
 *	ff 03	... standard input is wanted from now on
 *	ff 00	to the guest: standard input ends
 *
 * All else is as it is written: no line is edited, no character echoed.
 */
#include <errno.h>
#include <uk/access.h>
#include <uk/plat/console.h>
#include <uk/plat/spinlock.h>
#include <uk/plat/time.h>
#include <uk/poll.h>
#include <uk/timer.h>
#include <uk/wait.h>
#include "devfs_priv.h"

#define POLL_IN_       0x0001U
#define POLL_OUT_      0x0004U
#define POLL_IN_NORM_  0x0040U
#define POLL_OUT_NORM_ 0x0100U

#define MARK	     0xff
#define MARK_CONSOLE 0
#define MARK_END     0
#define MARK_OUT     1
#define MARK_ERR     2
#define MARK_WANTED  3

#define RING	  4096U
#define LOOK_NSEC 2000000ULL /* how often the timer looks */
/* The same where the console tells: nothing depends on it */
#define LOOK_TOLD_NSEC 500000000ULL
/* The wire is filled again by another thread of the monitor: soon, not at
 * once.
 */
#define LOOKS 200

/* Standard input, as far as it has come */
static struct {
	__spinlock lock; /* with interrupts off */
	unsigned char ring[RING];
	unsigned int head, tail;
	bool wanted, marked, ended;
	struct uk_waitq readers;
	struct uk_pollq pollq;
	struct uk_timer timer;
} in = {
	.lock = UKARCH_SPINLOCK_INITIALIZER(),
	.readers = __WAIT_QUEUE_INITIALIZER(in.readers),
	.pollq = UK_POLLQ_INITIALIZER(in.pollq),
};

static void receive(unsigned char c)
{
	if (in.ended)
		return;
	if (!in.marked && c == MARK) {
		in.marked = true;
		return;
	}
	if (in.marked && c == MARK_END)
		in.ended = true;
	else
		in.ring[in.head++ % RING] = c;
	in.marked = false;
}

/* Whoever started the machine keeps what is not wanted. */
static void want(void)
{
	static const char mark[] = {(char)MARK, MARK_WANTED};

	if (in.wanted)
		return;
	in.wanted = true;
	(void)ukplat_coutk(mark, sizeof(mark));
}

bool devfs_stream_is_wanted(void)
{
	return in.wanted;
}

/* Takes what has arrived. Returns whether a read would return. */
static bool look(void)
{
	unsigned long flags;
	char buf[64];
	bool ready;
	int n = 1;

	want();
	ukplat_spin_lock_irqsave(&in.lock, flags);
	/* What does not fit stays in the device */
	while (n > 0 && RING - (in.head - in.tail) >= sizeof(buf)) {
		n = ukplat_cink(buf, sizeof(buf));
		for (int i = 0; i < n; i++)
			receive((unsigned char)buf[i]);
	}
	ready = in.head != in.tail || in.ended;
	ukplat_spin_unlock_irqrestore(&in.lock, flags);
	return ready;
}

static void timer_set(void)
{
	if (!uk_timer_pending(&in.timer))
		(void)uk_timer_set(&in.timer,
				   ukplat_monotonic_clock() +
					   (devfs_tty_is_told() ? LOOK_TOLD_NSEC
								: LOOK_NSEC));
}

void devfs_stream_arrived(void)
{
	if (look()) {
		uk_waitq_wake_up(&in.readers);
		uk_pollq_wake(&in.pollq, POLL_IN_ | POLL_IN_NORM_);
	}
}

static void timer_fn(struct uk_timer *timer __unused)
{
	devfs_stream_arrived();
	/* As long as somebody waits */
	if (!uk_waitq_empty(&in.readers) ||
	    !uk_list_empty_careful(&in.pollq.entries))
		timer_set();
}

/* Whether a read would return; if not, the timer goes on looking. */
static bool look_or_wait(void)
{
	if (look())
		return true;
	timer_set();
	return false;
}

static size_t take(unsigned char *buf, size_t n)
{
	unsigned long flags;
	size_t got = 0;

	ukplat_spin_lock_irqsave(&in.lock, flags);
	while (got < n && in.tail != in.head)
		buf[got++] = in.ring[in.tail++ % RING];
	ukplat_spin_unlock_irqrestore(&in.lock, flags);
	return got;
}

static int in_read(struct vfscore_file *fp, struct uio *uio, int flags __unused)
{
	unsigned char buf[512];
	size_t n;
	int rc = 0;

	if (!uio->uio_resid)
		return 0;
	for (int i = 0; i < LOOKS && !look(); i++)
		;
	if (!look()) {
		if (fp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		rc = uk_waitq_wait_event_intr(&in.readers, look_or_wait(), 0);
	}
	/* No more than is there: what is left may be long in coming */
	while (rc == 0 && uio->uio_resid) {
		n = take(buf, MIN((size_t)uio->uio_resid, sizeof(buf)));
		if (!n)
			break;
		rc = vfscore_uiomove(buf, n, uio);
		(void)look();
	}
	return rc;
}

static unsigned int in_poll(struct vfscore_file *fp __unused,
			    struct uk_poll_entry *entry)
{
	if (entry) {
		uk_pollq_add(&in.pollq, entry);
		timer_set();
	}
	return look() ? POLL_IN_ | POLL_IN_NORM_ : 0;
}

/* Marks what is one; returns how long it became: at most twice as long. */
static size_t encode(char *to, const char *from, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)from[i] == MARK)
			to[len++] = (char)MARK;
		to[len++] = from[i];
	}
	return len;
}

/*
 * Each write stands alone between marks, because everybody else's output,
 * which is for standard error, has none.
 */
static int out_write(struct vfscore_file *fp, struct uio *uio,
		     int flags __unused)
{
	const char to = (char)(uintptr_t)fp->f_data;
	char from[256], buf[2 * sizeof(from) + 4];
	size_t n, len;
	int rc;

	while (uio->uio_resid) {
		n = MIN((size_t)uio->uio_resid, sizeof(from));
		rc = vfscore_uiomove(from, n, uio);
		if (rc)
			return rc;
		buf[0] = (char)MARK;
		buf[1] = to;
		len = 2 + encode(buf + 2, from, n);
		buf[len++] = (char)MARK;
		buf[len++] = MARK_CONSOLE;
		rc = ukplat_coutk(buf, (unsigned int)len);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static unsigned int out_poll(struct vfscore_file *fp __unused,
			     struct uk_poll_entry *entry __unused)
{
	return POLL_OUT_ | POLL_OUT_NORM_;
}

static const struct vfscore_fileops in_ops = {
	.read = in_read,
	.poll = in_poll,
	.async = true,
};

static const struct vfscore_fileops out_ops = {
	.write = out_write,
	.poll = out_poll,
};

static int in_open(struct vfscore_file *fp)
{
	fp->f_op = &in_ops;
	return 0;
}

static int out_open(struct vfscore_file *fp)
{
	fp->f_op = &out_ops;
	fp->f_data = (void *)(uintptr_t)MARK_OUT;
	return 0;
}

static int err_open(struct vfscore_file *fp)
{
	fp->f_op = &out_ops;
	fp->f_data = (void *)(uintptr_t)MARK_ERR;
	return 0;
}

/* 240 is one of Linux's for local use */
static struct vfscore_chrdev devices[] = {
	{.name = "host0",
	 .dev = DEVFS_DEV(240, 0),
	 .mode = 0600,
	 .open = in_open},
	{
		.name = "host1",
		.dev = DEVFS_DEV(240, 1),
		.mode = 0600,
		.open = out_open,
	},
	{
		.name = "host2",
		.dev = DEVFS_DEV(240, 2),
		.mode = 0600,
		.open = err_open,
	},
};

int devfs_stream_init(void)
{
	int rc = 0;

	uk_timer_init(&in.timer, timer_fn);
	for (unsigned int i = 0; i < ARRAY_SIZE(devices) && rc == 0; i++)
		rc = vfscore_chrdev_register(&devices[i]);
	return rc;
}
