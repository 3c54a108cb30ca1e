/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* poll(2), ppoll(2), select(2), pselect(2). */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>
#include "files.h"

static volatile sig_atomic_t caught;

static void handler(int number)
{
	caught = number;
}

static void soon(int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
	struct itimerval timer = {.it_value = {0, 50000}};

	sigaction(SIGALRM, &action, NULL);
	caught = 0;
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void one(const char *what, int fd, short events)
{
	struct pollfd p = {fd, events, 0x7fff};
	int n = poll(&p, 1, 0);

	if (n < 0)
		result(what, n);
	else
		check_line("%s: %d %x", what, n, p.revents);
}

static void kinds(void)
{
	const short all = POLLIN | POLLOUT | POLLPRI | POLLRDNORM | POLLWRNORM |
			  POLLRDBAND | POLLWRBAND | POLLRDHUP;
	int file = open("f", O_CREAT | O_RDWR, 0600);
	int dir = open(".", O_RDONLY), path = open("f", O_PATH);
	int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR);
	int event = eventfd(0, 0), p[2];

	pipe(p);
	one("file", file, all);
	one("file, nothing asked", file, 0);
	one("directory", dir, all);
	one("place", path, all);
	one("null", null, all);
	one("zero", zero, all);
	one("eventfd", event, all);
	one("pipe, read end", p[0], all);
	one("pipe, write end", p[1], all);
	one("closed", 99, all);
	one("negative", -1, all);
	one("very negative", INT32_MIN, all);
	close(p[1]);
	one("hung up", p[0], all);
	one("hung up, nothing asked", p[0], 0);
	close(p[0]);
	close(file);
	close(dir);
	close(path);
	close(null);
	close(zero);
	close(event);
}

static void polls(void)
{
	struct timespec limit = {0, 20000000}, bad = {0, 1000000000};
	struct timespec negative = {-1, 0}, none = {0, 0};
	struct pollfd p[3] = {{99, POLLIN, 0}, {-1, POLLIN, 5}, {0, 0, 0}};
	struct rlimit old, few;
	int fd = eventfd(1, 0);

	result("none", poll(NULL, 0, 0));
	result("none, a while", poll(NULL, 0, 10));
	result("unmapped", raw(SYS_poll, UNMAPPED, 1L, 0L));
	result("unmapped, none", raw(SYS_poll, UNMAPPED, 0L, 0L));
	result("read-only", raw(SYS_poll, bad_readonly(), 1L, 0L));
	result("partly", raw(SYS_poll, bad_partly(12), 2L, 0L));
	result("too many", raw(SYS_poll, p, -1L, 0L));
	getrlimit(RLIMIT_NOFILE, &old);
	few = old;
	few.rlim_cur = 2;
	setrlimit(RLIMIT_NOFILE, &few);
	result("more than the limit", poll(p, 3, 0));
	setrlimit(RLIMIT_NOFILE, &old);
	p[2] = (struct pollfd){fd, POLLIN, 0};
	result("three", poll(p, 3, 1000));
	check_line("events: %x %x %x", p[0].revents, p[1].revents,
		   p[2].revents);
	result("ppoll", raw(SYS_ppoll, p, 0, &limit, NULL, 0));
	value("what is left is written", limit.tv_nsec);
	result("ppoll, nanoseconds", raw(SYS_ppoll, p, 0, &bad, NULL, 0));
	result("ppoll, negative", raw(SYS_ppoll, p, 0, &negative, NULL, 0));
	result("ppoll, unmapped", raw(SYS_ppoll, p, 0, UNMAPPED, NULL, 0));
	result("ppoll, mask unmapped",
	       raw(SYS_ppoll, p, 0, &none, UNMAPPED, 8));
	result("ppoll, mask size", raw(SYS_ppoll, p, 0, &none, &none, 4));
	close(fd);
}

static void interrupted(void)
{
	unsigned long blocked = 1UL << (SIGALRM - 1), none = 0, now = 0;
	struct timespec limit = {5, 0};
	struct timeval tv = {5, 0};
	int fd = eventfd(0, 0);
	struct pollfd p = {fd, POLLIN, 0x55};
	fd_set set;

	soon(0);
	result("poll", poll(&p, 1, 5000));
	value("signal", caught == SIGALRM);
	soon(SA_RESTART);
	result("poll, restart", poll(&p, 1, 5000));
	soon(SA_RESTART);
	FD_ZERO(&set);
	FD_SET(fd, &set);
	result("select", raw(SYS_select, fd + 1, &set, NULL, NULL, &tv));
	value("the set stays", FD_ISSET(fd, &set) != 0);
	value("time is left", tv.tv_sec == 4);
	raw(SYS_rt_sigprocmask, SIG_BLOCK, &blocked, NULL, 8);
	soon(0);
	result("blocked", poll(&p, 1, 100));
	value("no signal", caught);
	result("ppoll opens", raw(SYS_ppoll, &p, 1, &limit, &none, 8));
	value("signal", caught == SIGALRM);
	value("time is left", limit.tv_sec == 4);
	raw(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &now, 8);
	value("blocked again", (now & blocked) != 0);
	raw(SYS_rt_sigprocmask, SIG_UNBLOCK, &blocked, NULL, 8);
	limit = (struct timespec){0, 100000000};
	soon(0);
	result("ppoll blocks", raw(SYS_ppoll, &p, 1, &limit, &blocked, 8));
	value("signal afterwards", caught == SIGALRM);
	close(fd);
}

