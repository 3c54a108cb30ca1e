/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Descriptors: duplicates, flags, ranges, limits. */
#include <sys/resource.h>
#include "files.h"

static long ranges(unsigned int first, unsigned int last, unsigned int flags)
{
	return raw(SYS_close_range, first, last, flags);
}

static void duplicates(void)
{
	char c = 0;
	int a = open("f", O_CREAT | O_RDWR, 0644), b;

	write(a, "0123456789", 10);
	b = dup(a);
	value("the lowest", b == a + 1);
	lseek(a, 5, SEEK_SET);
	result("shared position", lseek(b, 0, SEEK_CUR));
	fcntl(a, F_SETFL, O_APPEND);
	value("shared flags", (fcntl(b, F_GETFL) & O_APPEND) != 0);
	fcntl(a, F_SETFL, 0);
	close(a);
	result("the other lives on", read(b, &c, 1));
	value("read", c);
	result("dup of a closed one", dup(a));
	result("dup -1", dup(-1));
	result("dup2", dup2(b, 50));
	result("dup2 itself", dup2(50, 50));
	result("dup2 of closed", dup2(a, 51));
	result("dup2 of closed itself", dup2(51, 51));
	result("dup2 to -1", dup2(b, -1));
	result("dup2 too high", dup2(b, 1 << 30));
	result("dup2 over", dup2(b, 50));
	result("dup3", raw(SYS_dup3, b, 52, O_CLOEXEC));
	result("it", fcntl(52, F_GETFD));
	result("dup3, no flag", raw(SYS_dup3, b, 52, 0));
	result("it", fcntl(52, F_GETFD));
	result("dup3 itself", raw(SYS_dup3, b, b, 0));
	result("dup3 of closed itself", raw(SYS_dup3, 70, 70, 0));
	result("dup3, unknown flag", raw(SYS_dup3, b, 53, 1));
	result("dup3 of closed", raw(SYS_dup3, 99, 53, 0));
	result("dup3 to -1", raw(SYS_dup3, b, -1, 0));
	fcntl(b, F_SETFD, FD_CLOEXEC);
	a = dup(b);
	result("dup forgets the flag", fcntl(a, F_GETFD));
	close(a);
	result("close", close(50));
	result("again", close(50));
	result("close -1", close(-1));
	close(52);
	close(b);
}

static void control(void)
{
	int a = open("f", O_RDWR), b;

	b = fcntl(a, F_DUPFD, 20);
	value("at least 20", b);
	value("and then", fcntl(a, F_DUPFD, 20));
	close(21);
	b = fcntl(a, F_DUPFD_CLOEXEC, 30);
	value("at least 30", b);
	result("flag", fcntl(b, F_GETFD));
	close(20);
	close(30);
	result("-1", fcntl(a, F_DUPFD, -1));
	result("too many", fcntl(a, F_DUPFD, 1 << 30));
	result("set", fcntl(a, F_SETFD, FD_CLOEXEC));
	result("get", fcntl(a, F_GETFD));
	result("set more", fcntl(a, F_SETFD, 0xfe));
	result("get", fcntl(a, F_GETFD));
	result("flags", fcntl(a, F_SETFL, O_NONBLOCK | O_APPEND));
	value("get", fcntl(a, F_GETFL) & ~0100000);
	result("others are ignored",
	       fcntl(a, F_SETFL, O_WRONLY | O_CREAT | O_TRUNC | O_SYNC));
	value("get", fcntl(a, F_GETFL) & ~0100000);
	result("noatime", fcntl(a, F_SETFL, O_NOATIME));
	value("get", fcntl(a, F_GETFL) & ~0100000);
	result("unknown", fcntl(a, 999));
	result("closed", fcntl(99, F_GETFD));
	result("closed, unknown", fcntl(99, 999));
	result("closed, dup", fcntl(99, F_DUPFD, -1));
	result("pipe's size of a file", fcntl(a, F_GETPIPE_SZ));
	close(a);
}

