/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Sets of pending signals. A bit says that a number is pending; entries of the
 * queue say more about some. A bit without an entry is a signal that the
 * kernel sent, or one whose entry there was no memory for.
 */
#include <string.h>
#include <uk/alloc.h>
#include <uk/plat/lcpu.h>
#include "signal_priv.h"

void sig_pending_init(struct sig_pending *p)
{
	p->set = 0;
	UK_INIT_LIST_HEAD(&p->queue);
	p->own.is_static = true;
	p->own.queued = false;
}

/* Takes an entry out; interrupts are off: they send, too. */
static void entry_remove(struct uk_signal_entry *q)
{
	uk_list_del(&q->link);
	q->queued = false;
	if (!q->is_static)
		uk_free(uk_alloc_get_default(), q);
}

void sig_pending_flush(struct sig_pending *p, uk_sigset_t set)
{
	struct uk_signal_entry *q, *next;
	unsigned long flags = ukplat_lcpu_save_irqf();

	p->set &= ~set;
	uk_list_for_each_entry_safe (q, next, &p->queue, link)
		if (set & UK_SIGMASK(q->info.si_signo))
			entry_remove(q);
	ukplat_lcpu_restore_irqf(flags);
}

/* The oldest entry of a number, and whether there is another. */
static struct uk_signal_entry *queue_find(struct sig_pending *p, int signo,
					  bool *more)
{
	struct uk_signal_entry *q, *first = NULL;

	*more = false;
	uk_list_for_each_entry (q, &p->queue, link) {
		if (q->info.si_signo != signo)
			continue;
		if (first) {
			*more = true;
			break;
		}
		first = q;
	}
	return first;
}

/* Faults come first, then the lowest number, as on Linux. */
static int lowest(uk_sigset_t set)
{
	const uk_sigset_t faults = UK_SIGMASK(SIGSEGV) | UK_SIGMASK(SIGBUS) |
				   UK_SIGMASK(SIGILL) | UK_SIGMASK(SIGTRAP) |
				   UK_SIGMASK(SIGFPE) | UK_SIGMASK(SIGSYS);

	if (set & faults)
		set &= faults;
	return __builtin_ctzl(set) + 1;
}

static int take(struct sig_pending *p, uk_sigset_t set, struct uk_siginfo *info)
{
	struct uk_signal_entry *q;
	unsigned long flags;
	bool more;
	int signo;

	flags = ukplat_lcpu_save_irqf();
	set &= p->set;
	if (!set) {
		ukplat_lcpu_restore_irqf(flags);
		return 0;
	}
	signo = lowest(set);
	q = queue_find(p, signo, &more);
	if (!more)
		p->set &= ~UK_SIGMASK(signo);
	if (q) {
		*info = q->info;
		entry_remove(q);
	} else {
		memset(info, 0, sizeof(*info));
		info->si_signo = signo;
		info->si_code = UK_SI_KERNEL;
	}
	ukplat_lcpu_restore_irqf(flags);
	return signo;
}

int sig_take(struct uk_posix_thread *pt, uk_sigset_t set,
	     struct uk_siginfo *info)
{
	int signo = 0;

	if (pt->sig->pending.set & set)
		signo = take(&pt->sig->pending, set, info);
	if (!signo && (pt->process->sig->pending.set & set))
		signo = take(&pt->process->sig->pending, set, info);
	return signo;
}

void sig_work_update(struct uk_posix_thread *pt)
{
	uk_sigset_t set = pt->sig->pending.set | pt->process->sig->pending.set;

	if ((set & ~pt->sig->mask) || pt->ending)
		uk_thread_work_post(pt->thread, UK_THREAD_WORK_SIGNAL);
	else if (pt->thread == uk_thread_current() &&
		 (pt->thread->app_work & UK_THREAD_WORK_SIGNAL))
		uk_thread_work_clear(UK_THREAD_WORK_SIGNAL);
}

void uk_signal_sets(const struct uk_posix_thread *pt,
		    struct uk_signal_sets *sets)
{
	const struct uk_signal *sig = pt->process->sig;

	*sets = (struct uk_signal_sets){
		.pending = pt->sig->pending.set,
		.shared_pending = sig->pending.set,
		.blocked = pt->sig->mask,
		.queued = sig->queued,
	};
	for (unsigned int i = 0; i < UK_NSIG; i++) {
		if (sig->actions[i].handler == SIG_IGN_)
			sets->ignored |= 1ULL << i;
		else if (sig->actions[i].handler != SIG_DFL_)
			sets->caught |= 1ULL << i;
	}
}
