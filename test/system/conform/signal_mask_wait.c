/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A signal that waits and that only the mask of a call lets through: whether
 * its handler runs before the program goes on, how often, and with what mask.
 */
#include "check.h"
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>

static volatile int runs, others, inside;
static int ready, idle, epoll_ready, epoll_idle;
static sigset_t before, open_mask;

/* What is blocked, as a number: 1 SIGUSR1, 2 SIGUSR2 */
static int blocked(void)
{
	sigset_t now;

	sigprocmask(SIG_BLOCK, NULL, &now);
	return sigismember(&now, SIGUSR1) + 2 * sigismember(&now, SIGUSR2);
}

static void handler(int signo)
{
	if (signo == SIGUSR2) {
		others++;
		return;
	}
	runs++;
	inside = blocked();
}

static void tell(const char *what, long rc)
{
	/* The next thing that the program does */
	int ran = runs, other = others, mask = blocked();
	sigset_t pending;

	sigpending(&pending);
	check_line("%s: %ld %s, handler %d %d, mask in it %d, after %d, "
		   "pending %d %d",
		   what, rc, rc < 0 ? check_error_name(errno) : "", ran, other,
		   inside, mask, sigismember(&pending, SIGUSR1),
		   sigismember(&pending, SIGUSR2));
	/* All are gone before the next */
	sigprocmask(SIG_SETMASK, &open_mask, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	runs = others = inside = 0;
}

/* ---- the calls; timeout -1: none, else milliseconds ---- */

static long by_ppoll(int fd, int timeout, const sigset_t *mask)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	struct timespec ts = {0, timeout * 1000000L};

	return ppoll(&p, 1, timeout < 0 ? NULL : &ts, mask);
}

static long by_pselect(int fd, int timeout, const sigset_t *mask)
{
	struct timespec ts = {0, timeout * 1000000L};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return pselect(fd + 1, &set, NULL, NULL, timeout < 0 ? NULL : &ts,
		       mask);
}

static long by_epoll_pwait(int fd, int timeout, const sigset_t *mask)
{
	struct epoll_event event;

	return epoll_pwait(fd == ready ? epoll_ready : epoll_idle, &event, 1,
			   timeout, mask);
}

static long by_epoll_pwait2(int fd, int timeout, const sigset_t *mask)
{
	struct timespec ts = {0, timeout * 1000000L};
	struct epoll_event event;

	return raw(SYS_epoll_pwait2, fd == ready ? epoll_ready : epoll_idle,
		   &event, 1, timeout < 0 ? NULL : &ts, mask, 8);
}

static long by_sigsuspend(int fd, int timeout, const sigset_t *mask)
{
	(void)fd;
	(void)timeout;
	return sigsuspend(mask);
}

static void one(const char *what,
		long (*call)(int fd, int timeout, const sigset_t *mask))
{
	sigset_t one_only = open_mask;
	bool waits_only = call == by_sigsuspend;

	sigaddset(&one_only, SIGUSR2);
	check_line("%s: begins", what);
	raise(SIGUSR1);
	tell("no time limit", call(idle, -1, &open_mask));
	raise(SIGUSR1);
	raise(SIGUSR1);
	tell("raised twice", call(idle, -1, &open_mask));
	raise(SIGUSR1);
	raise(SIGUSR2);
	tell("two, one let through", call(idle, -1, &one_only));
	raise(SIGUSR1);
	raise(SIGUSR2);
	tell("two, both", call(idle, -1, &open_mask));
	if (waits_only)
		return;
	raise(SIGUSR1);
	tell("some time", call(idle, 900, &open_mask));
	raise(SIGUSR1);
	tell("no time", call(idle, 0, &open_mask));
	raise(SIGUSR1);
	tell("something is ready", call(ready, -1, &open_mask));
	raise(SIGUSR1);
	tell("ready, no time", call(ready, 0, &open_mask));
	raise(SIGUSR2);
	tell("not let through", call(idle, 5, &one_only));
	raise(SIGUSR1);
	tell("no mask", call(idle, 5, NULL));
	tell("nothing, no time", call(idle, 0, &open_mask));
}

/* ---- a signal that comes while it waits ---- */

static pthread_t main_thread;

static void *raiser(void *arg)
{
	struct timespec ts = {0, 20000000};

	(void)arg;
	nanosleep(&ts, NULL);
	pthread_kill(main_thread, SIGUSR1);
	return NULL;
}

static void later(const char *what,
		  long (*call)(int fd, int timeout, const sigset_t *mask))
{
	pthread_t t;
	long rc;

	pthread_create(&t, NULL, raiser, NULL);
	rc = call(idle, -1, &open_mask);
	tell(what, rc);
	pthread_join(t, NULL);
}

/* A handler that changes the mask: it is the one from before the call. */
static void blocks_more(int signo)
{
	sigset_t more;

	(void)signo;
	runs++;
	sigemptyset(&more);
	sigaddset(&more, SIGUSR2);
	sigprocmask(SIG_BLOCK, &more, NULL);
	inside = blocked();
}

static void changes(void)
{
	struct sigaction action = {.sa_handler = blocks_more};
	sigset_t only_one;

	sigaction(SIGUSR1, &action, NULL);
	sigemptyset(&only_one);
	sigaddset(&only_one, SIGUSR1);
	sigprocmask(SIG_SETMASK, &only_one, NULL);
	raise(SIGUSR1);
	tell("a handler that blocks", by_ppoll(idle, -1, &open_mask));
	sigprocmask(SIG_SETMASK, &only_one, NULL);
	raise(SIGUSR1);
	tell("a handler that blocks, sigsuspend",
	     by_sigsuspend(idle, -1, &open_mask));
}

int main(void)
{
	struct sigaction action = {.sa_handler = handler};
	struct epoll_event event = {.events = EPOLLIN};
	int with[2], without[2];

	main_thread = pthread_self();
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGUSR2, &action, NULL);
	sigemptyset(&open_mask);
	sigemptyset(&before);
	sigaddset(&before, SIGUSR1);
	sigaddset(&before, SIGUSR2);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (pipe(with) || pipe(without) || write(with[1], "x", 1) != 1)
		return 1;
	ready = with[0];
	idle = without[0];
	epoll_ready = epoll_create1(0);
	epoll_idle = epoll_create1(0);
	epoll_ctl(epoll_ready, EPOLL_CTL_ADD, ready, &event);
	epoll_ctl(epoll_idle, EPOLL_CTL_ADD, idle, &event);
	one("ppoll", by_ppoll);
	one("pselect", by_pselect);
	one("epoll_pwait", by_epoll_pwait);
	one("epoll_pwait2", by_epoll_pwait2);
	one("sigsuspend", by_sigsuspend);
	later("ppoll, later", by_ppoll);
	later("pselect, later", by_pselect);
	later("epoll_pwait, later", by_epoll_pwait);
	later("epoll_pwait2, later", by_epoll_pwait2);
	later("sigsuspend, later", by_sigsuspend);
	changes();
	return 0;
}