static void selects(void)
{
	struct timeval none = {0, 0}, bad = {0, 1000000}, negative = {-1, 0};
	struct timeval little = {0, 10000};
	int fd = eventfd(1, 0), p[2];
	fd_set r, w, e;

	pipe(p);
	FD_ZERO(&r);
	FD_ZERO(&w);
	FD_ZERO(&e);
	FD_SET(fd, &r);
	FD_SET(p[0], &r);
	FD_SET(fd, &w);
	FD_SET(p[1], &w);
	FD_SET(fd, &e);
	result("three sets", select(40, &r, &w, &e, &none));
	check_line("ready: %d %d %d %d %d", FD_ISSET(fd, &r) != 0,
		   FD_ISSET(p[0], &r) != 0, FD_ISSET(fd, &w) != 0,
		   FD_ISSET(p[1], &w) != 0, FD_ISSET(fd, &e) != 0);
	result("none", select(0, NULL, NULL, NULL, &none));
	result("a while", raw(SYS_select, 0, NULL, NULL, NULL, &little));
	check_line("left: %ld %ld", (long)little.tv_sec, (long)little.tv_usec);
	result("-1", raw(SYS_select, -1L, NULL, NULL, NULL, &none));
	result("microseconds", raw(SYS_select, 0, NULL, NULL, NULL, &bad));
	result("negative", raw(SYS_select, 0, NULL, NULL, NULL, &negative));
	result("unmapped time", raw(SYS_select, 0, NULL, NULL, NULL, UNMAPPED));
	result("unmapped set",
	       raw(SYS_select, 10, UNMAPPED, NULL, NULL, &none));
	result("read-only set",
	       raw(SYS_select, 10, NULL, bad_readonly(), NULL, &none));
	FD_ZERO(&r);
	FD_SET(99, &r);
	result("closed", select(100, &r, NULL, NULL, &none));
	FD_ZERO(&r);
	FD_SET(99, &r);
	result("closed, not looked at", select(99, &r, NULL, NULL, &none));
	value("stays", FD_ISSET(99, &r) != 0);
	close(p[1]);
	FD_ZERO(&r);
	FD_SET(p[0], &r);
	result("hung up", select(40, &r, NULL, NULL, &none));
	value("readable", FD_ISSET(p[0], &r) != 0);
	close(p[0]);
	pipe(p);
	close(p[0]);
	FD_ZERO(&w);
	FD_SET(p[1], &w);
	result("no reader", select(40, NULL, &w, NULL, &none));
	value("writable", FD_ISSET(p[1], &w) != 0);
	close(p[1]);
	result("very many", raw(SYS_select, 1 << 20, NULL, NULL, NULL, &none));
	close(fd);
}

static void masks(void)
{
	struct timespec none = {0, 0}, limit = {5, 0}, bad = {0, -1};
	unsigned long blocked = 1UL << (SIGALRM - 1), open_all = 0;
	struct {
		const void *mask;
		size_t size;
	} with = {&open_all, 8}, wrong = {&open_all, 4}, lost = {UNMAPPED, 8};

	result("pselect", raw(SYS_pselect6, 0, NULL, NULL, NULL, &none, NULL));
	result("nanoseconds",
	       raw(SYS_pselect6, 0, NULL, NULL, NULL, &bad, NULL));
	result("size", raw(SYS_pselect6, 0, NULL, NULL, NULL, &none, &wrong));
	result("unmapped mask",
	       raw(SYS_pselect6, 0, NULL, NULL, NULL, &none, &lost));
	result("unmapped",
	       raw(SYS_pselect6, 0, NULL, NULL, NULL, &none, UNMAPPED));
	raw(SYS_rt_sigprocmask, SIG_BLOCK, &blocked, NULL, 8);
	soon(0);
	result("opens", raw(SYS_pselect6, 0, NULL, NULL, NULL, &limit, &with));
	value("signal", caught == SIGALRM);
	value("time is left", limit.tv_sec == 4);
	raw(SYS_rt_sigprocmask, SIG_UNBLOCK, &blocked, NULL, 8);
}

static void *write_later(void *fd)
{
	usleep(30000);
	write((int)(long)fd, "x", 1);
	return NULL;
}

static void *close_later(void *fd)
{
	usleep(30000);
	close((int)(long)fd);
	return NULL;
}

static void waiting(void)
{
	pthread_t thread;
	struct pollfd two[2];
	int p[2], q[2];

	pipe(p);
	pipe(q);
	two[0] = (struct pollfd){p[0], POLLIN, 0};
	two[1] = (struct pollfd){q[0], POLLIN, 0};
	pthread_create(&thread, NULL, write_later, (void *)(long)q[1]);
	result("waits", poll(two, 2, 5000));
	check_line("for: %x %x", two[0].revents, two[1].revents);
	pthread_join(thread, NULL);
	two[1].fd = -1;
	pthread_create(&thread, NULL, close_later, (void *)(long)p[1]);
	result("waits", poll(two, 2, 5000));
	check_line("for: %x %x", two[0].revents, two[1].revents);
	pthread_join(thread, NULL);
	close(p[0]);
	close(q[0]);
	close(q[1]);
}

int main(void)
{
	kinds();
	polls();
	interrupted();
	selects();
	masks();
	waiting();
	return 0;
}
