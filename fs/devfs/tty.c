/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * console, tty, ttyS0: the kernel's console as a terminal. Where the console
 * tells nobody when something arrives a timer looks, but only while somebody
 * waits.
 */
#include <errno.h>
#include <uk/arch/lcpu.h>
#include <uk/console.h>
#include <uk/libparam.h>
#include <uk/plat/console.h>
#include <uk/plat/time.h>
#include <devfs/tty.h>
#include "devfs_priv.h"
#include "tty_priv.h"

#define POLL_IN_       0x0001U
#define POLL_OUT_      0x0004U
#define POLL_IN_NORM_  0x0040U
#define POLL_OUT_NORM_ 0x0100U

#define LOOK_NSEC 5000000ULL /* how often the timer looks */
/* The same where the console tells: nothing depends on it */
#define LOOK_TOLD_NSEC 500000000ULL
#define DECISEC	       100000000ULL
#define CHUNK	       256U /* moved at once, on the stack */

/* Process 1's from the beginning, as of a program that a shell has started */
static struct tty console = {
	.lock = UKARCH_SPINLOCK_INITIALIZER(),
	.session = 1,
	.group = 1,
	.readers = __WAIT_QUEUE_INITIALIZER(console.readers),
	.writers = __WAIT_QUEUE_INITIALIZER(console.writers),
	.pollq = UK_POLLQ_INITIALIZER(console.pollq),
};

/* The size that it has in the beginning; 0: nobody knows */
static unsigned short rows, columns;
UK_LIB_PARAM(rows, unsigned short);
UK_LIB_PARAM(columns, unsigned short);

static const struct devfs_tty_owner *owner;
static bool told; /* the console calls when something arrives */

void devfs_tty_owner_set(const struct devfs_tty_owner *o)
{
	owner = o;
}

const struct devfs_tty_owner *devfs_tty_owner(void)
{
	return owner;
}

/* ---- the line discipline's ---- */

static void console_out(struct ldisc *ld, const char *text, size_t len)
{
	if (ldisc_is_plain(ld))
		(void)ukplat_coutk(text, (unsigned int)len);
	else
		uk_console_out_raw(text, len);
}

static void console_signal(struct ldisc *ld __unused, int signo)
{
	if (owner && console.group > 0)
		owner->signal(console.group, signo);
}

/* ---- input ---- */

bool tty_look(struct tty *tty)
{
	unsigned long flags;
	bool ready;
	char c;

	ukplat_spin_lock_irqsave(&tty->lock, flags);
	/* What does not fit stays in the device */
	while (ldisc_has_room(&tty->ld) && ukplat_cink(&c, 1) > 0)
		ldisc_receive(&tty->ld, (unsigned char)c);
	ready = ldisc_ready(&tty->ld);
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	return ready;
}

static bool tty_poll_ready(struct tty *tty)
{
	unsigned long flags;
	bool ready;

	(void)tty_look(tty);
	ukplat_spin_lock_irqsave(&tty->lock, flags);
	ready = ldisc_poll_ready(&tty->ld);
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	return ready;
}

static void timer_set(struct tty *tty)
{
	if (!uk_timer_pending(&tty->timer))
		(void)uk_timer_set(&tty->timer,
				   ukplat_monotonic_clock() +
					   (told ? LOOK_TOLD_NSEC : LOOK_NSEC));
}

static bool is_stopped(const struct tty *tty)
{
	return __atomic_load_n(&tty->ld.stopped, __ATOMIC_RELAXED);
}

/* Takes what has arrived, and tells who waits for it. */
static void look_and_wake(struct tty *tty)
{
	if (tty_look(tty)) {
		uk_waitq_wake_up(&tty->readers);
		if (tty_poll_ready(tty))
			uk_pollq_wake(&tty->pollq, POLL_IN_ | POLL_IN_NORM_);
	}
	if (!is_stopped(tty))
		uk_waitq_wake_up(&tty->writers);
}

