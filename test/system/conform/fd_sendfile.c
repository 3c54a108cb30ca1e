/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sendfile() and copy_file_range() between files that are not regular ones. */
#include "check.h"
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

static const char path[] = "sendfile";

static int file_with(const char *data, int flags)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);

	if (write(fd, data, strlen(data)) != (ssize_t)strlen(data))
		abort();
	close(fd);
	return open(path, flags);
}

static void sources(void)
{
	int fd = open("out", O_CREAT | O_TRUNC | O_RDWR, 0600);
	int zero = open("/dev/zero", O_RDWR), null = open("/dev/null", O_RDWR);
	int dir = open(".", O_RDONLY), counter = eventfd(1, 0), pair[2];
	off_t at = 0;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		abort();
	result("from /dev/zero", sendfile(fd, zero, NULL, 10));
	result("from /dev/zero at", sendfile(fd, zero, &at, 10));
	value("position", at);
	result("from /dev/null", sendfile(fd, null, NULL, 10));
	result("from a directory", sendfile(fd, dir, NULL, 10));
	result("from a counter", sendfile(fd, counter, NULL, 8));
	result("from a counter at", sendfile(fd, counter, &at, 8));
	result("from a socket", sendfile(fd, pair[0], NULL, 8));
	result("from a socket at", sendfile(fd, pair[0], &at, 8));
	value("size", lseek(fd, 0, SEEK_END));
	close(fd);
	close(zero);
	close(null);
	close(dir);
	close(counter);
	close(pair[0]);
	close(pair[1]);
}

static void targets(void)
{
	int fd = file_with("hello world", O_RDWR), counter = eventfd(0, 0);
	int null = open("/dev/null", O_RDWR), dir = open(".", O_RDONLY);
	int pair[2], ends[2];
	char buf[32] = "";
	off_t at = 0;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) || pipe(ends))
		abort();
	result("to a socket", sendfile(pair[0], fd, NULL, 5));
	result("it came", read(pair[1], buf, sizeof(buf)));
	text("bytes", buf);
	result("to /dev/null", sendfile(null, fd, NULL, 100));
	result("to a directory", sendfile(dir, fd, NULL, 1));
	result("to a counter", sendfile(counter, fd, &at, 8));
	result("to itself", sendfile(fd, fd, &at, 3));
	value("size", lseek(fd, 0, SEEK_END));
	close(pair[1]);
	at = 0;
	result("to a closed socket", sendfile(pair[0], fd, &at, 3));
	value("position", at);
	close(ends[0]);
	result("to a pipe without reader", sendfile(ends[1], fd, &at, 3));
	at = INT64_MAX;
	result("at the largest", sendfile(null, fd, &at, 1));
	close(fd);
	close(counter);
	close(null);
	close(dir);
	close(pair[0]);
	close(ends[1]);
}

static void full(void)
{
	int fd = file_with("hello world", O_RDWR), ends[2];
	static char block[65536];
	off_t at = 0;

	if (pipe(ends))
		abort();
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	result("fill", write(ends[1], block, sizeof(block)));
	result("to a full pipe", sendfile(ends[1], fd, &at, 3));
	value("position", at);
	close(fd);
	close(ends[0]);
	close(ends[1]);
}

static long copy(int in, off_t *in_at, int out, off_t *out_at, size_t n,
		 unsigned int flags)
{
	return raw(SYS_copy_file_range, in, in_at, out, out_at, n, flags);
}

static void copies(void)
{
	int fd = file_with("0123456789", O_RDWR), ends[2], pair[2];
	int null = open("/dev/null", O_RDWR), way = open(path, O_PATH);
	off_t at = 0, to = 20;

	if (pipe(ends) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		abort();
	result("from a pipe", copy(ends[0], NULL, fd, NULL, 1, 0));
	result("to a pipe", copy(fd, NULL, ends[1], NULL, 1, 0));
	result("to a socket", copy(fd, NULL, pair[0], NULL, 1, 0));
	result("to /dev/null", copy(fd, NULL, null, NULL, 1, 0));
	result("O_PATH", copy(way, NULL, fd, NULL, 1, 0));
	result("flags", copy(fd, NULL, fd, NULL, 1, 1));
	result("overlapping", copy(fd, &at, fd, &at, 5, 0));
	result("within a file", copy(fd, &at, fd, &to, 5, 0));
	value("from", at);
	value("to", to);
	value("size", lseek(fd, 0, SEEK_END));
	close(fd);
	close(null);
	close(way);
	close(ends[0]);
	close(ends[1]);
	close(pair[0]);
	close(pair[1]);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	sources();
	targets();
	full();
	copies();
	unlink(path);
	unlink("out");
	return 0;
}
