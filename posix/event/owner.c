/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Who is told of a file's news by a signal: F_SETOWN, F_SETSIG and O_ASYNC of
 * fcntl(2). An owner is made when somebody first sets one, and lies in the
 * file's poll queue while O_ASYNC is set: a file without pays nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/mutex.h>
#include <uk/plat/lcpu.h>
#include <uk/signal.h>
#include <vfscore/vnode.h>
#include "event_priv.h"

#define IN  (POLLIN | POLLRDNORM)
#define OUT (POLLOUT | POLLWRNORM)

/* fcntl(2), with Linux's numbers */
#define F_SETSIG_     10
#define F_GETSIG_     11
#define F_SETOWN_EX_  15
#define F_GETOWN_EX_  16
#define F_OWNER_TID_  0
#define F_OWNER_PID_  1
#define F_OWNER_PGRP_ 2

struct owner_ex {
	int type;
	int id;
};

/* sigaction(2) */
#define SIGIO_	  29
#define POLL_IN_  1
#define POLL_OUT_ 2
#define POLL_HUP_ 6

/* Whose codes mean something else: SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV,
 * SIGCHLD, SIGSYS
 */
#define HAS_OWN_CODES                                                    \
	(UK_SIGMASK(4) | UK_SIGMASK(5) | UK_SIGMASK(7) | UK_SIGMASK(8) | \
	 UK_SIGMASK(11) | UK_SIGMASK(17) | UK_SIGMASK(31))

/* So many signals of a file wait with what they tell; more become SIGIO. */
#define SIGNALS 16

struct vfscore_owner {
	struct uk_poll_entry entry; /* in the file's queue while it is async */
	struct owner_ex who;	    /* id 0: nobody */
	int signo;		    /* 0: SIGIO, which tells nothing more */
	int fd;			    /* by which it was made async */
	struct uk_list_head leaving_link;
	struct uk_signal_entry signals[SIGNALS];
};

/* Guards all owners against each other; news come with interrupts off. */
static struct uk_mutex lock = UK_MUTEX_INITIALIZER(lock);

/* Those of closed files whose last signals nobody has taken yet. */
static UK_LIST_HEAD(leaving);

/* ---- news ---- */

static struct uk_signal_entry *entry_free(struct vfscore_owner *o)
{
	for (unsigned int i = 0; i < SIGNALS; i++)
		if (!o->signals[i].queued)
			return &o->signals[i];
	return NULL;
}

static void send(struct vfscore_owner *o, struct uk_process *p,
		 struct uk_posix_thread *pt, int code, long band)
{
	struct uk_signal_entry *q = o->signo ? entry_free(o) : NULL;

	if (!q) {
		if (pt)
			(void)uk_signal_send_thread(pt, SIGIO_, NULL);
		else
			(void)uk_signal_send_process(p, SIGIO_, NULL);
		return;
	}
	if (HAS_OWN_CODES & UK_SIGMASK(o->signo))
		code = UK_SI_SIGIO;
	uk_signal_entry_init(q, o->signo);
	q->info.si_code = code;
	q->info.poll.band = band;
	q->info.poll.fd = o->fd;
	(void)uk_signal_send_entry(p, pt, q);
}

static void send_group(struct vfscore_owner *o, int code, long band)
{
	struct uk_process *p;
	int pid = 0;

	while ((pid = uk_process_next(pid)) > 0) {
		p = uk_process_find(pid++);
		if (p->pgid == o->who.id)
			send(o, p, NULL, code, band);
	}
}

static bool owner_wake(struct uk_poll_entry *entry, unsigned int events)
{
	struct vfscore_owner *o =
		__containerof(entry, struct vfscore_owner, entry);
	struct uk_posix_thread *pt;
	struct uk_process *p;
	int code = POLL_OUT_;
	long band = OUT | POLLWRBAND;

	events &= entry->events;
	if (events & POLLHUP) {
		code = POLL_HUP_;
		band = POLLHUP | POLLERR;
	} else if (events & IN) {
		code = POLL_IN_;
		band = IN;
	}
	if (!o->who.id)
		return true;
	if (o->who.type == F_OWNER_PGRP_) {
		send_group(o, code, band);
	} else if (o->who.type == F_OWNER_TID_) {
		pt = uk_posix_thread_find(o->who.id);
		if (pt)
			send(o, pt->process, pt, code, band);
	} else {
		p = uk_process_find(o->who.id);
		if (p)
			send(o, p, NULL, code, band);
	}
	return true;
}

/* ---- coming and going ---- */

static bool is_told(const struct vfscore_owner *o)
{
	for (unsigned int i = 0; i < SIGNALS; i++)
		if (o->signals[i].queued)
			return false;
	return true;
}

static void leaving_free_locked(void)
{
	struct vfscore_owner *o, *next;

	uk_list_for_each_entry_safe (o, next, &leaving, leaving_link) {
		if (!is_told(o))
			continue;
		uk_list_del(&o->leaving_link);
		uk_free(uk_alloc_get_default(), o);
	}
}