static void console_arrived(void)
{
	if (devfs_stream_is_wanted())
		devfs_stream_arrived();
	else
		look_and_wake(&console);
}

bool devfs_tty_is_told(void)
{
	static bool asked;

	if (!asked)
		told = uk_console_notify(console_arrived) == 0;
	asked = true;
	return told;
}

static void timer_fn(struct uk_timer *timer)
{
	struct tty *tty = __containerof(timer, struct tty, timer);

	look_and_wake(tty);
	/* As long as somebody waits */
	if (!uk_waitq_empty(&tty->readers) || !uk_waitq_empty(&tty->writers) ||
	    !uk_list_empty_careful(&tty->pollq.entries))
		timer_set(tty);
}

/* Whether something can be read; if not, the timer goes on looking. */
static bool look_or_wait(struct tty *tty)
{
	if (tty_look(tty))
		return true;
	timer_set(tty);
	return false;
}

/* ---- reading ---- */

/* How long a read waits, in decimal seconds, and for how many characters. */
struct patience {
	size_t minimum;
	unsigned int first; /* for the first character; 0: for ever */
	unsigned int next;  /* between two; 0: for ever */
	bool none;	    /* not at all */
};

static struct patience patience_of(const struct tty *tty)
{
	const struct tty_termios *t = &tty->ld.t;
	struct patience p = {.minimum = 1};

	if (t->lflag & L_ICANON)
		return p;
	if (t->cc[CC_MIN]) {
		p.minimum = t->cc[CC_MIN];
		p.next = t->cc[CC_TIME];
	} else {
		p.first = t->cc[CC_TIME];
		p.none = !p.first;
	}
	return p;
}

/* 0 when there is something, or -EAGAIN, -EINTR, -ETIMEDOUT. */
static int wait_input(struct tty *tty, const struct vfscore_file *fp,
		      const struct patience *p, bool is_first)
{
	unsigned int time = is_first ? p->first : p->next;
	__nsec deadline = 0;

	if (tty_look(tty))
		return 0;
	if (p->none)
		return -ETIMEDOUT;
	if (fp->f_flags & O_NONBLOCK)
		return -EAGAIN;
	if (time)
		deadline = ukplat_monotonic_clock() + time * DECISEC;
	return uk_waitq_wait_event_intr(&tty->readers, look_or_wait(tty),
					deadline);
}

/* Moves what is there, of one line; *taken: there was something. */
static int read_some(struct tty *tty, struct uio *uio, bool *taken)
{
	char buf[CHUNK];
	unsigned long flags;
	bool more = true;
	size_t got;
	int rc = 0;

	*taken = false;
	while (more && rc == 0 && uio->uio_resid) {
		ukplat_spin_lock_irqsave(&tty->lock, flags);
		*taken |= ldisc_take(&tty->ld, buf,
				     MIN((size_t)uio->uio_resid, sizeof(buf)),
				     &got, &more);
		if (more && got == (size_t)uio->uio_resid)
			ldisc_skip_eof(&tty->ld);
		ukplat_spin_unlock_irqrestore(&tty->lock, flags);
		rc = vfscore_uiomove(buf, got, uio);
	}
	return rc;
}

static int tty_read(struct vfscore_file *fp, struct uio *uio,
		    int flags __unused)
{
	struct tty *tty = &console;
	const struct patience p = patience_of(tty);
	const ssize_t total = uio->uio_resid;
	bool taken = false;
	size_t got = 0;
	int rc = 0;

	/* Another reader may be faster: then there was nothing */
	while (rc == 0 && uio->uio_resid && (!taken || got)) {
		rc = wait_input(tty, fp, &p, !got);
		if (rc == 0)
			rc = read_some(tty, uio, &taken);
		got = (size_t)(total - uio->uio_resid);
		if (got >= p.minimum)
			break;
	}
	return rc == -ETIMEDOUT ? 0 : rc;
}

/* ---- writing ---- */

