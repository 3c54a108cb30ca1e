/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sending signals. */
#include <errno.h>
#include <poll.h>
#include <sys/resource.h>
#include <uk/alloc.h>
#include <uk/plat/lcpu.h>
#include <uk/sched.h>
#include <uk/wait.h>
#include "signal_priv.h"

#define RLIMIT_SIGPENDING_ 11

static const uk_sigset_t stops = UK_SIGMASK(SIGSTOP) | UK_SIGMASK(SIGTSTP) |
				 UK_SIGMASK(SIGTTIN) | UK_SIGMASK(SIGTTOU);

/*
 * Stopping and continuing cancel each other; continuing happens at once, also
 * if the signal is blocked or ignored.
 */
static void stop_and_continue(struct uk_process *p, int signo)
{
	uk_sigset_t cancelled = 0;
	struct uk_posix_thread *pt;

	if (signo == SIGCONT)
		cancelled = stops;
	else if (UK_SIGMASK(signo) & stops)
		cancelled = UK_SIGMASK(SIGCONT);
	if (cancelled) {
		sig_pending_flush(&p->sig->pending, cancelled);
		uk_list_for_each_entry (pt, &p->threads, link)
			sig_pending_flush(&pt->sig->pending, cancelled);
	}
	if (p->sig->stopped && (signo == SIGCONT || signo == SIGKILL)) {
		p->sig->stopped = false;
		uk_waitq_wake_up(&p->sig->stopped_wq);
	}
}

/* Nobody will see it: ignored, and no thread could change its mind. */
static bool is_lost(const struct uk_process *p,
		    const struct uk_signal_thread *st, int signo)
{
	const struct uk_posix_thread *pt;

	if (!sig_is_ignored(p->sig, signo))
		return false;
	if (st)
		return !((st->mask | st->waits) & UK_SIGMASK(signo));
	uk_list_for_each_entry (pt, &p->threads, link)
		if ((pt->sig->mask | pt->sig->waits) & UK_SIGMASK(signo))
			return false;
	return true;
}

/* Adds to a set. 0, also if the number is pending already; -EAGAIN. */
static int pending_add(struct sig_pending *pending, int signo,
		       const struct uk_siginfo *info,
		       const struct uk_process *p)
{
	struct sig_queued *q, *other;
	unsigned long count = 0, flags;

	if (signo < UK_SIGRTMIN && (pending->set & UK_SIGMASK(signo)))
		return 0;
	if (info) {
		uk_list_for_each_entry (other, &pending->queue, link)
			count++;
		q = NULL;
		if (count < p->rlimits[RLIMIT_SIGPENDING_].cur)
			q = uk_malloc(uk_alloc_get_default(), sizeof(*q));
		if (q) {
			q->info = *info;
			q->info.si_signo = signo;
			uk_list_add_tail(&q->link, &pending->queue);
		} else if (signo >= UK_SIGRTMIN &&
			   info->si_code != UK_SI_USER) {
			return -EAGAIN;
		}
	}
	flags = ukplat_lcpu_save_irqf();
	pending->set |= UK_SIGMASK(signo);
	ukplat_lcpu_restore_irqf(flags);
	return 0;
}

/* It takes the signal, or waits for it. */
static bool wants(const struct uk_posix_thread *pt, int signo)
{
	return !(pt->sig->mask & UK_SIGMASK(signo)) ||
	       (pt->sig->waits & UK_SIGMASK(signo));
}

static void thread_notify(struct uk_posix_thread *pt, int signo)
{
	if (!(pt->sig->mask & UK_SIGMASK(signo)))
		uk_thread_work_post(pt->thread, UK_THREAD_WORK_SIGNAL);
	uk_thread_wake(pt->thread);
}

static int send(struct uk_process *p, struct uk_posix_thread *pt, int signo,
		const struct uk_siginfo *info)
{
	struct sig_pending *pending = pt ? &pt->sig->pending : &p->sig->pending;
	int rc;

	stop_and_continue(p, signo);
	if (is_lost(p, pt ? pt->sig : NULL, signo))
		return 0;
	rc = pending_add(pending, signo, info, p);
	if (rc)
		return rc;
	uk_pollq_wake(&p->sig->pollq, POLLIN);
	if (pt) {
		if (wants(pt, signo))
			thread_notify(pt, signo);
		return 0;
	}
	/* The caller first: then nobody has to be switched to */
	pt = uk_thread_current() ? uk_posix_thread_current() : NULL;
	if (pt && pt->process == p && wants(pt, signo)) {
		thread_notify(pt, signo);
		return 0;
	}
	uk_list_for_each_entry (pt, &p->threads, link) {
		if (wants(pt, signo)) {
			thread_notify(pt, signo);
			break;
		}
	}
	return 0;
}

int uk_signal_send_thread(struct uk_posix_thread *pt, int signo,
			  const struct uk_siginfo *info)
{
	return send(pt->process, pt, signo, info);
}

int uk_signal_send_process(struct uk_process *p, int signo,
			   const struct uk_siginfo *info)
{
	return send(p, NULL, signo, info);
}

void uk_signal_force(int signo, const struct uk_siginfo *info)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct sig_action *action = &pt->process->sig->actions[signo - 1];

	if ((pt->sig->mask & UK_SIGMASK(signo)) ||
	    action->handler == SIG_IGN_) {
		action->handler = SIG_DFL_;
		pt->sig->mask &= ~UK_SIGMASK(signo);
	}
	/* Memory may be short: then the number must do */
	if (pending_add(&pt->sig->pending, signo, info, pt->process))
		(void)pending_add(&pt->sig->pending, signo, NULL, pt->process);
	uk_thread_work_post(pt->thread, UK_THREAD_WORK_SIGNAL);
}

void uk_signal_pipe(void)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_siginfo info = {
		.si_code = UK_SI_USER,
		.rt = {.pid = pt ? pt->process->pid : 0},
	};

	if (pt)
		(void)uk_signal_send_thread(pt, SIGPIPE, &info);
}
