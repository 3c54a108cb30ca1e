/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* epoll(7). */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <time.h>
#include "files.h"

static int ep;

static long add(int fd, uint32_t events, uint64_t data)
{
	struct epoll_event e = {.events = events, .data.u64 = data};

	return epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
}

static long change(int fd, uint32_t events, uint64_t data)
{
	struct epoll_event e = {.events = events, .data.u64 = data};

	return epoll_ctl(ep, EPOLL_CTL_MOD, fd, &e);
}

static long del(int fd)
{
	return epoll_ctl(ep, EPOLL_CTL_DEL, fd, NULL);
}

static int by_data(const void *a, const void *b)
{
	const struct epoll_event *one = a, *two = b;

	return (int)one->data.u64 - (int)two->data.u64;
}

/* Up to 8 that are ready, in the order of their data. */
static void wait_show(const char *what)
{
	struct epoll_event got[8];
	char line[200] = "";
	int n = epoll_wait(ep, got, 8, 0), at = 0;

	if (n < 0) {
		result(what, n);
		return;
	}
	qsort(got, (size_t)n, sizeof(*got), by_data);
	for (int i = 0; i < n; i++)
		at += snprintf(line + at, sizeof(line) - (size_t)at, " %d:%x",
			       (int)got[i].data.u64, got[i].events);
	check_line("%s: %d%s", what, n, line);
}

static void put(int fd)
{
	uint64_t one = 1;

	write(fd, &one, sizeof(one));
}

static void take(int fd)
{
	uint64_t n;

	read(fd, &n, sizeof(n));
}

static void handler(int number)
{
	(void)number;
}