void tty_stop(struct tty *tty, bool stopped)
{
	unsigned long flags;

	ukplat_spin_lock_irqsave(&tty->lock, flags);
	tty->ld.stopped = stopped;
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	if (!stopped)
		uk_waitq_wake_up(&tty->writers);
}

void tty_flush(struct tty *tty)
{
	unsigned long flags;

	(void)tty_look(tty);
	ukplat_spin_lock_irqsave(&tty->lock, flags);
	ldisc_flush(&tty->ld);
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
}

/* Whether output may go on; if not, the timer looks for who lets it. */
static bool going_or_wait(struct tty *tty)
{
	(void)tty_look(tty);
	if (!is_stopped(tty))
		return true;
	timer_set(tty);
	return false;
}

static int wait_output(struct tty *tty, const struct vfscore_file *fp)
{
	if (likely(!is_stopped(tty)))
		return 0;
	if (fp->f_flags & O_NONBLOCK)
		return -EAGAIN;
	return uk_waitq_wait_event_intr(&tty->writers, going_or_wait(tty), 0);
}

static int tty_write(struct vfscore_file *fp, struct uio *uio,
		     int flags __unused)
{
	struct tty *tty = &console;
	unsigned long irqs;
	char buf[2 * CHUNK];
	size_t n;
	int rc = 0;

	while (uio->uio_resid && rc == 0) {
		rc = wait_output(tty, fp);
		if (rc)
			break;
		n = MIN((size_t)uio->uio_resid, sizeof(buf));
		rc = vfscore_uiomove(buf, n, uio);
		if (rc)
			break;
		ukplat_spin_lock_irqsave(&tty->lock, irqs);
		ldisc_write(&tty->ld, buf, n);
		ukplat_spin_unlock_irqrestore(&tty->lock, irqs);
	}
	return rc;
}

static unsigned int tty_poll(struct vfscore_file *fp __unused,
			     struct uk_poll_entry *entry)
{
	unsigned int events = 0;

	if (entry) {
		uk_pollq_add(&console.pollq, entry);
		timer_set(&console);
	}
	if (tty_poll_ready(&console))
		events |= POLL_IN_ | POLL_IN_NORM_;
	if (!is_stopped(&console))
		events |= POLL_OUT_ | POLL_OUT_NORM_;
	return events;
}

/* ---- the devices ---- */

static const struct vfscore_fileops tty_ops = {
	.read = tty_read,
	.write = tty_write,
	.poll = tty_poll,
	.ioctl = tty_ioctl,
	.async = true,
};

static int tty_open(struct vfscore_file *fp)
{
	fp->f_op = &tty_ops;
	fp->f_data = &console;
	(void)devfs_tty_is_told();
	return 0;
}

/* tty is whatever the process's terminal is, which it may have none of. */
static int tty_open_own(struct vfscore_file *fp)
{
	if (owner && owner->session() != console.session)
		return -ENXIO;
	return tty_open(fp);
}

static struct vfscore_chrdev devices[] = {
	{
		.name = "tty",
		.dev = DEVFS_DEV(5, 0),
		.mode = 0666,
		.open = tty_open_own,
	},
	{
		.name = "console",
		.dev = DEVFS_DEV(5, 1),
		.mode = 0600,
		.open = tty_open,
	},
	{
		.name = "ttyS0",
		.dev = DEVFS_DEV(4, 64),
		.mode = 0660,
		.open = tty_open,
	},
};

int devfs_tty_init(void)
{
	int rc = 0;

	console.ld.out = console_out;
	console.ld.signal = console_signal;
	ldisc_init(&console.ld);
	console.size.ws_row = rows;
	console.size.ws_col = columns;
	uk_timer_init(&console.timer, timer_fn);
	for (unsigned int i = 0; i < ARRAY_SIZE(devices) && rc == 0; i++)
		rc = vfscore_chrdev_register(&devices[i]);
	return rc;
}
