/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * console, tty: the kernel's console as a terminal, with lines that can be
 * edited or without (termios(3)). The console tells nobody when something
 * arrives, so a timer looks, but only while somebody waits. There is no job
 * control: the characters that would send signals are characters.
 */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
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

#define LOOK_NSEC 5000000ULL /* how often the timer looks */
#define DECISEC	  100000000ULL

/* Linux's termios as TCGETS has it */
struct tty_termios {
	uint32_t iflag, oflag, cflag, lflag;
	uint8_t line;
	uint8_t cc[19];
};
UK_CTASSERT(sizeof(struct tty_termios) == 36);

enum { CC_ERASE = 2, CC_KILL = 3, CC_EOF = 4, CC_TIME = 5, CC_MIN = 6 };

#define I_INLCR	 0000100U
#define I_IGNCR	 0000200U
#define I_ICRNL	 0000400U
#define L_ICANON 0000002U
#define L_ECHO	 0000010U

#define RING	 2048U
#define LINE	 1024U
#define EOF_MARK 0x100 /* among the characters: a read ends here */

static struct {
	__spinlock lock; /* with interrupts off */
	struct tty_termios termios;
	struct winsize size;
	uint16_t ring[RING]; /* to be read */
	unsigned int head, tail;
	char line[LINE]; /* being edited */
	unsigned int line_len;
	struct uk_waitq readers;
	struct uk_pollq pollq;
	struct uk_timer timer;
} tty = {
	.lock = UKARCH_SPINLOCK_INITIALIZER(),
	.termios =
		{
			.iflag = 0x500,	 /* ICRNL IXON */
			.oflag = 0x5,	 /* OPOST ONLCR */
			.cflag = 0x1cb2, /* 115200, CS8, CREAD, HUPCL */
			.lflag = 0x8a3b, /* ISIG ICANON ECHO* IEXTEN */
			.cc = {3, 0x1c, 0x7f, 0x15, 4, 0, 1, 0, 0x11, 0x13,
			       0x1a, 0, 0x12, 0x0f, 0x17, 0x16},
		},
	.readers = __WAIT_QUEUE_INITIALIZER(tty.readers),
	.pollq = UK_POLLQ_INITIALIZER(tty.pollq),
};

static bool ring_put(uint16_t c)
{
	if (tty.head - tty.tail == RING)
		return false;
	tty.ring[tty.head++ % RING] = c;
	return true;
}

static void echo(const char *s, unsigned int len)
{
	if (tty.termios.lflag & L_ECHO)
		(void)ukplat_coutk(s, len);
}

/* The line can be read. */
static void line_end(int end)
{
	for (unsigned int i = 0; i < tty.line_len; i++)
		(void)ring_put((unsigned char)tty.line[i]);
	(void)ring_put((uint16_t)end);
	tty.line_len = 0;
}

static void edit(char c)
{
	const uint8_t *cc = tty.termios.cc;
	uint8_t u = (uint8_t)c;

	if (c == '\n') {
		echo("\n", 1);
		line_end('\n');
	} else if (u == cc[CC_EOF]) {
		line_end(EOF_MARK);
	} else if (u == cc[CC_ERASE] || u == cc[CC_KILL]) {
		while (tty.line_len) {
			tty.line_len--;
			echo("\b \b", 3);
			if (u == cc[CC_ERASE])
				break;
		}
	} else if (tty.line_len < LINE) {
		tty.line[tty.line_len++] = c;
		echo(&c, 1);
	}
}

static void receive(char c)
{
	uint32_t iflag = tty.termios.iflag;

	if (c == '\r') {
		if (iflag & I_IGNCR)
			return;
		if (iflag & I_ICRNL)
			c = '\n';
	} else if (c == '\n' && (iflag & I_INLCR)) {
		c = '\r';
	}
	if (tty.termios.lflag & L_ICANON) {
		edit(c);
	} else if (ring_put((unsigned char)c)) {
		echo(&c, 1);
	}
}

/* Takes what has arrived. Returns whether something can be read. */
static bool look(void)
{
	unsigned long flags;
	bool ready;
	char buf[64];
	int n;

	ukplat_spin_lock_irqsave(&tty.lock, flags);
	/* What does not fit stays in the device */
	while (RING - (tty.head - tty.tail) > LINE + sizeof(buf)) {
		n = ukplat_cink(buf, sizeof(buf));
		if (n <= 0)
			break;
		for (int i = 0; i < n; i++)
			receive(buf[i]);
	}
	ready = tty.head != tty.tail;
	ukplat_spin_unlock_irqrestore(&tty.lock, flags);
	return ready;
}

static void timer_set(void)
{
	if (!uk_timer_pending(&tty.timer))
		(void)uk_timer_set(&tty.timer,
				   ukplat_monotonic_clock() + LOOK_NSEC);
}

static void timer_fn(struct uk_timer *timer __unused)
{
	if (look()) {
		uk_waitq_wake_up(&tty.readers);
		uk_pollq_wake(&tty.pollq, POLL_IN_ | POLL_IN_NORM_);
	}
	/* As long as somebody waits */
	if (!uk_waitq_empty(&tty.readers) ||
	    !uk_list_empty_careful(&tty.pollq.entries))
		timer_set();
}

/* Whether something can be read; if not, the timer goes on looking. */
static bool look_or_wait(void)
{
	if (look())
		return true;
	timer_set();
	return false;
}

