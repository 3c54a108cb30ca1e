/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Sending signals. Interrupts do, too, also while a thread is in its process's
 * list that has no signals yet, or none any more: it is passed over.
 */
#include <errno.h>
#include <poll.h>
#include <sys/resource.h>
#include <uk/alloc.h>
#include <uk/plat/lcpu.h>
#include <uk/sched.h>
#include <uk/wait.h>
#include "signal_priv.h"

#define RLIMIT_SIGPENDING_ 11

/* Those that stop a process, and all that concern stopped ones */
#define STOPS                                                              \
	(UK_SIGMASK(SIGSTOP) | UK_SIGMASK(SIGTSTP) | UK_SIGMASK(SIGTTIN) | \
	 UK_SIGMASK(SIGTTOU))
#define STOPS_AND_GOES (STOPS | UK_SIGMASK(SIGCONT) | UK_SIGMASK(SIGKILL))

/*
 * For one of those. Stopping and continuing cancel each other; continuing
 * happens at once, also if the signal is blocked or ignored.
 */
static __noinline void stop_and_continue(struct uk_process *p, int signo)
{
	uk_sigset_t cancelled = 0;
	struct uk_posix_thread *pt;

	if (signo == SIGCONT)
		cancelled = STOPS;
	else if (UK_SIGMASK(signo) & STOPS)
		cancelled = UK_SIGMASK(SIGCONT);
	if (cancelled) {
		sig_pending_flush(&p->sig->pending, cancelled);
		uk_list_for_each_entry (pt, &p->threads, link)
			if (pt->sig)
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

	if (likely(sig_has_handler(p->sig, signo)) ||
	    !sig_is_ignored(p->sig, signo))
		return false;
	if (st)
		return !((st->mask | st->waits) & UK_SIGMASK(signo));
	uk_list_for_each_entry (pt, &p->threads, link)
		if (pt->sig &&
		    ((pt->sig->mask | pt->sig->waits) & UK_SIGMASK(signo)))
			return false;
	return true;
}

static void entry_add(struct sig_pending *pending, struct uk_signal_entry *q)
{
	unsigned long flags = ukplat_lcpu_save_irqf();

	uk_list_add_tail(&q->link, &pending->queue);
	q->queued = true;
	pending->set |= UK_SIGMASK(q->info.si_signo);
	ukplat_lcpu_restore_irqf(flags);
}

static unsigned long queue_length(const struct sig_pending *pending)
{
	const struct uk_signal_entry *q;
	unsigned long count = 0;

	uk_list_for_each_entry (q, &pending->queue, link)
		count++;
	return count;
}

static bool has_room(const struct sig_pending *pending,
		     const struct uk_process *p)
{
	return queue_length(pending) < p->rlimits[RLIMIT_SIGPENDING_].cur;
}

/* Most signals find no other one pending. */
static struct uk_signal_entry *entry_alloc(struct sig_pending *pending)
{
	struct uk_signal_entry *q = &pending->own;

	if (likely(!q->queued))
		return q;
	q = uk_malloc(uk_alloc_get_default(), sizeof(*q));
	if (q)
		q->is_static = false;
	return q;
}

/* Adds to a set. 0, also if the number is pending already; -EAGAIN. */
static int pending_add(struct sig_pending *pending, int signo,
		       const struct uk_siginfo *info,
		       const struct uk_process *p)
{
	struct uk_signal_entry *q = NULL;
	unsigned long flags;

	if (signo < UK_SIGRTMIN && (pending->set & UK_SIGMASK(signo)))
		return 0;
	if (info && has_room(pending, p))
		q = entry_alloc(pending);
	if (q) {
		q->info = *info;
		q->info.si_signo = signo;
		entry_add(pending, q);
		return 0;
	}
	if (info && signo >= UK_SIGRTMIN && info->si_code != UK_SI_USER)
		return -EAGAIN;
	flags = ukplat_lcpu_save_irqf();
	pending->set |= UK_SIGMASK(signo);
	ukplat_lcpu_restore_irqf(flags);
	return 0;
}

/* It takes the signal, or waits for it. */
static bool wants(const struct uk_posix_thread *pt, int signo)
{
	const struct uk_signal_thread *st = pt->sig;

	return st && (!(st->mask & UK_SIGMASK(signo)) ||
		      (st->waits & UK_SIGMASK(signo)));
}

static void thread_notify(struct uk_posix_thread *pt, int signo)
{
	if (!(pt->sig->mask & UK_SIGMASK(signo)))
		uk_thread_work_post(pt->thread, UK_THREAD_WORK_SIGNAL);
	if (!uk_thread_is_runnable(pt->thread))
		uk_thread_wake(pt->thread);
}

/* Tells one who takes a signal that is pending for the process, if any does. */
static void notify_somebody(struct uk_process *p, int signo)
{
	struct uk_posix_thread *pt;

	/* The caller first: then nobody has to be switched to */
	pt = uk_thread_current() ? uk_posix_thread_current() : NULL;
	if (pt && pt->process == p && wants(pt, signo)) {
		thread_notify(pt, signo);
		return;
	}
	uk_list_for_each_entry (pt, &p->threads, link) {
		if (wants(pt, signo)) {
			thread_notify(pt, signo);
			break;
		}
	}
}

/* Tells who takes a signal that has become pending; pt NULL: somebody. */
static void notify(struct uk_process *p, struct uk_posix_thread *pt, int signo)
{
	uk_pollq_wake(&p->sig->pollq, POLLIN);
	if (!pt)
		notify_somebody(p, signo);
	else if (wants(pt, signo))
		thread_notify(pt, signo);
}

void sig_pass_on(struct uk_process *p, uk_sigset_t set)
{
	unsigned long flags = ukplat_lcpu_save_irqf();

	for (set &= p->sig->pending.set; set; set &= set - 1)
		notify_somebody(p, __builtin_ctzl(set) + 1);
	ukplat_lcpu_restore_irqf(flags);
}

static int send(struct uk_process *p, struct uk_posix_thread *pt, int signo,
		const struct uk_siginfo *info)
{
	struct sig_pending *pending = pt ? &pt->sig->pending : &p->sig->pending;
	int rc;

	if (unlikely(UK_SIGMASK(signo) & STOPS_AND_GOES))
		stop_and_continue(p, signo);
	if (is_lost(p, pt ? pt->sig : NULL, signo))
		return 0;
	rc = pending_add(pending, signo, info, p);
	if (rc == 0)
		notify(p, pt, signo);
	return rc;
}

bool uk_signal_send_entry(struct uk_process *p, struct uk_posix_thread *pt,
			  struct uk_signal_entry *entry)
{
	struct sig_pending *pending = pt ? &pt->sig->pending : &p->sig->pending;
	int signo = entry->info.si_signo;

	if (entry->queued || is_lost(p, pt ? pt->sig : NULL, signo))
		return false;
	if (signo < UK_SIGRTMIN && (pending->set & UK_SIGMASK(signo)))
		return false;
	entry_add(pending, entry);
	notify(p, pt, signo);
	return true;
}

void uk_signal_entry_cancel(struct uk_process *p, struct uk_signal_entry *entry)
{
	unsigned long flags = ukplat_lcpu_save_irqf();
	struct uk_posix_thread *pt;

	if (entry->queued) {
		uk_list_del(&entry->link);
		entry->queued = false;
		/* A bit without an entry would be a signal of the kernel's */
		if (entry->info.si_signo < UK_SIGRTMIN) {
			p->sig->pending.set &=
				~UK_SIGMASK(entry->info.si_signo);
			uk_list_for_each_entry (pt, &p->threads, link)
				if (pt->sig)
					pt->sig->pending.set &= ~UK_SIGMASK(
						entry->info.si_signo);
		}
	}
	ukplat_lcpu_restore_irqf(flags);
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

/* To the running thread, as if its process had sent it. */
static void send_self(int signo)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_siginfo info = {
		.si_code = UK_SI_USER,
		.rt = {.pid = pt ? pt->process->pid : 0},
	};

	if (pt)
		(void)uk_signal_send_thread(pt, signo, &info);
}

void uk_signal_pipe(void)
{
	send_self(SIGPIPE);
}

void uk_signal_file_size(void)
{
	send_self(SIGXFSZ);
}
