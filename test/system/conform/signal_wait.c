/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sigtimedwait() and the order and values of queued signals. */
#include "check.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>

#define BIT(signal) (1UL << ((signal)-1))
#define REALTIME    40

static const struct timespec at_once = {0, 0}, soon = {0, 2000000};
static volatile int handled, last;

static void note(int signal)
{
	handled++;
	last = signal;
}

static long wait_for(unsigned long set, siginfo_t *info,
		     const struct timespec *time)
{
	return raw(SYS_rt_sigtimedwait, &set, info, time, 8);
}

static void block(unsigned long set)
{
	raw(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, 8);
}

static long queue(int signal, int with)
{
	return sigqueue(getpid(), signal, (union sigval){.sival_int = with});
}

static void arguments(void)
{
	struct timespec wrong = {0, 1000000000}, negative = {-1, 0};
	unsigned long set = BIT(SIGUSR1);

	block(set);
	result("nothing, at once", wait_for(set, NULL, &at_once));
	result("nothing, soon", wait_for(set, NULL, &soon));
	result("a wrong time", wait_for(set, NULL, &wrong));
	result("a negative time", wait_for(set, NULL, &negative));
	result("no signals, at once", wait_for(0, NULL, &at_once));
	result("a set of 4 bytes",
	       raw(SYS_rt_sigtimedwait, &set, NULL, &soon, 4));
	result("set unmapped",
	       raw(SYS_rt_sigtimedwait, bad_unmapped(), NULL, &soon, 8));
	result("time unmapped",
	       raw(SYS_rt_sigtimedwait, &set, NULL, bad_unmapped(), 8));
	result("time partly mapped",
	       raw(SYS_rt_sigtimedwait, &set, NULL, bad_partly(8), 8));
	raise(SIGUSR1);
	result("info unmapped", wait_for(set, bad_unmapped(), &at_once));
	result("it was taken all the same", wait_for(set, NULL, &at_once));
	raise(SIGUSR1);
	result("info read only", wait_for(set, bad_readonly(), &at_once));
	raise(SIGUSR1);
	result("info partly mapped", wait_for(set, bad_partly(127), &at_once));
}

static void taking(void)
{
	unsigned long set = BIT(SIGUSR1) | BIT(SIGUSR2);
	siginfo_t info;

	block(set);
	signal(SIGUSR1, note);
	signal(SIGALRM, note);
	kill(getpid(), SIGUSR1);
	kill(getpid(), SIGUSR1);
	result("wait", wait_for(set, &info, NULL));
	value("signal", info.si_signo);
	value("from kill", info.si_code == SI_USER);
	value("from this process", info.si_pid == getpid());
	result("a standard signal is pending once",
	       wait_for(set, &info, &at_once));
	value("no handler ran", handled);
	alarm(1);
	result("another signal interrupts", wait_for(set, &info, NULL));
	value("its handler ran", last);
	handled = 0;
	signal(SIGUSR2, SIG_IGN);
	raise(SIGUSR2);
	result("blocked, it waits although ignored",
	       wait_for(set, NULL, &at_once));
	signal(SIGUSR2, SIG_DFL);
}

static void queued(void)
{
	unsigned long set = BIT(REALTIME) | BIT(REALTIME + 1) | BIT(SIGUSR1);
	siginfo_t info;
	int i;

	block(set);
	queue(REALTIME + 1, 1);
	queue(REALTIME, 2);
	queue(REALTIME + 1, 3);
	queue(REALTIME, 4);
	queue(SIGUSR1, 5);
	queue(SIGUSR1, 6);
	for (i = 0; i < 5; i++) {
		result("next", wait_for(set, &info, &at_once));
		value("its value", info.si_value.sival_int);
		value("from sigqueue", info.si_code == SI_QUEUE);
	}
	result("no more", wait_for(set, &info, &at_once));
	result("thread first",
	       raw(SYS_tgkill, getpid(), raw(SYS_gettid), REALTIME + 1));
	kill(getpid(), REALTIME);
	wait_for(set, &info, &at_once);
	value("the thread's before the process'", info.si_signo);
	wait_for(set, &info, &at_once);
	value("then the process'", info.si_signo);
}

