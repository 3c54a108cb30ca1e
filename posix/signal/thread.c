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

	if (!pt->sig)
		return;
	sig_pending_flush(&pt->sig->pending, ~0UL);
	uk_free(uk_alloc_get_default(), pt->sig);
	pt->sig = NULL;
	if (pt->process->thread_count > 1)
		return;
	sig_pending_flush(&pt->process->sig->pending, ~0UL);
	uk_free(uk_alloc_get_default(), pt->process->sig);
	pt->process->sig = NULL;
}

UK_POSIX_CLONE_HANDLER_PRIO(CLONE_SIGHAND, false, signal_thread_init,
			    signal_thread_term, 1);

static int signal_boot(void)
{
	signal_deliver_init();
	return 0;
}

uk_lib_initcall(signal_boot);
