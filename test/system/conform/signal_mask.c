/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Blocked and pending signals, and waiting with another mask. */
#include "check.h"
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

#define BIT(signal) (1UL << ((signal)-1))

static volatile int order[8], handled;

static void note(int signal)
{
	if (handled < 8)
		order[handled] = signal;
	handled++;
}

static long mask(int how, unsigned long *set, unsigned long *old)
{
	return raw(SYS_rt_sigprocmask, how, set, old, 8);
}

static void arguments(void)
{
	unsigned long set = BIT(SIGUSR1), old = 0;

	result("unknown how", mask(7, &set, NULL));
	result("unknown how, no set", mask(7, NULL, &old));
	result("a set of 4 bytes",
	       raw(SYS_rt_sigprocmask, SIG_BLOCK, &set, NULL, 4));
	result("set unmapped", mask(SIG_BLOCK, bad_unmapped(), NULL));
	result("set partly mapped", mask(SIG_BLOCK, bad_partly(4), NULL));
	result("old unmapped", mask(SIG_BLOCK, NULL, bad_unmapped()));
	result("old read only", mask(SIG_BLOCK, &set, bad_readonly()));
	result("what is blocked", mask(SIG_BLOCK, NULL, &old));
	value("done before the fault", old == BIT(SIGUSR1));
	result("unblock", mask(SIG_UNBLOCK, &set, &old));
	value("old one", old == BIT(SIGUSR1));
	set = -1UL;
	result("block all", mask(SIG_SETMASK, &set, NULL));
	mask(SIG_BLOCK, NULL, &old);
	value("KILL and STOP are not", ~old == (BIT(SIGKILL) | BIT(SIGSTOP)));
	set = 0;
	result("block none", mask(SIG_SETMASK, &set, NULL));
	result("pending, unmapped", raw(SYS_rt_sigpending, bad_unmapped(), 8));
	result("pending, read only", raw(SYS_rt_sigpending, bad_readonly(), 8));
	result("pending, a set of 16 bytes", raw(SYS_rt_sigpending, &old, 16));
	result("pending, a set of 4 bytes", raw(SYS_rt_sigpending, &old, 4));
}

static void pending(void)
{
	unsigned long set = BIT(SIGUSR1) | BIT(SIGUSR2) | BIT(SIGTERM);
	unsigned long waits = 0;
	int i;

	signal(SIGUSR1, note);
	signal(SIGUSR2, note);
	signal(SIGTERM, note);
	mask(SIG_SETMASK, &set, NULL);
	raise(SIGTERM);
	raise(SIGUSR2);
	kill(getpid(), SIGUSR1);
	raise(SIGUSR2);
	value("none handled while blocked", handled);
	result("pending", raw(SYS_rt_sigpending, &waits, 8));
	value("all three are", waits == set);
	set = 0;
	mask(SIG_SETMASK, &set, NULL);
	value("each once", handled);
	for (i = 0; i < 3; i++)
		value("handled", order[i]);
	raw(SYS_rt_sigpending, &waits, 8);
	value("nothing waits", waits == 0);
}

static void suspending(void)
{
	unsigned long set = BIT(SIGUSR1), none = 0, now;

	handled = 0;
	mask(SIG_SETMASK, &set, NULL);
	result("suspend, a set of 4 bytes", raw(SYS_rt_sigsuspend, &none, 4));
	result("suspend, unmapped", raw(SYS_rt_sigsuspend, bad_unmapped(), 8));
	raise(SIGUSR1);
	result("suspend", raw(SYS_rt_sigsuspend, &none, 8));
	value("handled meanwhile", handled);
	mask(SIG_BLOCK, NULL, &now);
	value("the mask is as before", now == set);
}

static void polling(void)
{
	struct timespec soon = {0, 1000000}, long_time = {100, 0};
	struct timespec wrong = {0, 1000000000};
	unsigned long none = 0;

	handled = 0;
	result("ppoll with a mask, nothing pending",
	       raw(SYS_ppoll, NULL, 0, &soon, &none, 8));
	raise(SIGUSR1);
	result("ppoll with a mask, one pending",
	       raw(SYS_ppoll, NULL, 0, &long_time, &none, 8));
	value("handled", handled);
	result("ppoll, a set of 4 bytes",
	       raw(SYS_ppoll, NULL, 0, &soon, &none, 4));
	result("ppoll, a wrong time",
	       raw(SYS_ppoll, NULL, 0, &wrong, &none, 8));
	result("ppoll, mask unmapped",
	       raw(SYS_ppoll, NULL, 0, &soon, bad_unmapped(), 8));
	result("ppoll, time unmapped",
	       raw(SYS_ppoll, NULL, 0, bad_unmapped(), NULL, 8));
}

int main(void)
{
	arguments();
	pending();
	suspending();
	polling();
	return 0;
}