/* Up to n characters, of one line only if lines are edited. */
static size_t take(char *buf, size_t n)
{
	unsigned long flags;
	uint16_t c;
	size_t got = 0;

	ukplat_spin_lock_irqsave(&tty.lock, flags);
	while (got < n && tty.tail != tty.head) {
		c = tty.ring[tty.tail++ % RING];
		if (c == EOF_MARK)
			break;
		buf[got++] = (char)c;
		if (c == '\n' && (tty.termios.lflag & L_ICANON))
			break;
	}
	ukplat_spin_unlock_irqrestore(&tty.lock, flags);
	return got;
}

/* 0 when there is something, or -EAGAIN, -EINTR, 1 for nothing in time. */
static int wait_input(const struct vfscore_file *fp)
{
	const struct tty_termios *t = &tty.termios;
	__nsec deadline = 0;
	int rc;

	if (look())
		return 0;
	if (fp->f_flags & O_NONBLOCK)
		return -EAGAIN;
	if (!(t->lflag & L_ICANON) && !t->cc[CC_MIN]) {
		if (!t->cc[CC_TIME])
			return 1;
		deadline = ukplat_monotonic_clock() + t->cc[CC_TIME] * DECISEC;
	}
	rc = uk_waitq_wait_event_intr(&tty.readers, look_or_wait(), deadline);
	return rc == -ETIMEDOUT ? 1 : rc;
}

static int tty_read(struct vfscore_file *fp, struct uio *uio,
		    int flags __unused)
{
	char buf[256];
	size_t n;
	int rc;

	if (!uio->uio_resid)
		return 0;
	rc = wait_input(fp);
	if (rc)
		return rc > 0 ? 0 : rc;
	n = take(buf, MIN((size_t)uio->uio_resid, sizeof(buf)));
	return vfscore_uiomove(buf, n, uio);
}

static int tty_write(struct vfscore_file *fp __unused, struct uio *uio,
		     int flags __unused)
{
	char buf[512];
	size_t n;
	int rc;

	while (uio->uio_resid) {
		n = MIN((size_t)uio->uio_resid, sizeof(buf));
		rc = vfscore_uiomove(buf, n, uio);
		if (rc)
			return rc;
		rc = ukplat_coutk(buf, (unsigned int)n);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static unsigned int tty_poll(struct vfscore_file *fp __unused,
			     struct uk_poll_entry *entry)
{
	unsigned int events = POLL_OUT_ | POLL_OUT_NORM_;

	if (entry) {
		uk_pollq_add(&tty.pollq, entry);
		timer_set();
	}
	if (look())
		events |= POLL_IN_ | POLL_IN_NORM_;
	return events;
}

static int set_termios(const void *arg, bool flush)
{
	struct tty_termios t;
	unsigned long flags;
	int rc = uk_copy_from_app(&t, arg, sizeof(t));

	if (rc)
		return rc;
	ukplat_spin_lock_irqsave(&tty.lock, flags);
	if (flush) {
		tty.tail = tty.head;
		tty.line_len = 0;
	}
	/* An unfinished line can be read once lines do not count any more */
	if ((tty.termios.lflag & L_ICANON) && !(t.lflag & L_ICANON)) {
		for (unsigned int i = 0; i < tty.line_len; i++)
			(void)ring_put((unsigned char)tty.line[i]);
		tty.line_len = 0;
	}
	tty.termios = t;
	ukplat_spin_unlock_irqrestore(&tty.lock, flags);
	return 0;
}

static int tty_ioctl(struct vfscore_file *fp __unused, unsigned long cmd,
		     unsigned long arg)
{
	void *app = (void *)arg;
	int n;

	switch (cmd) {
	case TCGETS:
		return uk_copy_to_app(app, &tty.termios, sizeof(tty.termios));
	case TCSETS:
	case TCSETSW:
		return set_termios(app, false);
	case TCSETSF:
		return set_termios(app, true);
	case TIOCGWINSZ:
		return uk_copy_to_app(app, &tty.size, sizeof(tty.size));
	case TIOCSWINSZ:
		return uk_copy_from_app(&tty.size, app, sizeof(tty.size));
	case FIONREAD:
		(void)look();
		n = (int)(tty.head - tty.tail);
		return uk_copy_to_app(app, &n, sizeof(n));
	default:
		return -ENOTTY;
	}
}

static const struct vfscore_fileops tty_ops = {
	.read = tty_read,
	.write = tty_write,
	.poll = tty_poll,
	.ioctl = tty_ioctl,
};

static int tty_open(struct vfscore_file *fp)
{
	fp->f_op = &tty_ops;
	return 0;
}

static struct vfscore_chrdev devices[] = {
	{.name = "tty", .dev = DEVFS_DEV(5, 0), .mode = 0666, .open = tty_open},
	{
		.name = "console",
		.dev = DEVFS_DEV(5, 1),
		.mode = 0600,
		.open = tty_open,
	},
	{.name = "ttyS0",
	 .dev = DEVFS_DEV(4, 64),
	 .mode = 0660,
	 .open = tty_open},
};

int devfs_tty_init(void)
{
	int rc = 0;

	uk_timer_init(&tty.timer, timer_fn);
	for (unsigned int i = 0; i < ARRAY_SIZE(devices) && rc == 0; i++)
		rc = vfscore_chrdev_register(&devices[i]);
	return rc;
}
