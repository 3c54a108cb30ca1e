/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Signals of new threads and processes. */
#include <errno.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/init.h>
#include <uk/wait.h>
#include "signal_priv.h"

static struct uk_signal *signal_create(const struct uk_signal *of)
{
	struct uk_signal *sig;

	sig = uk_zalloc(uk_alloc_get_default(), sizeof(*sig));
	if (!sig)
		return NULL;
	if (of)
		memcpy(sig->actions, of->actions, sizeof(sig->actions));
	sig_pending_init(&sig->pending);
	uk_pollq_init(&sig->pollq);
	uk_waitq_init(&sig->waiters);
	uk_waitq_init(&sig->stopped_wq);
	return sig;
}

static int signal_thread_init(const struct clone_args *args, __sz len __unused,
			      struct uk_thread *child, struct uk_thread *parent)
{
	struct uk_posix_thread *pt = child->posix;
	const struct uk_posix_thread *from = parent ? parent->posix : NULL;
	struct uk_signal_thread *st;

	st = uk_zalloc(uk_alloc_get_default(), sizeof(*st));
	if (!st)
		return -ENOMEM;
	if (!pt->process->sig) {
		const struct uk_signal *of = from ? from->process->sig : NULL;

		pt->process->sig = signal_create(
			(args->flags & CLONE_CLEAR_SIGHAND) ? NULL : of);
		if (!pt->process->sig) {
			uk_free(uk_alloc_get_default(), st);
			return -ENOMEM;
		}
	}
	sig_pending_init(&st->pending);
	st->stack.flags = SS_DISABLE_;
	if (from)
		st->mask = from->sig->mask;
	pt->sig = st;
	return 0;
}

static void signal_thread_term(__u64 flags __unused, struct uk_thread *child)
{
	struct uk_posix_thread *pt = child->posix;
	struct uk_process *p = pt->process;
	struct uk_signal_thread *st = pt->sig;

	if (!st)
		return;
	/* First: interrupts send */
	pt->sig = NULL;
	sig_pending_flush(&st->pending, ~0UL);
	uk_free(uk_alloc_get_default(), st);
	if (p->thread_count > 1) {
		sig_pass_on(p, ~0UL);
		return;
	}
	sig_pending_flush(&p->sig->pending, ~0UL);
	uk_free(uk_alloc_get_default(), p->sig);
	p->sig = NULL;
}

UK_POSIX_CLONE_HANDLER_PRIO(CLONE_SIGHAND, false, signal_thread_init,
			    signal_thread_term, 1);

static int signal_boot(void)
{
	signal_deliver_init();
	return 0;
}

uk_lib_initcall(signal_boot);
