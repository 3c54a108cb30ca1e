/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sigaction(): what it refuses, what it returns, and what its flags do. */
#include "check.h"
#include <signal.h>
#include <sys/syscall.h>

/** What the kernel takes, of x86_64 and arm64. */
struct kernel_action {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void);
	unsigned long mask;
};

static volatile int depth, deepest, count, seen, blocked;
static siginfo_t information;

static void nest(int signal)
{
	count++;
	depth++;
	if (depth > deepest)
		deepest = depth;
	if (count == 1)
		raise(signal);
	depth--;
}

static void note(int signal)
{
	sigset_t mask;

	seen = signal;
	sigprocmask(SIG_SETMASK, NULL, &mask);
	blocked = sigismember(&mask, SIGUSR1) +
		  10 * sigismember(&mask, SIGUSR2) +
		  100 * sigismember(&mask, SIGTERM);
}

static void inform(int signal, siginfo_t *info, void *context)
{
	(void)context;
	seen = signal;
	information = *info;
}

static void arguments(void)
{
	struct kernel_action act = {.handler = SIG_DFL};

	result("signal 0", raw(SYS_rt_sigaction, 0, NULL, NULL, 8));
	result("signal 65", raw(SYS_rt_sigaction, 65, NULL, NULL, 8));
	result("signal -1", raw(SYS_rt_sigaction, -1, NULL, NULL, 8));
	result("signal 64", raw(SYS_rt_sigaction, 64, NULL, NULL, 8));
	result("a set of 4 bytes",
	       raw(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 4));
	result("a set of 16 bytes",
	       raw(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 16));
	result("change SIGKILL", raw(SYS_rt_sigaction, SIGKILL, &act, NULL, 8));
	result("change SIGSTOP", raw(SYS_rt_sigaction, SIGSTOP, &act, NULL, 8));
	result("read SIGKILL", raw(SYS_rt_sigaction, SIGKILL, NULL, &act, 8));
	result("new unmapped",
	       raw(SYS_rt_sigaction, SIGUSR1, bad_unmapped(), NULL, 8));
	result("new partly mapped",
	       raw(SYS_rt_sigaction, SIGUSR1, bad_partly(9), NULL, 8));
	result("old unmapped",
	       raw(SYS_rt_sigaction, SIGUSR1, NULL, bad_unmapped(), 8));
	result("old read only",
	       raw(SYS_rt_sigaction, SIGUSR1, NULL, bad_readonly(), 8));
	act.handler = SIG_IGN;
	result("new is set although old is bad",
	       raw(SYS_rt_sigaction, SIGUSR1, &act, bad_unmapped(), 8));
	result("read it", raw(SYS_rt_sigaction, SIGUSR1, NULL, &act, 8));
	value("ignored", act.handler == SIG_IGN);
	act.flags |= 0x400;
	result("set an unknown flag",
	       raw(SYS_rt_sigaction, SIGUSR1, &act, NULL, 8));
	raw(SYS_rt_sigaction, SIGUSR1, NULL, &act, 8);
	value("it is cleared", (long)(act.flags & 0x400));
	signal(SIGUSR1, SIG_DFL);
}

static void old_values(void)
{
	struct sigaction act = {.sa_handler = note, .sa_flags = SA_RESTART};
	struct sigaction old;

	sigemptyset(&act.sa_mask);
	sigaddset(&act.sa_mask, SIGUSR2);
	sigaddset(&act.sa_mask, SIGKILL);
	result("set", sigaction(SIGUSR1, &act, &old));
	value("it was the default", old.sa_handler == SIG_DFL);
	result("read", sigaction(SIGUSR1, NULL, &old));
	value("the handler", old.sa_handler == note);
	value("its flags", (old.sa_flags & SA_RESTART) != 0);
	value("other flags", (old.sa_flags & (SA_NODEFER | SA_SIGINFO)) != 0);
	value("its mask", sigismember(&old.sa_mask, SIGUSR2));
	value("never SIGKILL", sigismember(&old.sa_mask, SIGKILL));
	raise(SIGUSR1);
	value("handled", seen);
	value("itself and its mask are blocked", blocked);
	note(0);
	value("not any more afterwards", blocked);
}

static void deferring(void)
{
	struct sigaction act = {.sa_handler = nest};

	sigemptyset(&act.sa_mask);
	sigaction(SIGUSR1, &act, NULL);
	raise(SIGUSR1);
	value("raised in the handler", count);
	value("one after the other", deepest);
	act.sa_flags = SA_NODEFER;
	sigaction(SIGUSR1, &act, NULL);
	count = deepest = 0;
	raise(SIGUSR1);
	value("raised in the handler with NODEFER", count);
	value("nested", deepest);
	act.sa_handler = note;
	sigaddset(&act.sa_mask, SIGUSR1);
	sigaction(SIGUSR1, &act, NULL);
	raise(SIGUSR1);
	value("NODEFER, but in the mask", blocked);
}

static void resetting(void)
{
	struct sigaction act = {.sa_handler = note, .sa_flags = SA_RESETHAND};

	sigemptyset(&act.sa_mask);
	sigaction(SIGTERM, &act, NULL);
	seen = 0;
	raise(SIGTERM);
	value("RESETHAND is handled once", seen);
	sigaction(SIGTERM, NULL, &act);
	value("then the default", act.sa_handler == SIG_DFL);
	value("its flag stays", (act.sa_flags & (int)SA_RESETHAND) != 0);
}

static void informing(void)
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};
	union sigval with = {.sival_int = 4711};

	act.sa_sigaction = inform;
	sigemptyset(&act.sa_mask);
	sigaction(SIGUSR1, &act, NULL);
	result("kill", kill(getpid(), SIGUSR1));
	value("signal", information.si_signo);
	value("is from kill", information.si_code == SI_USER);
	value("error", information.si_errno);
	value("from this process", information.si_pid == getpid());
	value("from this user", information.si_uid == getuid());
	result("raise", raise(SIGUSR1));
	value("is from tkill", information.si_code == SI_TKILL);
	value("from this process", information.si_pid == getpid());
	result("sigqueue", sigqueue(getpid(), SIGUSR1, with));
	value("is from sigqueue", information.si_code == SI_QUEUE);
	value("its value", information.si_value.sival_int);
	value("from this process", information.si_pid == getpid());
}

static void ignoring(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGUSR2);
	sigpending(&set);
	value("pending", sigismember(&set, SIGUSR2));
	signal(SIGUSR2, SIG_IGN);
	sigpending(&set);
	value("ignoring drops it", sigismember(&set, SIGUSR2));
	raise(SIGUSR2);
	sigpending(&set);
	value("ignored and blocked waits", sigismember(&set, SIGUSR2));
	signal(SIGUSR2, SIG_DFL);
	sigpending(&set);
	value("the default does not drop it", sigismember(&set, SIGUSR2));
	signal(SIGCHLD, SIG_DFL);
	raise(SIGCHLD);
	raise(SIGCONT);
	raise(SIGURG);
	raise(SIGWINCH);
	text("by default", "these four do nothing");
}

int main(void)
{
	arguments();
	old_values();
	deferring();
	resetting();
	informing();
	ignoring();
	return 0;
}
