/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* POSIX timers: creation, signals, overruns, and what is refused. */
#include "check.h"
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

/** What the kernel takes. */
struct kernel_event {
	union sigval value;
	int signal;
	int notify;
	int thread;
	int pad[11];
};

#define ON_THREAD 4 /* SIGEV_THREAD_ID */

static volatile int handled, code, with, overrun, timer_number;

static void note(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	code = info->si_code;
	with = info->si_value.sival_int;
	if (info->si_overrun > overrun)
		overrun = info->si_overrun;
	timer_number = info->si_timerid;
	handled++;
}

static long create(clockid_t clock, int signal, int notify, int thread,
		   int *timer)
{
	struct kernel_event event = {
		.signal = signal, .notify = notify, .thread = thread};

	event.value.sival_int = 4711;
	return raw(SYS_timer_create, clock, &event, timer);
}

static long settime(int timer, int flags, long first, long interval)
{
	struct itimerspec spec = {
		{interval / 1000000000, interval % 1000000000},
		{first / 1000000000, first % 1000000000}};

	return raw(SYS_timer_settime, timer, flags, &spec, NULL);
}

static void arguments(void)
{
	struct itimerspec spec, wrong = {{0, 0}, {0, 1000000000}};
	int timer, tid = (int)raw(SYS_gettid);

	result("clock 15", create(15, SIGUSR1, SIGEV_SIGNAL, 0, &timer));
	result("the raw clock",
	       create(CLOCK_MONOTONIC_RAW, SIGUSR1, SIGEV_SIGNAL, 0, &timer));
	result("signal 0", create(CLOCK_MONOTONIC, 0, SIGEV_SIGNAL, 0, &timer));
	result("signal 65",
	       create(CLOCK_MONOTONIC, 65, SIGEV_SIGNAL, 0, &timer));
	result("unknown notification",
	       create(CLOCK_MONOTONIC, SIGUSR1, 9, 0, &timer));
	result("thread 0",
	       create(CLOCK_MONOTONIC, SIGUSR1, ON_THREAD, 0, &timer));
	result("another process' thread",
	       create(CLOCK_MONOTONIC, SIGUSR1, ON_THREAD, 0x3fffffff, &timer));
	result("this thread",
	       create(CLOCK_MONOTONIC, SIGUSR1, ON_THREAD, tid, &timer));
	result("delete", raw(SYS_timer_delete, timer));
	result("delete again", raw(SYS_timer_delete, timer));
	result("event unmapped",
	       raw(SYS_timer_create, CLOCK_MONOTONIC, bad_unmapped(), &timer));
	result("timer unmapped",
	       raw(SYS_timer_create, CLOCK_MONOTONIC, NULL, bad_unmapped()));
	result("timer read only",
	       raw(SYS_timer_create, CLOCK_MONOTONIC, NULL, bad_readonly()));
	result("get timer 4711", raw(SYS_timer_gettime, 4711, &spec));
	result("get timer -1", raw(SYS_timer_gettime, -1, &spec));
	result("overrun of timer 4711", raw(SYS_timer_getoverrun, 4711));
	result("set timer 4711", settime(4711, 0, 1, 0));
	result("create",
	       create(CLOCK_MONOTONIC, SIGUSR1, SIGEV_NONE, 0, &timer));
	result("set a wrong time",
	       raw(SYS_timer_settime, timer, 0, &wrong, NULL));
	result("set, unmapped",
	       raw(SYS_timer_settime, timer, 0, bad_unmapped(), NULL));
	result("set, nothing", raw(SYS_timer_settime, timer, 0, NULL, NULL));
	result("get, unmapped", raw(SYS_timer_gettime, timer, bad_unmapped()));
	result("get, partly mapped",
	       raw(SYS_timer_gettime, timer, bad_partly(16)));
	result("get", raw(SYS_timer_gettime, timer, &spec));
	value("off", spec.it_value.tv_sec + spec.it_value.tv_nsec);
	raw(SYS_timer_delete, timer);
}

static void wait_handled(int count)
{
	while (handled < count)
		usleep(1000);
}

static void signals(const char *what, clockid_t clock, int notify)
{
	int timer;

	handled = 0;
	result(what,
	       create(clock, SIGUSR1, notify, (int)raw(SYS_gettid), &timer));
	result("  once", settime(timer, 0, 2000000, 0));
	wait_handled(1);
	value("  from a timer", code == SI_TIMER);
	value("  its value", with);
	value("  its number", timer_number == timer);
	result("  repeated", settime(timer, 0, 2000000, 2000000));
	wait_handled(4);
	result("  stop", settime(timer, 0, 0, 0));
	result("  delete", raw(SYS_timer_delete, timer));
}

static void defaults(void)
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};
	int timer;

	act.sa_sigaction = note;
	sigemptyset(&act.sa_mask);
	sigaction(SIGALRM, &act, NULL);
	handled = 0;
	result("without an event",
	       raw(SYS_timer_create, CLOCK_REALTIME, NULL, &timer));
	settime(timer, TIMER_ABSTIME, 1, 0);
	wait_handled(1);
	value("an alarm, at once", handled);
	value("its value is its number", with == timer);
	raw(SYS_timer_delete, timer);
}

static void overruns(void)
{
	struct itimerspec spec;
	sigset_t set;
	int timer;

	handled = overrun = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	create(CLOCK_MONOTONIC, SIGUSR1, SIGEV_SIGNAL, 0, &timer);
	settime(timer, 0, 1000000, 1000000);
	usleep(100000);
	value("none while blocked", handled);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	value("at least one", handled >= 1);
	settime(timer, 0, 0, 0);
	value("many more were not queued", overrun >= 10);
	raw(SYS_timer_gettime, timer, &spec);
	value("off", spec.it_value.tv_sec + spec.it_value.tv_nsec);
	raw(SYS_timer_delete, timer);
}

static void silent(void)
{
	struct itimerspec spec;
	int timer;

	create(CLOCK_MONOTONIC, SIGUSR1, SIGEV_NONE, 0, &timer);
	handled = 0;
	settime(timer, 0, 1000000, 0);
	usleep(20000);
	value("no notification", handled);
	raw(SYS_timer_gettime, timer, &spec);
	value("it expired", spec.it_value.tv_sec + spec.it_value.tv_nsec);
	settime(timer, 0, 500000000000, 7000000000);
	raw(SYS_timer_gettime, timer, &spec);
	value("what is left",
	      spec.it_value.tv_sec >= 400 && spec.it_value.tv_sec <= 500);
	value("its interval", spec.it_interval.tv_sec);
	result("overrun", raw(SYS_timer_getoverrun, timer));
	raw(SYS_timer_delete, timer);
}

int main(void)
{
	struct sigaction act = {.sa_flags = SA_SIGINFO};

	act.sa_sigaction = note;
	sigemptyset(&act.sa_mask);
	sigaction(SIGUSR1, &act, NULL);
	arguments();
	signals("a signal", CLOCK_MONOTONIC, SIGEV_SIGNAL);
	signals("a signal of real time", CLOCK_REALTIME, SIGEV_SIGNAL);
	signals("a signal to this thread", CLOCK_MONOTONIC, ON_THREAD);
	defaults();
	overruns();
	silent();
	return 0;
}