static void soon(void)
{
	struct sigaction action = {.sa_handler = handler};
	struct itimerval timer = {.it_value = {0, 50000}};

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void control(void)
{
	struct epoll_event e = {.events = EPOLLIN};
	int fd = eventfd(0, EFD_NONBLOCK),
	    file = open("f", O_CREAT | O_RDWR, 0600);
	int dir = open(".", O_RDONLY), path = open("f", O_PATH);

	result("create 0", raw(SYS_epoll_create, 0L));
	result("create -1", raw(SYS_epoll_create, -1L));
	result("create1, unknown", raw(SYS_epoll_create1, 1L));
	result("add", add(fd, EPOLLIN, 1));
	result("again", add(fd, EPOLLIN, 1));
	result("change", change(fd, EPOLLOUT, 1));
	result("del", del(fd));
	result("del again", del(fd));
	result("change what is not there", change(fd, EPOLLIN, 1));
	result("unknown op", epoll_ctl(ep, 9, fd, &e));
	result("itself", add(ep, EPOLLIN, 1));
	result("a file", add(file, EPOLLIN, 1));
	result("a directory", add(dir, EPOLLIN, 1));
	result("a place", add(path, EPOLLIN, 1));
	result("closed", add(99, EPOLLIN, 1));
	result("no epoll", epoll_ctl(fd, EPOLL_CTL_ADD, file, &e));
	result("no epoll, watchable", epoll_ctl(fd, EPOLL_CTL_ADD, ep, &e));
	result("closed epoll", epoll_ctl(99, EPOLL_CTL_ADD, fd, &e));
	result("unmapped", raw(SYS_epoll_ctl, ep, EPOLL_CTL_ADD, fd, UNMAPPED));
	result("null", raw(SYS_epoll_ctl, ep, EPOLL_CTL_ADD, fd, NULL));
	result("del, unmapped",
	       raw(SYS_epoll_ctl, ep, EPOLL_CTL_DEL, fd, UNMAPPED));
	result("exclusive and oneshot",
	       add(fd, EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT, 1));
	result("exclusive", add(fd, EPOLLIN | EPOLLEXCLUSIVE, 1));
	result("exclusive is not changed", change(fd, EPOLLIN, 1));
	result("nor made", change(fd, EPOLLIN | EPOLLEXCLUSIVE, 1));
	put(fd);
	wait_show("it");
	del(fd);
	close(fd);
	close(file);
	close(dir);
	close(path);
}

static void waits(void)
{
	struct epoll_event e[4];
	struct timespec none = {0, 0}, bad = {0, -1};
	int fd = eventfd(1, EFD_NONBLOCK);

	add(fd, EPOLLIN, 1);
	result("none wanted", raw(SYS_epoll_wait, ep, e, 0L, 0L));
	result("-1 wanted", raw(SYS_epoll_wait, ep, e, -1L, 0L));
	result("too many", raw(SYS_epoll_wait, ep, e, INT32_MAX, 0L));
	result("closed", epoll_wait(-1, e, 1, 0));
	result("no epoll", epoll_wait(fd, e, 1, 0));
	result("unmapped", raw(SYS_epoll_wait, ep, UNMAPPED, 1L, 0L));
	result("read-only", raw(SYS_epoll_wait, ep, bad_readonly(), 1L, 0L));
	result("nothing is lost", epoll_wait(ep, e, 4, 0));
	result("partly", raw(SYS_epoll_wait, ep, bad_partly(12), 4L, 0L));
	result("pwait2", raw(SYS_epoll_pwait2, ep, e, 4, &none, NULL, 8));
	result("pwait2, bad", raw(SYS_epoll_pwait2, ep, e, 4, &bad, NULL, 8));
	result("pwait2, unmapped",
	       raw(SYS_epoll_pwait2, ep, e, 4, UNMAPPED, NULL, 8));
	result("pwait, bad size", raw(SYS_epoll_pwait, ep, e, 4, 0, &none, 7));
	result("pwait, mask unmapped",
	       raw(SYS_epoll_pwait, ep, e, 4, 0, UNMAPPED, 8));
	take(fd);
	result("times out", epoll_wait(ep, e, 4, 20));
	soon();
	result("interrupted", epoll_wait(ep, e, 4, -1));
	del(fd);
	close(fd);
}

static void modes(void)
{
	int fd = eventfd(0, EFD_NONBLOCK);

	add(fd, EPOLLIN, 1);
	wait_show("nothing");
	put(fd);
	wait_show("level");
	wait_show("level");
	take(fd);
	wait_show("taken");
	change(fd, EPOLLIN | EPOLLET, 2);
	put(fd);
	wait_show("edge");
	wait_show("no edge");
	put(fd);
	wait_show("an edge more");
	change(fd, EPOLLIN | EPOLLET, 3);
	wait_show("changed");
	wait_show("no edge");
	change(fd, EPOLLIN | EPOLLONESHOT, 4);
	wait_show("once");
	wait_show("no more");
	put(fd);
	wait_show("no more");
	change(fd, EPOLLIN | EPOLLONESHOT, 5);
	wait_show("again");
	change(fd, EPOLLOUT, 6);
	wait_show("out");
	change(fd, EPOLLIN | EPOLLOUT, 7);
	wait_show("both");
	change(fd, 0, 8);
	wait_show("nothing wanted");
	change(fd, EPOLLIN, 9);
	wait_show("wanted again");
	del(fd);
	wait_show("not watched");
	close(fd);
}

static void pipes(void)
{
	int p[2];

	pipe(p);
	add(p[0], EPOLLIN | EPOLLRDHUP, 1);
	add(p[1], EPOLLOUT, 2);
	wait_show("empty");
	write(p[1], "x", 1);
	wait_show("a byte");
	fcntl(p[1], F_SETFL, O_NONBLOCK);
	while (write(p[1], "0123456789abcdef", 16) == 16)
		;
	wait_show("full");
	close(p[1]);
	wait_show("no writer");
	close(p[0]);
	wait_show("closed");
	pipe(p);
	add(p[1], 0, 3);
	close(p[0]);
	wait_show("no reader, nothing wanted");
	close(p[1]);
}

/* Edges of a pipe: each write is one, a read is none. */
static void pipe_edges(void)
{
	char buf[16];
	int p[2];

	pipe(p);
	add(p[0], EPOLLIN | EPOLLET, 1);
	write(p[1], "a", 1);
	wait_show("first");
	wait_show("none");
	write(p[1], "b", 1);
	wait_show("second");
	read(p[0], buf, 1);
	wait_show("read a part");
	write(p[1], "c", 1);
	wait_show("third");
	read(p[0], buf, 16);
	wait_show("empty");
	close(p[1]);
	wait_show("hung up");
	wait_show("once");
	close(p[0]);
}

static void duplicates(void)
{
	int fd = eventfd(1, EFD_NONBLOCK), copy = dup(fd), again;

	add(fd, EPOLLIN, 1);
	add(copy, EPOLLIN, 2);
	wait_show("both");
	close(fd);
	wait_show("closed, but open by the other");
	result("del by the number", del(fd));
	again = eventfd(1, EFD_NONBLOCK);
	value("the number again", again == fd);
	result("is another", add(again, EPOLLIN, 3));
	wait_show("three");
	close(copy);
	wait_show("the last one has gone");
	close(again);
	wait_show("none");
}

static void many(void)
{
	struct epoll_event e[8];
	int fds[6], seen = 0;

	for (int i = 0; i < 6; i++) {
		fds[i] = eventfd(1, EFD_NONBLOCK);
		add(fds[i], EPOLLIN, (uint64_t)i);
	}
	/* A few at a time: all have their turn */
	for (int round = 0; round < 3; round++) {
		int n = epoll_wait(ep, e, 2, 0);

		value("two", n);
		for (int i = 0; i < n; i++)
			seen |= 1 << e[i].data.u64;
	}
	value("all six", seen);
	for (int i = 0; i < 6; i++)
		close(fds[i]);
	result("none", epoll_wait(ep, e, 8, 0));
}

static void nested(void)
{
	struct epoll_event e = {.events = EPOLLIN};
	int inner = epoll_create1(0), fd = eventfd(0, EFD_NONBLOCK);
	int chain[8], outer = ep;
	struct pollfd p = {ep, POLLIN, 0};

	epoll_ctl(inner, EPOLL_CTL_ADD, fd, &e);
	result("inner", add(inner, EPOLLIN, 1));
	result("around", epoll_ctl(inner, EPOLL_CTL_ADD, ep, &e));
	wait_show("nothing");
	result("poll", poll(&p, 1, 0));
	put(fd);
	wait_show("through");
	result("poll", poll(&p, 1, 0));
	value("events", p.revents);
	take(fd);
	wait_show("gone");
	result("poll", poll(&p, 1, 0));
	result("exclusive", epoll_ctl(ep, EPOLL_CTL_DEL, inner, NULL));
	result("exclusive", add(inner, EPOLLIN | EPOLLEXCLUSIVE, 1));
	for (int i = 0; i < 8; i++) {
		chain[i] = epoll_create1(0);
		ep = chain[i];
		if (i)
			result("deeper", add(chain[i - 1], EPOLLIN, 1));
	}
	ep = outer;
	for (int i = 0; i < 8; i++)
		close(chain[i]);
	close(inner);
	close(fd);
}

static void *put_later(void *fd)
{
	usleep(30000);
	put((int)(long)fd);
	return NULL;
}

static void *add_later(void *fd)
{
	usleep(30000);
	return (void *)(add((int)(long)fd, EPOLLIN, 5) ? (long)errno : 0L);
}

static void threads(void)
{
	int fd = eventfd(0, EFD_NONBLOCK), late = eventfd(1, EFD_NONBLOCK);
	struct epoll_event e;
	pthread_t thread;
	void *added;

	add(fd, EPOLLIN, 4);
	pthread_create(&thread, NULL, put_later, (void *)(long)fd);
	result("waits", epoll_wait(ep, &e, 1, 5000));
	value("for", (long)e.data.u64);
	pthread_join(thread, NULL);
	take(fd);
	pthread_create(&thread, NULL, add_later, (void *)(long)late);
	result("waits", epoll_wait(ep, &e, 1, 5000));
	value("for", (long)e.data.u64);
	/* Who writes first is not said */
	pthread_join(thread, &added);
	value("added while somebody waits", (long)added);
	close(fd);
	close(late);
}

static void masks(void)
{
	unsigned long blocked = 1UL << (SIGALRM - 1), none = 0, old = 0;
	struct epoll_event e;

	raw(SYS_rt_sigprocmask, SIG_BLOCK, &blocked, NULL, 8);
	soon();
	usleep(100000);
	result("blocked", epoll_wait(ep, &e, 1, 0));
	result("open now", raw(SYS_epoll_pwait, ep, &e, 1, 1000, &none, 8));
	raw(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &old, 8);
	value("as before", (old & blocked) != 0);
	raw(SYS_rt_sigprocmask, SIG_UNBLOCK, &blocked, NULL, 8);
}

static void itself(void)
{
	struct stat st;
	char c;

	result("read", read(ep, &c, 1));
	result("write", write(ep, &c, 1));
	result("lseek", lseek(ep, 0, SEEK_SET));
	result("pread", pread(ep, &c, 1, 0));
	fstat(ep, &st);
	check_line("kind: %o", st.st_mode & 07777);
	result("truncate", ftruncate(ep, 0));
	result("mmap",
	       mmap(NULL, 4096, PROT_READ, MAP_SHARED, ep, 0) == MAP_FAILED
		       ? -1
		       : 0);
}

int main(void)
{
	ep = epoll_create1(EPOLL_CLOEXEC);
	control();
	waits();
	modes();
	pipes();
	pipe_edges();
	duplicates();
	many();
	nested();
	threads();
	masks();
	itself();
	return 0;
}