static void close_ranges(void)
{
	int a = open("f", O_RDONLY);

	for (int i = 40; i < 60; i++)
		dup2(a, i);
	result("close 40 to 44", ranges(40, 44, 0));
	result("44", fcntl(44, F_GETFD));
	result("45", fcntl(45, F_GETFD));
	result("mark 45 to 49", ranges(45, 49, 4));
	result("45", fcntl(45, F_GETFD));
	result("50", fcntl(50, F_GETFD));
	result("one", ranges(50, 50, 0));
	result("50", fcntl(50, F_GETFD));
	result("backwards", ranges(52, 51, 0));
	result("unknown flag", ranges(51, 52, 1));
	result("own table", ranges(51, 52, 2));
	result("51", fcntl(51, F_GETFD));
	result("none there", ranges(100, 200, 0));
	result("to the end", ranges(40, ~0U, 0));
	result("59", fcntl(59, F_GETFD));
	result("very high", ranges(1U << 31, ~0U, 0));
	close(a);
}

static void limits(void)
{
	struct rlimit old, few = {20, 0};
	int ends[2], high, a = open("f", O_RDONLY);

	getrlimit(RLIMIT_NOFILE, &old);
	few.rlim_max = old.rlim_max;
	high = dup2(a, 30);
	result("limit", setrlimit(RLIMIT_NOFILE, &few));
	result("above it stays", fcntl(high, F_GETFD));
	result("dup2 to 19", dup2(a, 19));
	result("dup2 to 20", dup2(a, 20));
	result("dup2 itself above", dup2(high, high));
	result("F_DUPFD 20", fcntl(a, F_DUPFD, 20));
	result("F_DUPFD 19", fcntl(a, F_DUPFD, 19));
	while (dup(a) >= 0)
		;
	result("dup", dup(a));
	files_opened("open", open("f", O_RDONLY));
	files_opened("open what is not there", open("none", O_RDONLY));
	files_opened("create", open("new", O_CREAT, 0600));
	result("was not made", access("new", F_OK));
	result("pipe", pipe(ends));
	result("eventfd", raw(SYS_eventfd2, 0, 0));
	result("epoll", raw(SYS_epoll_create1, 0));
	result("timerfd", raw(SYS_timerfd_create, 1, 0));
	close(18);
	result("pipe with one left", pipe(ends));
	result("one is left", dup(a) >= 0);
	close(high);
	setrlimit(RLIMIT_NOFILE, &old);
	ranges((unsigned int)a, ~0U, 0);
}

/* What F_GETFL says of each kind. */
static void kinds(void)
{
	int ends[2];
	int fd;

	raw(SYS_pipe2, ends, O_NONBLOCK | O_CLOEXEC);
	value("read end", fcntl(ends[0], F_GETFL));
	value("write end", fcntl(ends[1], F_GETFL));
	result("on exec", fcntl(ends[1], F_GETFD));
	close(ends[0]);
	close(ends[1]);
	fd = (int)raw(SYS_eventfd2, 0, O_NONBLOCK);
	value("eventfd", fcntl(fd, F_GETFL));
	close(fd);
	fd = (int)raw(SYS_epoll_create1, O_CLOEXEC);
	value("epoll", fcntl(fd, F_GETFL));
	result("on exec", fcntl(fd, F_GETFD));
	close(fd);
	fd = (int)raw(SYS_timerfd_create, 1, O_NONBLOCK);
	value("timerfd", fcntl(fd, F_GETFL));
	close(fd);
	fd = open("/dev/null", O_WRONLY);
	value("null", fcntl(fd, F_GETFL) & ~0100000);
	close(fd);
	fd = open(".", O_RDONLY | O_DIRECTORY);
	value("directory", fcntl(fd, F_GETFL) & ~0100000);
	close(fd);
}

int main(void)
{
	umask(022);
	ranges(3, ~0U, 0);
	duplicates();
	control();
	close_ranges();
	limits();
	kinds();
	return 0;
}