/* What is told: what it can do, and of a socket that the other side is gone. */
static unsigned int news_of(const struct vfscore_file *fp)
{
	return (fp->f_mode & UK_FREAD ? IN : 0U) |
	       (fp->f_mode & UK_FWRITE ? OUT : 0U) |
	       (fp->f_mode & UK_FSOCK ? POLLHUP : 0U);
}

static struct vfscore_owner *owner_get_locked(struct vfscore_file *fp)
{
	struct vfscore_owner *o = fp->f_owner;

	if (o)
		return o;
	leaving_free_locked();
	o = uk_zalloc(uk_alloc_get_default(), sizeof(*o));
	if (!o)
		return NULL;
	o->who.type = F_OWNER_PID_;
	uk_poll_entry_init(&o->entry, owner_wake, news_of(fp));
	fp->f_owner = o;
	return o;
}

void vfscore_owner_drop(struct vfscore_file *fp)
{
	struct vfscore_owner *o = fp->f_owner;

	uk_pollq_remove(&o->entry);
	uk_mutex_lock(&lock);
	uk_list_add_tail(&o->leaving_link, &leaving);
	leaving_free_locked();
	uk_mutex_unlock(&lock);
}

int vfscore_owner_async(struct vfscore_file *fp, int fd, bool on)
{
	struct vfscore_owner *o;

	uk_mutex_lock(&lock);
	o = on ? owner_get_locked(fp) : fp->f_owner;
	if (o) {
		uk_pollq_remove(&o->entry);
		o->fd = fd;
	}
	/* A terminal is its reader's unless somebody said something else */
	if (o && on && !o->who.id && fp->f_vnode && fp->f_vnode->v_type == VCHR)
		o->who.id = uk_process_current()->pid;
	if (o && on)
		(void)fp->f_op->poll(fp, &o->entry);
	uk_mutex_unlock(&lock);
	return on && !o ? -ENOMEM : 0;
}

/* ---- fcntl() ---- */

static bool exists(const struct owner_ex *who)
{
	struct uk_process *p;
	int pid = 0;

	if (who->type == F_OWNER_TID_)
		return uk_posix_thread_find(who->id);
	if (who->type == F_OWNER_PID_)
		return uk_process_find(who->id);
	while ((pid = uk_process_next(pid)) > 0) {
		p = uk_process_find(pid++);
		if (p->pgid == who->id)
			return true;
	}
	return false;
}

static int owner_set(struct vfscore_file *fp, const struct owner_ex *who)
{
	struct vfscore_owner *o;
	unsigned long flags;

	if (who->id && !exists(who))
		return -ESRCH;
	uk_mutex_lock(&lock);
	o = owner_get_locked(fp);
	if (o) {
		flags = ukplat_lcpu_save_irqf();
		o->who = *who;
		ukplat_lcpu_restore_irqf(flags);
	}
	uk_mutex_unlock(&lock);
	return o ? 0 : -ENOMEM;
}

/* Who is not there any more is nobody. */
static struct owner_ex owner_of(const struct vfscore_file *fp)
{
	struct owner_ex who = {.type = F_OWNER_TID_};

	uk_mutex_lock(&lock);
	if (fp->f_owner) {
		who = fp->f_owner->who;
		if (who.id && !exists(&who))
			who.id = 0;
	}
	uk_mutex_unlock(&lock);
	return who;
}

/* A process, or with a minus a group */
static int owner_set_id(struct vfscore_file *fp, int id)
{
	struct owner_ex who = {.type = F_OWNER_PID_, .id = id};

	if (id == INT_MIN)
		return -EINVAL;
	if (id < 0)
		who = (struct owner_ex){.type = F_OWNER_PGRP_, .id = -id};
	return owner_set(fp, &who);
}

static int owner_set_ex(struct vfscore_file *fp, const struct owner_ex *app)
{
	struct owner_ex who;

	if (uk_copy_from_app(&who, app, sizeof(who)))
		return -EFAULT;
	if (who.type < F_OWNER_TID_ || who.type > F_OWNER_PGRP_)
		return -EINVAL;
	return who.id < 0 ? -ESRCH : owner_set(fp, &who);
}

static int signal_set(struct vfscore_file *fp, unsigned long signo)
{
	struct vfscore_owner *o;

	if (signo > UK_NSIG)
		return -EINVAL;
	uk_mutex_lock(&lock);
	o = owner_get_locked(fp);
	if (o)
		o->signo = (int)signo;
	uk_mutex_unlock(&lock);
	return o ? 0 : -ENOMEM;
}

long vfscore_owner_fcntl(struct vfscore_file *fp, int cmd, unsigned long arg)
{
	struct owner_ex who;

	switch (cmd) {
	case F_SETOWN:
		return owner_set_id(fp, (int)arg);
	case F_GETOWN:
		who = owner_of(fp);
		return who.type == F_OWNER_PGRP_ ? -who.id : who.id;
	case F_SETOWN_EX_:
		return owner_set_ex(fp, (const void *)arg);
	case F_GETOWN_EX_:
		who = owner_of(fp);
		return uk_copy_to_app((void *)arg, &who, sizeof(who));
	case F_SETSIG_:
		return signal_set(fp, arg);
	case F_GETSIG_:
		return fp->f_owner ? fp->f_owner->signo : 0;
	default:
		return -EINVAL;
	}
}
