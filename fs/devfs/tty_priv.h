/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The console as a terminal: between tty.c and its ioctl()s. */
#ifndef __DEVFS_TTY_PRIV_H__
#define __DEVFS_TTY_PRIV_H__

#include <sys/ioctl.h>
#include <uk/plat/spinlock.h>
#include <uk/poll.h>
#include <uk/timer.h>
#include <uk/wait.h>
#include "ldisc_priv.h"

struct devfs_tty_owner;
struct vfscore_file;

struct tty {
	__spinlock lock; /* with interrupts off; all but the queues */
	struct ldisc ld;
	struct winsize size;
	int session, group; /* whose terminal it is, and who is in front */
	struct uk_waitq readers, writers;
	struct uk_pollq pollq;
	struct uk_timer timer;
};

/* tty.c */

/* Who knows whose terminal it is; NULL: nobody. */
const struct devfs_tty_owner *devfs_tty_owner(void);

/* Takes what has arrived. Returns whether something can be read. */
bool tty_look(struct tty *tty);

/* Output goes on, or stops; input is forgotten. */
void tty_stop(struct tty *tty, bool stopped);
void tty_flush(struct tty *tty);

/* ioctl.c */
int tty_ioctl(struct vfscore_file *fp, unsigned long cmd, unsigned long arg);

#endif /* __DEVFS_TTY_PRIV_H__ */
