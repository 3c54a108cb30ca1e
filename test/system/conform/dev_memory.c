/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* null, zero, full, random: what is read from them and written to them. */
#include "check.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static char buf[64];

static void node(const char *path)
{
	struct stat st;

	text("device", path);
	result("stat", stat(path, &st));
	value("character device", S_ISCHR(st.st_mode));
	value("permissions", st.st_mode & 07777);
	value("major", major(st.st_rdev));
	value("minor", minor(st.st_rdev));
}

static void transfers(const char *path)
{
	int fd = open(path, O_RDWR);

	node(path);
	memset(buf, 'x', sizeof(buf));
	result("read", read(fd, buf, 16));
	result("read nothing", read(fd, buf, 0));
	result("read at", pread(fd, buf, 16, 1000));
	result("read at a negative place", pread(fd, buf, 16, -1));
	result("write", write(fd, buf, 16));
	result("write at", pwrite(fd, buf, 16, 1000));
	result("seek", lseek(fd, 100, SEEK_SET));
	result("seek from here", lseek(fd, 0, SEEK_CUR));
	result("truncate", ftruncate(fd, 0));
	result("terminal's attributes", isatty(fd));
	result("close", close(fd));
}

int main(void)
{
	int fd;

	transfers("/dev/null");
	value("null leaves the buffer", buf[0]);
	transfers("/dev/zero");
	value("zero", buf[0]);
	value("zero, and no more", buf[16]);
	transfers("/dev/full");
	node("/dev/random");
	node("/dev/urandom");
	fd = open("/dev/urandom", O_RDONLY);
	result("random bytes", read(fd, buf, sizeof(buf)));
	result("into no memory", raw(SYS_read, fd, NULL, 16));
	close(fd);
	fd = open("/dev/zero", O_RDONLY);
	result("zeros into no memory", raw(SYS_read, fd, NULL, 16));
	result("not open for writing", write(fd, buf, 1));
	result("not a directory", open("/dev/zero/x", O_RDONLY));
	result("O_DIRECTORY", open("/dev/null", O_RDONLY | O_DIRECTORY));
	return 0;
}
