/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sizes: seeking, holes, truncation, allocation, limits, sync. */
#include <signal.h>
#include <sys/resource.h>
#include "files.h"

#define KEEP_SIZE 1
#define PUNCH	  2
#define COLLAPSE  8
#define ZERO	  16
#define INSERT	  32
#define UNSHARE	  64

static void seeks(int fd)
{
	write(fd, "0123456789", 10);
	result("set", lseek(fd, 3, SEEK_SET));
	result("current", lseek(fd, 4, SEEK_CUR));
	result("back", lseek(fd, -5, SEEK_CUR));
	result("end", lseek(fd, -1, SEEK_END));
	result("behind the end", lseek(fd, 100, SEEK_END));
	result("before the start", lseek(fd, -11, SEEK_END));
	result("stays", lseek(fd, 0, SEEK_CUR));
	result("negative", lseek(fd, -1, SEEK_SET));
	result("whence 5", lseek(fd, 0, 5));
	result("whence -1", lseek(fd, 0, -1));
	result("overflow", lseek(fd, INT64_MAX, SEEK_END));
	result("closed", lseek(-1, 0, SEEK_SET));
	result("closed, bad whence", lseek(-1, 0, 9));
}

static void holes(int fd)
{
	const long page = 65536;

	ftruncate(fd, 0);
	pwrite(fd, "x", 1, 2 * page);
	ftruncate(fd, 4 * page);
	result("data from 0", lseek(fd, 0, SEEK_DATA));
	result("hole from 0", lseek(fd, 0, SEEK_HOLE));
	result("hole from 1", lseek(fd, 1, SEEK_HOLE));
	result("data from the data", lseek(fd, 2 * page, SEEK_DATA));
	value("hole behind it", lseek(fd, 2 * page, SEEK_HOLE) <= 3 * page);
	result("data behind it", lseek(fd, 3 * page, SEEK_DATA));
	result("hole behind it", lseek(fd, 3 * page, SEEK_HOLE));
	result("data at the end", lseek(fd, 4 * page, SEEK_DATA));
	result("hole at the end", lseek(fd, 4 * page, SEEK_HOLE));
	result("hole behind the end", lseek(fd, 5 * page, SEEK_HOLE));
	result("data at -1", lseek(fd, -1, SEEK_DATA));
	result("hole at -1", lseek(fd, -1, SEEK_HOLE));
	ftruncate(fd, 0);
	result("empty: data", lseek(fd, 0, SEEK_DATA));
	result("empty: hole", lseek(fd, 0, SEEK_HOLE));
	pwrite(fd, "abc", 3, 0);
	result("full: data", lseek(fd, 1, SEEK_DATA));
	result("full: hole", lseek(fd, 1, SEEK_HOLE));
}

static void truncates(int fd)
{
	char buf[16];
	int ro = open("f", O_RDONLY), dir = open(".", O_RDONLY), ends[2];

	ftruncate(fd, 0);
	pwrite(fd, "0123456789", 10, 0);
	result("shrink", ftruncate(fd, 5));
	result("grow", ftruncate(fd, 12));
	pread(fd, buf, 12, 0);
	bytes("zeroes", buf, 12);
	result("by name", truncate("f", 3));
	files_show("it", "f");
	result("-1", ftruncate(fd, -1));
	result("by name, -1", truncate("f", -1));
	result("none, -1", truncate("none", -1));
	result("read-only", ftruncate(ro, 1));
	result("directory", ftruncate(dir, 1));
	result("closed", ftruncate(-1, 1));
	result("closed, -1", ftruncate(-1, -1));
	pipe(ends);
	result("pipe", ftruncate(ends[1], 1));
	result("directory by name", truncate(".", 1));
	result("not there", truncate("none", 1));
	result("empty", truncate("", 1));
	result("unmapped", truncate(UNMAPPED, 1));
	result("through a file", truncate("f/x", 1));
	close(ro);
	close(dir);
	close(ends[0]);
	close(ends[1]);
}

static long allocate(int fd, int mode, long at, long n)
{
	return fallocate(fd, mode, at, n);
}

