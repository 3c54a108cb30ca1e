/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Calls that a signal interrupts: which return EINTR, which go on. */
#include "check.h"
#include "futex.h"
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

static volatile int handled;
static int ends[2];
static unsigned int word;

/** At the third signal there is something to read, and the word changes. */
static void note(int signal)
{
	(void)signal;
	if (++handled == 3) {
		word = 1;
		if (write(ends[1], "x", 1) != 1)
			abort();
		futex(&word, FUTEX_WAKE, 9, NULL, NULL, 0);
	}
}

static void set(int flags)
{
	struct sigaction act = {.sa_handler = note, .sa_flags = flags};

	sigemptyset(&act.sa_mask);
	sigaction(SIGALRM, &act, NULL);
}

/** Signals every 50 ms from now on. */
static void start(void)
{
	struct itimerval every = {{0, 50000}, {0, 50000}};

	handled = 0;
	word = 0;
	setitimer(ITIMER_REAL, &every, NULL);
}

static void stop(void)
{
	struct itimerval never = {{0, 0}, {0, 0}};
	struct pollfd in = {.fd = ends[0], .events = POLLIN};
	char byte;

	setitimer(ITIMER_REAL, &never, NULL);
	while (poll(&in, 1, 0) > 0)
		if (read(ends[0], &byte, 1) != 1)
			abort();
}

static long reading(void)
{
	char byte;

	return read(ends[0], &byte, 1);
}

static long polling(void)
{
	struct pollfd in = {.fd = ends[0], .events = POLLIN};

	return poll(&in, 1, 20000);
}

static long selecting(void)
{
	struct timeval time = {20, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(ends[0], &set);
	return select(ends[0] + 1, &set, NULL, NULL, &time);
}

static long epolling(void)
{
	struct epoll_event event = {.events = EPOLLIN};
	int fd = epoll_create1(0);
	long ret, error;

	epoll_ctl(fd, EPOLL_CTL_ADD, ends[0], &event);
	ret = epoll_wait(fd, &event, 1, 20000);
	error = errno;
	close(fd);
	errno = (int)error;
	return ret;
}

static long futex_waiting(void)
{
	return futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static long futex_waiting_for(void)
{
	struct timespec time = {20, 0};

	return futex(&word, FUTEX_WAIT, 0, &time, NULL, 0);
}

static long sleeping(void)
{
	struct timespec time = {20, 0}, rest = {0, 0};
	long ret = raw(SYS_nanosleep, &time, &rest);
	int error = errno;

	if (ret == -1)
		value("  some is left", rest.tv_sec > 0 && rest.tv_sec < 20);
	errno = error;
	return ret;
}

static long sleeping_until(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_sec += 20;
	return raw(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &time,
		   NULL);
}

static long pausing(void)
{
	return pause();
}

static long waiting_for_signal(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	return raw(SYS_rt_sigtimedwait, &set, NULL, NULL, 8);
}

static void interrupt(const char *what, long (*call)(void))
{
	set(0);
	start();
	result(what, call());
	stop();
	set(SA_RESTART);
	start();
	result("  and with SA_RESTART", call());
	stop();
}

int main(void)
{
	if (pipe(ends))
		abort();
	interrupt("read", reading);
	interrupt("poll", polling);
	interrupt("select", selecting);
	interrupt("epoll_wait", epolling);
	interrupt("futex wait", futex_waiting);
	interrupt("futex wait for a time", futex_waiting_for);
	interrupt("nanosleep", sleeping);
	interrupt("clock_nanosleep until", sleeping_until);
	interrupt("pause", pausing);
	interrupt("rt_sigtimedwait", waiting_for_signal);
	return 0;
}
