/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* splice(), tee(), vmsplice(): between pipes, files, sockets and memory. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>

static const char path[] = "splice";
static int one[2], two[2];

static void begin(void)
{
	if (pipe(one) || pipe(two))
		abort();
}

static void end(void)
{
	close(one[0]);
	close(one[1]);
	close(two[0]);
	close(two[1]);
}

static int file_with(const char *data, int flags)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);

	if (write(fd, data, strlen(data)) != (ssize_t)strlen(data))
		abort();
	close(fd);
	return open(path, flags);
}

static void put(int fd, const char *data)
{
	if (write(fd, data, strlen(data)) != (ssize_t)strlen(data))
		abort();
}

static void show(const char *what, int fd)
{
	char buf[64];
	ssize_t n;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	n = read(fd, buf, sizeof(buf));
	fcntl(fd, F_SETFL, 0);
	if (n < 0)
		result(what, n);
	else
		check_line("%s: %d '%.*s'", what, (int)n, (int)n, buf);
}

static void arguments(void)
{
	int fd = file_with("abcdef", O_RDWR), dir = open(".", O_RDONLY);
	int counter = eventfd(5, 0), way = open(path, O_PATH);
	int writes = open(path, O_WRONLY), adds = open(path, O_RDWR | O_APPEND);
	off_t at = 0, bad = -1;

	begin();
	put(one[1], "hello");
	result("nothing at all", splice(999, NULL, 999, NULL, 0, 0xff));
	result("unknown flag", splice(999, NULL, 999, NULL, 1, 0x10));
	result("in is not open", splice(999, NULL, two[1], NULL, 1, 0));
	result("out is not open", splice(one[0], NULL, 999, NULL, 1, 0));
	result("no pipe", splice(fd, NULL, adds, NULL, 1, 0));
	result("O_PATH", splice(way, NULL, two[1], NULL, 1, 0));
	result("in cannot be read", splice(writes, NULL, two[1], NULL, 1, 0));
	result("in is the writing end", splice(one[1], NULL, fd, NULL, 1, 0));
	result("out is the reading end", splice(fd, NULL, one[0], NULL, 1, 0));
	result("position of a pipe", splice(one[0], &at, fd, NULL, 1, 0));
	result("position of a pipe", splice(fd, NULL, two[1], &at, 1, 0));
	result("unmapped for a pipe",
	       splice(fd, NULL, two[1], bad_unmapped(), 1, 0));
	result("unmapped position",
	       splice(fd, bad_unmapped(), two[1], NULL, 1, 0));
	result("negative position", splice(fd, &bad, two[1], NULL, 1, 0));
	result("negative position", splice(one[0], NULL, fd, &bad, 1, 0));
	result("a pipe to itself", splice(one[0], NULL, one[1], NULL, 1, 0));
	result("to what appends", splice(one[0], NULL, adds, NULL, 1, 0));
	result("to a counter", splice(one[0], NULL, counter, NULL, 8, 0));
	result("from a counter", splice(counter, NULL, two[1], NULL, 8, 0));
	result("from a directory", splice(dir, NULL, two[1], NULL, 8, 0));
	show("all is there", one[0]);
	show("nothing came", two[0]);
	close(fd);
	close(dir);
	close(counter);
	close(way);
	close(writes);
	close(adds);
	end();
}

static void files(void)
{
	int fd = file_with("0123456789", O_RDWR);
	off_t at = 2;
	int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR);

	begin();
	result("from a file", splice(fd, NULL, one[1], NULL, 4, 0));
	value("its position", lseek(fd, 0, SEEK_CUR));
	show("the pipe", one[0]);
	result("from a position", splice(fd, &at, one[1], NULL, 3, 0));
	value("that position", at);
	value("the file's own", lseek(fd, 0, SEEK_CUR));
	show("the pipe", one[0]);
	result("to the end", splice(fd, NULL, one[1], NULL, 100, 0));
	result("at the end", splice(fd, NULL, one[1], NULL, 100, 0));
	show("the pipe", one[0]);
	put(one[1], "abc");
	put(one[1], "def");
	at = 1;
	result("to a position", splice(one[0], NULL, fd, &at, 4, 0));
	value("that position", at);
	result("to the file's own", splice(one[0], NULL, fd, NULL, 100, 0));
	value("the file's own", lseek(fd, 0, SEEK_CUR));
	result("nothing is left",
	       splice(one[0], NULL, fd, NULL, 1, SPLICE_F_NONBLOCK));
	lseek(fd, 0, SEEK_SET);
	show("the file", fd);
	put(one[1], "gone");
	result("to /dev/null", splice(one[0], NULL, null, NULL, 100, 0));
	result("from /dev/null", splice(null, NULL, one[1], NULL, 100, 0));
	result("from /dev/zero", splice(zero, NULL, one[1], NULL, 100, 0));
	result("and on", splice(one[0], NULL, null, NULL, 100, 0));
	result("no position of a pipe",
	       splice(one[0], NULL, two[1], &at, 100, 0));
	close(one[1]);
	result("no writer", splice(one[0], NULL, fd, NULL, 100, 0));
	close(two[0]);
	signal(SIGPIPE, SIG_IGN);
	result("no reader", splice(fd, NULL, two[1], NULL, 1, 0));
	close(fd);
	close(null);
	close(zero);
	end();
}