static void allocates(int fd)
{
	int ro = open("f", O_RDONLY), dir = open(".", O_RDONLY), ends[2];
	char buf[16];

	ftruncate(fd, 0);
	result("allocate", allocate(fd, 0, 0, 10000));
	files_show("size", "f");
	result("inside", allocate(fd, 0, 100, 50));
	result("keep the size", allocate(fd, KEEP_SIZE, 0, 20000));
	files_show("size", "f");
	pwrite(fd, "0123456789ab", 12, 0);
	result("punch", allocate(fd, PUNCH | KEEP_SIZE, 2, 5));
	pread(fd, buf, 12, 0);
	bytes("punched", buf, 12);
	result("punch behind the end",
	       allocate(fd, PUNCH | KEEP_SIZE, 100000, 5));
	result("punch pages", allocate(fd, PUNCH | KEEP_SIZE, 0, 8192));
	result("a hole", lseek(fd, 0, SEEK_HOLE));
	files_show("size", "f");
	result("punch, size", allocate(fd, PUNCH, 0, 10));
	result("unknown mode", allocate(fd, 0x100, 0, 10));
	result("punch and zero", allocate(fd, PUNCH | ZERO | KEEP_SIZE, 0, 1));
	result("length 0", allocate(fd, 0, 0, 0));
	result("length -1", allocate(fd, 0, 0, -1));
	result("at -1", allocate(fd, 0, -1, 10));
	result("too large", allocate(fd, 0, INT64_MAX, 10));
	result("read-only", allocate(ro, 0, 0, 10));
	result("closed", allocate(-1, 0, 0, 10));
	result("closed, length 0", allocate(-1, 0, 0, 0));
	result("directory", allocate(dir, 0, 0, 10));
	pipe(ends);
	result("pipe", allocate(ends[1], 0, 0, 10));
	close(ro);
	close(dir);
	close(ends[0]);
	close(ends[1]);
}

static volatile sig_atomic_t caught;

static void handler(int number)
{
	caught = number;
}

static void limit(int fd)
{
	struct rlimit old, small = {100, RLIM_INFINITY};

	signal(SIGXFSZ, handler);
	getrlimit(RLIMIT_FSIZE, &old);
	setrlimit(RLIMIT_FSIZE, &small);
	ftruncate(fd, 0);
	result("up to the limit", pwrite(fd, "0123456789", 10, 90));
	value("no signal", caught);
	result("over it", pwrite(fd, "0123456789", 10, 95));
	value("no signal", caught);
	result("at it", pwrite(fd, "0123456789", 10, 100));
	value("signal", caught == SIGXFSZ);
	caught = 0;
	result("nothing at it", pwrite(fd, "0", 0, 100));
	value("no signal", caught);
	result("truncate to it", ftruncate(fd, 100));
	result("truncate over it", ftruncate(fd, 101));
	value("signal", caught == SIGXFSZ);
	caught = 0;
	result("truncate by name", truncate("f", 101));
	value("signal", caught == SIGXFSZ);
	caught = 0;
	result("allocate over it", allocate(fd, 0, 0, 101));
	value("signal", caught == SIGXFSZ);
	signal(SIGXFSZ, SIG_IGN);
	result("ignored", pwrite(fd, "0", 1, 100));
	setrlimit(RLIMIT_FSIZE, &old);
	result("no limit", pwrite(fd, "0", 1, 100));
	ftruncate(fd, 200);
	setrlimit(RLIMIT_FSIZE, &small);
	result("shrink, over it still", ftruncate(fd, 150));
	setrlimit(RLIMIT_FSIZE, &old);
}

static void syncs(int fd)
{
	int dir = open(".", O_RDONLY), ends[2];

	result("fsync", fsync(fd));
	result("fdatasync", fdatasync(fd));
	result("fsync, directory", fsync(dir));
	result("syncfs", syncfs(dir));
	result("syncfs, closed", syncfs(-1));
	result("fsync, closed", fsync(-1));
	result("fdatasync, closed", fdatasync(-1));
	pipe(ends);
	result("fsync, pipe", fsync(ends[0]));
	sync();
	result("range", raw(SYS_sync_file_range, fd, 0L, 10L, 2L));
	result("range, flags", raw(SYS_sync_file_range, fd, 0L, 10L, 8L));
	result("range, -1", raw(SYS_sync_file_range, fd, -1L, 10L, 2L));
	result("range, closed", raw(SYS_sync_file_range, -1, 0L, 10L, 2L));
	result("range, pipe", raw(SYS_sync_file_range, ends[0], 0L, 10L, 2L));
	result("advice", raw(SYS_fadvise64, fd, 0L, 10L, 3L));
	result("advice, unknown", raw(SYS_fadvise64, fd, 0L, 10L, 9L));
	result("advice, length -1", raw(SYS_fadvise64, fd, 0L, -1L, 3L));
	result("advice, closed", raw(SYS_fadvise64, -1, 0L, 1L, 3L));
	result("advice, pipe", raw(SYS_fadvise64, ends[0], 0L, 1L, 3L));
	result("readahead, closed", raw(SYS_readahead, -1, 0L, 1L));
	result("readahead, pipe", raw(SYS_readahead, ends[0], 0L, 1L));
	close(dir);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	int fd = open("f", O_CREAT | O_RDWR, 0644);

	seeks(fd);
	holes(fd);
	truncates(fd);
	allocates(fd);
	limit(fd);
	syncs(fd);
	return 0;
}