static void errors(void)
{
	siginfo_t info = {.si_code = SI_QUEUE};

	result("queue signal 0", queue(0, 1));
	result("queue signal 65", queue(65, 1));
	result("queue signal -1", queue(-1, 1));
	result("queue to nobody",
	       sigqueue(0x3fffffff, SIGUSR1, (union sigval){.sival_int = 0}));
	result("information unmapped",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, bad_unmapped()));
	result("information partly mapped",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, bad_partly(8)));
	result("to a thread, information unmapped",
	       raw(SYS_rt_tgsigqueueinfo, getpid(), raw(SYS_gettid), SIGUSR1,
		   bad_unmapped()));
	result("to thread 0",
	       raw(SYS_rt_tgsigqueueinfo, getpid(), 0, SIGUSR1, &info));
	result("to a thread of nobody", raw(SYS_rt_tgsigqueueinfo, 0x3fffffff,
					    raw(SYS_gettid), SIGUSR1, &info));
	info.si_value.sival_int = 77;
	result("to this thread", raw(SYS_rt_tgsigqueueinfo, getpid(),
				     raw(SYS_gettid), SIGUSR1, &info));
	memset(&info, 0, sizeof(info));
	result("it is there", wait_for(BIT(SIGUSR1), &info, &at_once));
	value("its value", info.si_value.sival_int);
}

static void limits(void)
{
	struct rlimit old, none;
	siginfo_t info;

	getrlimit(RLIMIT_SIGPENDING, &old);
	none = old;
	none.rlim_cur = 0;
	result("no room to queue", setrlimit(RLIMIT_SIGPENDING, &none));
	result("a queued real-time signal", queue(REALTIME, 1));
	result("a killed real-time signal", kill(getpid(), REALTIME));
	result("a queued standard signal", queue(SIGUSR1, 9));
	result("which comes", wait_for(BIT(SIGUSR1), &info, &at_once));
	setrlimit(RLIMIT_SIGPENDING, &old);
}

union information {
	siginfo_t info;
	unsigned char bytes[128];
};

static int rest_is_zero;

static void look(int signal, siginfo_t *info, void *context)
{
	static const unsigned char zeros[80];

	(void)context;
	last = signal;
	rest_is_zero = !memcmp((unsigned char *)info + 48, zeros, 80);
}

/* What lies behind the members that any siginfo_t has */
static void beyond(void)
{
	struct sigaction action = {.sa_sigaction = look,
				   .sa_flags = SA_SIGINFO};
	union information sent = {.info = {.si_code = SI_QUEUE}}, got;

	sent.bytes[120] = 1;
	result("with a rest",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &sent));
	memset(&got, 5, sizeof(got));
	result("which comes", wait_for(BIT(SIGUSR1), &got.info, &at_once));
	value("without it", got.bytes[120]);
	sent.info.si_code = -20;
	result("with a rest, of an unknown code",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &sent));
	sent.info.si_code = 100;
	result("of an unknown code of the kernel's",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &sent));
	sent.info.si_code = 6;
	result("of a known one",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &sent));
	result("which comes", wait_for(BIT(SIGUSR1), NULL, &at_once));
	sent.info.si_code = -20;
	sent.bytes[120] = 0;
	result("unknown, without a rest",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &sent));
	result("which comes", wait_for(BIT(SIGUSR1), NULL, &at_once));
	result("no rest is there",
	       raw(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, bad_partly(48)));
	result("which comes", wait_for(BIT(SIGUSR1), NULL, &at_once));
	sigaction(SIGUSR1, &action, NULL);
	block(BIT(REALTIME));
	raise(SIGUSR1);
	block(BIT(REALTIME) | BIT(SIGUSR1));
	value("handled", last);
	value("the rest is zeros", rest_is_zero);
}

int main(void)
{
	arguments();
	taking();
	queued();
	errors();
	beyond();
	limits();
	return 0;
}