static void pipes(void)
{
	static char block[4096];
	int i, n = 0;

	begin();
	put(one[1], "hello");
	put(one[1], " world");
	result("a part", splice(one[0], NULL, two[1], NULL, 3, 0));
	show("the second", two[0]);
	result("the rest", splice(one[0], NULL, two[1], NULL, 100, 0));
	show("the second", two[0]);
	result("nothing",
	       splice(one[0], NULL, two[1], NULL, 100, SPLICE_F_NONBLOCK));
	fcntl(one[0], F_SETFL, O_NONBLOCK);
	result("nothing, O_NONBLOCK", splice(one[0], NULL, two[1], NULL, 1, 0));
	fcntl(one[0], F_SETFL, 0);
	for (i = 0; i < 16; i++)
		n += (int)write(one[1], block, sizeof(block));
	value("16 pages", n);
	put(two[1], "first");
	result("as much as there is room for",
	       splice(one[0], NULL, two[1], NULL, 1 << 20, 0));
	result("full",
	       splice(one[0], NULL, two[1], NULL, 1 << 20, SPLICE_F_NONBLOCK));
	ioctl(two[0], FIONREAD, &n);
	value("waiting", n);
	ioctl(one[0], FIONREAD, &n);
	value("left", n);
	close(one[1]);
	close(two[0]);
	result("no reader", splice(one[0], NULL, two[1], NULL, 1, 0));
	end();
}

static void tees(void)
{
	int fd = file_with("x", O_RDWR);

	begin();
	result("unknown flag", tee(one[0], two[1], 0, 0x10));
	result("nothing", tee(999, 999, 0, 0));
	result("not open", tee(999, two[1], 1, 0));
	result("a file", tee(fd, two[1], 1, 0));
	result("to a file", tee(one[0], fd, 1, 0));
	result("to itself", tee(one[0], one[1], 1, 0));
	result("wrong ends", tee(one[1], two[0], 1, 0));
	result("empty", tee(one[0], two[1], 1, SPLICE_F_NONBLOCK));
	put(one[1], "hello");
	put(one[1], " world");
	result("a part", tee(one[0], two[1], 3, 0));
	show("the second", two[0]);
	result("all", tee(one[0], two[1], 100, 0));
	show("the second", two[0]);
	result("again", tee(one[0], two[1], 7, 0));
	show("the first", one[0]);
	show("the second", two[0]);
	close(one[1]);
	result("no writer", tee(one[0], two[1], 100, 0));
	close(fd);
	end();
}

static void memory(void)
{
	char a[8] = "abc", b[8] = "defg";
	struct iovec iov[2] = {{a, 3}, {b, 4}};
	int fd = file_with("x", O_RDWR);
	static char large[100000];

	begin();
	result("unknown flag", vmsplice(one[1], iov, 2, 0x10));
	result("not open", vmsplice(999, iov, 2, 0));
	result("a file", vmsplice(fd, iov, 2, 0));
	result("too many", vmsplice(one[1], iov, 1025, 0));
	result("unmapped vector", vmsplice(one[1], bad_unmapped(), 1, 0));
	result("none", vmsplice(one[1], iov, 0, 0));
	result("two", vmsplice(one[1], iov, 2, 0));
	show("the pipe", one[0]);
	iov[0].iov_base = bad_unmapped();
	result("unmapped", vmsplice(one[1], iov, 2, 0));
	iov[0].iov_base = large;
	iov[0].iov_len = sizeof(large);
	result("more than there is room for",
	       vmsplice(one[1], iov, 1, SPLICE_F_NONBLOCK) > 0);
	result("full", vmsplice(one[1], iov, 1, SPLICE_F_NONBLOCK));
	put(two[1], "hello");
	iov[0].iov_base = a;
	iov[0].iov_len = 2;
	result("from a pipe", vmsplice(two[0], iov, 2, 0));
	bytes("first", a, 3);
	bytes("second", b, 4);
	result("empty", vmsplice(two[0], iov, 2, SPLICE_F_NONBLOCK));
	close(two[1]);
	result("no writer", vmsplice(two[0], iov, 2, 0));
	close(one[0]);
	result("no reader", vmsplice(one[1], iov, 2, 0));
	close(fd);
	end();
}

static void sockets(void)
{
	int pair[2];

	begin();
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		abort();
	put(one[1], "to a socket");
	result("to a socket", splice(one[0], NULL, pair[0], NULL, 100, 0));
	show("the socket", pair[1]);
	put(pair[0], "from one");
	result("from a socket", splice(pair[1], NULL, one[1], NULL, 4, 0));
	result("the rest", splice(pair[1], NULL, one[1], NULL, 100, 0));
	show("the pipe", one[0]);
	result("nothing",
	       splice(pair[1], NULL, one[1], NULL, 100, SPLICE_F_NONBLOCK));
	close(pair[0]);
	result("the end", splice(pair[1], NULL, one[1], NULL, 100, 0));
	put(one[1], "x");
	result("nobody reads", splice(one[0], NULL, pair[1], NULL, 100, 0));
	close(pair[1]);
	end();
}

static void pause_a_while(void)
{
	struct timespec t = {.tv_nsec = 20000000};

	nanosleep(&t, NULL);
}

static void *writer(void *arg)
{
	(void)arg;
	pause_a_while();
	put(one[1], "late");
	return NULL;
}

static void waits(void)
{
	pthread_t thread;

	begin();
	pthread_create(&thread, NULL, writer, NULL);
	result("it waits", splice(one[0], NULL, two[1], NULL, 100, 0));
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, writer, NULL);
	result("tee waits", tee(one[0], two[1], 100, 0));
	pthread_join(thread, NULL);
	show("the second", two[0]);
	end();
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	arguments();
	files();
	pipes();
	tees();
	memory();
	sockets();
	waits();
	unlink(path);
	return 0;
}
