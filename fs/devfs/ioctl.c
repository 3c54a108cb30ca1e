/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is asked of a terminal: ioctl_tty(2). */
#include <errno.h>
#include <string.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <devfs/tty.h>
#include <vfscore/file.h>
#include "devfs_priv.h"
#include "tty_priv.h"

UK_CTASSERT(sizeof(struct tty_termios) == 36);

#define TCSBRK_	   0x5409
#define TCXONC_	   0x540a
#define TCFLSH_	   0x540b
#define TIOCSCTTY_ 0x540e
#define TIOCOUTQ_  0x5411
#define TIOCNOTTY_ 0x5422
#define TCSBRKP_   0x5425
#define TIOCGSID_  0x5429

static int termios_get(struct tty *tty, unsigned long app)
{
	struct tty_termios t;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&tty->lock, flags);
	t = tty->ld.t;
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	return uk_copy_to_app((void *)app, &t, sizeof(t));
}

static int termios_set(struct tty *tty, unsigned long app, bool flush)
{
	struct tty_termios t;
	unsigned long flags;

	if (uk_copy_from_app(&t, (const void *)app, sizeof(t)))
		return -EFAULT;
	if (flush)
		tty_flush(tty);
	ukplat_spin_lock_irqsave(&tty->lock, flags);
	ldisc_set_termios(&tty->ld, &t);
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	uk_waitq_wake_up(&tty->readers);
	uk_waitq_wake_up(&tty->writers);
	return 0;
}

/* A new size is told to who is in front. */
static int size_set(struct tty *tty, unsigned long app)
{
	struct winsize size;

	if (uk_copy_from_app(&size, (const void *)app, sizeof(size)))
		return -EFAULT;
	if (memcmp(&size, &tty->size, sizeof(size)) == 0)
		return 0;
	tty->size = size;
	if (devfs_tty_owner() && tty->group > 0)
		devfs_tty_owner()->signal(tty->group, 28 /* SIGWINCH */);
	return 0;
}

static int count_get(struct tty *tty, unsigned long app)
{
	unsigned long flags;
	int n;

	(void)tty_look(tty);
	ukplat_spin_lock_irqsave(&tty->lock, flags);
	n = (int)ldisc_count(&tty->ld);
	ukplat_spin_unlock_irqrestore(&tty->lock, flags);
	return uk_copy_to_app((void *)app, &n, sizeof(n));
}

/* Input, output, both; nothing of the output waits. */
static int flush(struct tty *tty, unsigned long what)
{
	if (what > 2)
		return -EINVAL;
	if (what != 1)
		tty_flush(tty);
	return 0;
}

/* Output stops, goes on; the other side is to stop, or go on. */
static int flow(struct tty *tty, unsigned long what)
{
	const uint8_t *cc = tty->ld.t.cc;
	char c;

	if (what > 3)
		return -EINVAL;
	if (what < 2) {
		tty_stop(tty, what == 0);
		return 0;
	}
	c = (char)cc[what == 2 ? CC_STOP : CC_START];
	if (c)
		tty->ld.out(&tty->ld, &c, 1);
	return 0;
}

/* ---- sessions ---- */

static bool is_own(const struct tty *tty)
{
	return devfs_tty_owner() && tty->session &&
	       devfs_tty_owner()->session() == tty->session;
}

static int group_get(const struct tty *tty, int value, unsigned long app)
{
	if (!is_own(tty))
		return -ENOTTY;
	return uk_copy_to_app((void *)app, &value, sizeof(value));
}

static int group_set(struct tty *tty, unsigned long app)
{
	int group = 0;

	if (!is_own(tty))
		return -ENOTTY;
	if (uk_copy_from_app(&group, (const void *)app, sizeof(group)))
		return -EFAULT;
	if (group < 0)
		return -EINVAL;
	if (!devfs_tty_owner()->has_group(tty->session, group))
		return devfs_tty_owner()->has_group(0, group) ? -EPERM : -ESRCH;
	tty->group = group;
	return 0;
}

/* A session's leader takes a terminal that nobody has. */
static int take(struct tty *tty, unsigned long by_force)
{
	int session = devfs_tty_owner() ? devfs_tty_owner()->session() : 0;

	if (session && session == tty->session)
		return 0;
	if (!session || !devfs_tty_owner()->is_leader())
		return -EPERM;
	if (tty->session && by_force != 1)
		return -EPERM;
	tty->session = tty->group = session;
	return 0;
}

static int give_up(struct tty *tty)
{
	if (!is_own(tty))
		return -ENOTTY;
	if (devfs_tty_owner()->is_leader())
		tty->session = tty->group = 0;
	return 0;
}

static int session_ioctl(struct tty *tty, unsigned long cmd, unsigned long arg)
{
	switch (cmd) {
	case TIOCGPGRP:
		return group_get(tty, tty->group, arg);
	case TIOCSPGRP:
		return group_set(tty, arg);
	case TIOCGSID_:
		return group_get(tty, tty->session, arg);
	case TIOCSCTTY_:
		return take(tty, arg);
	case TIOCNOTTY_:
		return give_up(tty);
	default:
		return -ENOTTY;
	}
}

int tty_ioctl(struct vfscore_file *fp, unsigned long cmd, unsigned long arg)
{
	struct tty *tty = fp->f_data;
	const int none = 0;

	switch (cmd) {
	case TCGETS:
		return termios_get(tty, arg);
	case TCSETS:
	case TCSETSW:
		return termios_set(tty, arg, false);
	case TCSETSF:
		return termios_set(tty, arg, true);
	case TIOCGWINSZ:
		return uk_copy_to_app((void *)arg, &tty->size,
				      sizeof(tty->size));
	case TIOCSWINSZ:
		return size_set(tty, arg);
	case FIONREAD:
		return count_get(tty, arg);
	case TIOCOUTQ_:
		return uk_copy_to_app((void *)arg, &none, sizeof(none));
	case TCFLSH_:
		return flush(tty, arg);
	case TCXONC_:
		return flow(tty, arg);
	case TCSBRK_: /* nothing is left to be sent, and breaks are not */
	case TCSBRKP_:
		return 0;
	default:
		return session_ioctl(tty, cmd, arg);
	}
}
