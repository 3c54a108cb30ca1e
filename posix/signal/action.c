/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What signals do: rt_sigaction(2), and the defaults of signal(7). */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "signal_priv.h"

#define SIGSET_SIZE sizeof(uk_sigset_t)

enum sig_default sig_default_of(int signo)
{
	switch (signo) {
	case SIGCHLD:
	case SIGURG:
	case SIGWINCH:
		return SIG_IGNORES;
	case SIGCONT:
		return SIG_CONTINUES;
	case SIGSTOP:
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
		return SIG_STOPS;
	case SIGQUIT:
	case SIGILL:
	case SIGTRAP:
	case SIGABRT:
	case SIGBUS:
	case SIGFPE:
	case SIGSEGV:
	case SIGXCPU:
	case SIGXFSZ:
	case SIGSYS:
		return SIG_DUMPS;
	default:
		return SIG_ENDS;
	}
}

bool sig_is_ignored(const struct uk_signal *sig, int signo)
{
	uint64_t handler = sig->actions[signo - 1].handler;
	enum sig_default def = sig_default_of(signo);

	if (handler == SIG_IGN_)
		return true;
	return handler == SIG_DFL_ &&
	       (def == SIG_IGNORES || def == SIG_CONTINUES);
}

const char *sig_name(int signo)
{
	static const char *const names[] = {
		[1] = "SIGHUP", "SIGINT",  "SIGQUIT",  "SIGILL",  "SIGTRAP",
		"SIGABRT",	"SIGBUS",  "SIGFPE",   "SIGKILL", "SIGUSR1",
		"SIGSEGV",	"SIGUSR2", "SIGPIPE",  "SIGALRM", "SIGTERM",
		"SIGSTKFLT",	"SIGCHLD", "SIGCONT",  "SIGSTOP", "SIGTSTP",
		"SIGTTIN",	"SIGTTOU", "SIGURG",   "SIGXCPU", "SIGXFSZ",
		"SIGVTALRM",	"SIGPROF", "SIGWINCH", "SIGIO",	  "SIGPWR",
		"SIGSYS",
	};

	return (size_t)signo < sizeof(names) / sizeof(names[0]) && signo > 0
		       ? names[signo]
		       : "a real-time signal";
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigaction, int, signo, const struct sig_action *,
		      act, struct sig_action *, oldact, size_t, size)
{
	struct sig_action new, old, *action;

	if (size != SIGSET_SIZE)
		return -EINVAL;
	if (!sig_valid(signo) ||
	    (act && (UK_SIGMASK(signo) & SIGS_UNBLOCKABLE)))
		return -EINVAL;
	if (act && uk_copy_from_app(&new, act, sizeof(new)))
		return -EFAULT;
	action = &sig_process()->actions[signo - 1];
	old = *action;
	if (act) {
		struct uk_posix_thread *pt;

		new.mask &= ~SIGS_UNBLOCKABLE;
		/* A program that reads it back sees what is known */
		new.flags &= SA_KNOWN_;
		*action = new;
		/* POSIX: what is ignored now is not pending any more */
		if (sig_is_ignored(sig_process(), signo)) {
			sig_pending_flush(&sig_process()->pending,
					  UK_SIGMASK(signo));
			uk_list_for_each_entry (
				pt, &uk_process_current()->threads, link)
				sig_pending_flush(&pt->sig->pending,
						  UK_SIGMASK(signo));
		}
	}
	if (oldact && uk_copy_to_app(oldact, &old, sizeof(old)))
		return -EFAULT;
	return 0;
}

void uk_signal_exec(void)
{
	struct uk_signal *sig = sig_process();

	for (int i = 0; i < UK_NSIG; i++) {
		uint64_t handler = sig->actions[i].handler;

		memset(&sig->actions[i], 0, sizeof(sig->actions[i]));
		if (handler == SIG_IGN_)
			sig->actions[i].handler = SIG_IGN_;
	}
	sig_self()->stack = (struct sig_stack){.flags = SS_DISABLE_};
}
