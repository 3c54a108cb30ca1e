/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reading and writing: positions, vectors, flags, bad memory, descriptors. */
#include <limits.h>
#include <sys/sendfile.h>
#include "files.h"

#define FLAG_HIPRI  1
#define FLAG_DSYNC  2
#define FLAG_SYNC   4
#define FLAG_APPEND 16

static char buf[3 * CHECK_PAGE];

static void positions(int fd)
{
	result("write", write(fd, "0123456789", 10));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("at the end", read(fd, buf, 4));
	result("pread", pread(fd, buf, 4, 3));
	bytes("it", buf, 4);
	result("pread over the end", pread(fd, buf, 8, 6));
	result("pread behind the end", pread(fd, buf, 8, 10));
	result("pread far behind", pread(fd, buf, 8, 1L << 40));
	result("pread at -1", pread(fd, buf, 8, -1));
	result("pwrite at -1", pwrite(fd, buf, 8, -1));
	result("pread of 0 at -1", pread(fd, buf, 0, -1));
	result("pwrite leaves a hole", pwrite(fd, "end", 3, 20));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("pread the hole", pread(fd, buf, 16, 8));
	bytes("it", buf, 16);
	result("read the rest", read(fd, buf, sizeof(buf)));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("write nothing far away", pwrite(fd, buf, 0, 1000));
	result("size", lseek(fd, 0, SEEK_END));
	result("the end of everything", pwrite(fd, "x", 1, INT64_MAX));
	result("read there", pread(fd, buf, 1, INT64_MAX));
	result("read over it", pread(fd, buf, 2, INT64_MAX));
}

static void memory(int fd)
{
	char *part;

	ftruncate(fd, 0);
	memset(buf, 'm', sizeof(buf));
	pwrite(fd, buf, sizeof(buf), 0);
	lseek(fd, 0, SEEK_SET);
	result("read, unmapped", read(fd, UNMAPPED, 1));
	result("read, null", raw(SYS_read, fd, NULL, 1L));
	result("read nothing, unmapped", read(fd, UNMAPPED, 0));
	result("read, read-only", read(fd, bad_readonly(), 1));
	result("where", lseek(fd, 0, SEEK_CUR));
	part = bad_partly(10);
	result("read, partly", read(fd, part, 100));
	result("where", lseek(fd, 0, SEEK_CUR));
	bytes("it", part, 10);
	result("read, high half", raw(SYS_read, fd, 0xffff800000000000UL, 1L));
	result("read, over the top", raw(SYS_read, fd, buf, -1L));
	result("write, unmapped", write(fd, UNMAPPED, 1));
	result("write, read-only", write(fd, bad_readonly(), 1));
	result("write, high half",
	       raw(SYS_write, fd, 0xffff800000000000UL, 1L));
	result("write, null", raw(SYS_write, fd, NULL, 1L));
	result("write nothing, null", raw(SYS_write, fd, NULL, 0L));
	result("pread, unmapped at the end",
	       pread(fd, UNMAPPED, 10, sizeof(buf)));
}

static void vectors(int fd)
{
	char a[4] = "", b[4] = "";
	struct iovec v[3] = {{a, 3}, {NULL, 0}, {b, 3}};
	struct iovec bad[3] = {{a, 3}, {UNMAPPED, 3}, {b, 3}};
	struct iovec huge[2] = {{a, SIZE_MAX}, {b, 1}};
	struct iovec sum[2] = {{a, SSIZE_MAX}, {b, SSIZE_MAX}};

	ftruncate(fd, 0);
	lseek(fd, 0, SEEK_SET);
	write(fd, "abcdefghi", 9);
	lseek(fd, 0, SEEK_SET);
	result("readv", readv(fd, v, 3));
	text("first", a);
	text("second", b);
	result("readv none", raw(SYS_readv, fd, v, 0L));
	result("readv none, unmapped", raw(SYS_readv, fd, UNMAPPED, 0L));
	result("readv -1", raw(SYS_readv, fd, v, -1L));
	result("readv 1025", raw(SYS_readv, fd, v, 1025L));
	result("readv, vector unmapped", raw(SYS_readv, fd, UNMAPPED, 2L));
	result("preadv", preadv(fd, v, 3, 1));
	text("first", a);
	result("preadv at -1", raw(SYS_preadv, fd, v, 3L, -1L, -1L));
	result("preadv2 at -1", raw(SYS_preadv2, fd, v, 1L, -1L, -1L, 0L));
	text("it is the position", a);
	result("preadv2 at -2", raw(SYS_preadv2, fd, v, 1L, -2L, -1L, 0L));
	lseek(fd, 0, SEEK_SET);
	result("readv, then unmapped", readv(fd, bad, 3));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("readv, too long", readv(fd, huge, 2));
	result("readv, a sum too long", readv(fd, sum, 2));
	result("writev, too long", writev(fd, huge, 2));
	lseek(fd, 0, SEEK_SET);
	result("writev", writev(fd, v, 3));
	result("writev, then unmapped", writev(fd, bad, 2));
	result("pwritev", pwritev(fd, v, 3, 20));
	result("size", lseek(fd, 0, SEEK_END));
	result("closed", readv(-1, v, 1));
	result("closed, bad count", raw(SYS_writev, -1L, v, -1L));
}

static long write2(int fd, const char *s, long at, long flags)
{
	struct iovec v = {(void *)(uintptr_t)s, strlen(s)};

	return raw(SYS_pwritev2, fd, &v, 1L, at, 0L, flags);
}

static long read2(int fd, long at, long flags)
{
	struct iovec v = {buf, 4};

	return raw(SYS_preadv2, fd, &v, 1L, at, 0L, flags);
}

static void flags(int fd)
{
	ftruncate(fd, 0);
	lseek(fd, 0, SEEK_SET);
	result("dsync", write2(fd, "one", 0, FLAG_DSYNC));
	result("sync", write2(fd, "two", 3, FLAG_SYNC));
	result("append", write2(fd, "six", 0, FLAG_APPEND));
	result("size", lseek(fd, 0, SEEK_END));
	lseek(fd, 1, SEEK_SET);
	result("append at the position", write2(fd, "ten", -1, FLAG_APPEND));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("high priority", read2(fd, 0, FLAG_HIPRI));
	result("unknown", read2(fd, 0, 0x4000));
	result("unknown, write", write2(fd, "x", 0, 0x4000));
	result("read with append", read2(fd, 0, FLAG_APPEND) >= 0 ? 0 : -1);
	result("read with dsync", read2(fd, 0, FLAG_DSYNC));
	files_contents("all", "f");
}

static void wrong_kinds(void)
{
	int dir = open(".", O_RDONLY), ends[2], ro = open("f", O_RDONLY);

	result("read a directory", read(dir, buf, 10));
	result("read nothing of it", read(dir, buf, 0));
	result("pread it", pread(dir, buf, 10, 0));
	result("write it", write(dir, buf, 1));
	pipe(ends);
	result("pread a pipe", pread(ends[0], buf, 1, 0));
	result("pwrite a pipe", pwrite(ends[1], buf, 1, 0));
	result("read its other end", read(ends[1], buf, 1));
	result("write its other end", write(ends[0], buf, 1));
	result("lseek", lseek(ends[0], 0, SEEK_CUR));
	result("read -1", read(-1, buf, 1));
	result("write -1", write(-1, buf, 1));
	result("read 1000", read(1000, buf, 1));
	result("pread -1", pread(-1, buf, 1, 0));
	result("pread -1 at -1", pread(-1, buf, 1, -1));
	result("write read-only", write(ro, buf, 1));
	result("write read-only, unmapped", write(ro, UNMAPPED, 1));
	close(ro);
	close(dir);
	close(ends[0]);
	close(ends[1]);
}

static void send(int fd)
{
	off_t at = 2;
	int out = open("out", O_CREAT | O_RDWR | O_TRUNC, 0600), ends[2];
	int ap = open("out", O_WRONLY | O_APPEND);

	ftruncate(fd, 0);
	pwrite(fd, "0123456789", 10, 0);
	lseek(fd, 0, SEEK_SET);
	result("sendfile", sendfile(out, fd, NULL, 4));
	result("where", lseek(fd, 0, SEEK_CUR));
	result("at", sendfile(out, fd, &at, 5));
	value("and then", at);
	result("where", lseek(fd, 0, SEEK_CUR));
	result("more than there is", sendfile(out, fd, NULL, 100));
	result("at the end", sendfile(out, fd, NULL, 100));
	result("none", sendfile(out, fd, NULL, 0));
	files_contents("out", "out");
	at = -1;
	result("before the start", sendfile(out, fd, &at, 1));
	result("unmapped", raw(SYS_sendfile, out, fd, UNMAPPED, 1L));
	result("read-only", raw(SYS_sendfile, out, fd, bad_readonly(), 1L));
	result("append", sendfile(ap, fd, NULL, 1));
	result("from nothing", sendfile(out, -1, NULL, 1));
	result("to nothing", sendfile(-1, fd, NULL, 1));
	result("from write-only", sendfile(out, ap, NULL, 1));
	pipe(ends);
	at = 0;
	result("to a pipe", sendfile(ends[1], fd, &at, 5));
	result("it is there", read(ends[0], buf, 10));
	result("from a pipe at", sendfile(out, ends[0], &at, 5));
	result("size -1", raw(SYS_sendfile, out, fd, NULL, -1L) >= 0 ? 0 : -1);
	close(ends[0]);
	close(ends[1]);
	close(out);
	close(ap);
}

static long copy(int in, long *in_at, int out, long *out_at, long n, long flags)
{
	return raw(SYS_copy_file_range, in, in_at, out, out_at, n, flags);
}

static void copies(int fd)
{
	int out = open("copy", O_CREAT | O_RDWR | O_TRUNC, 0600), ends[2];
	int ro = open("copy", O_RDONLY), dir = open(".", O_RDONLY);
	int ap = open("copy", O_WRONLY | O_APPEND);
	long in_at = 3, out_at = 5;

	lseek(fd, 0, SEEK_SET);
	result("copy", copy(fd, NULL, out, NULL, 4, 0));
	result("at", copy(fd, &in_at, out, &out_at, 4, 0));
	value("from", in_at);
	value("to", out_at);
	result("where", lseek(fd, 0, SEEK_CUR));
	result("where", lseek(out, 0, SEEK_CUR));
	result("the rest", copy(fd, NULL, out, NULL, 1000, 0));
	result("at the end", copy(fd, NULL, out, NULL, 1000, 0));
	files_contents("copied", "copy");
	result("flags", copy(fd, NULL, out, NULL, 1, 1));
	result("to read-only", copy(fd, NULL, ro, NULL, 1, 0));
	result("from write-only", copy(ap, NULL, out, NULL, 1, 0));
	result("to append", copy(fd, NULL, ap, NULL, 1, 0));
	result("a directory", copy(dir, NULL, out, NULL, 1, 0));
	result("closed", copy(-1, NULL, out, NULL, 1, 0));
	pipe(ends);
	result("a pipe", copy(ends[0], NULL, out, NULL, 1, 0));
	in_at = 0;
	out_at = 2;
	result("overlapping", copy(fd, &in_at, fd, &out_at, 5, 0));
	out_at = 5;
	in_at = 0;
	result("touching", copy(fd, &in_at, fd, &out_at, 5, 0));
	in_at = -1;
	result("negative", copy(fd, &in_at, out, NULL, 1, 0));
	result("unmapped", copy(fd, (long *)UNMAPPED, out, NULL, 1, 0));
	close(ends[0]);
	close(ends[1]);
	close(out);
	close(ro);
	close(dir);
	close(ap);
}

int main(void)
{
	int fd = open("f", O_CREAT | O_RDWR, 0644);

	positions(fd);
	memory(fd);
	vectors(fd);
	flags(fd);
	wrong_kinds();
	send(fd);
	copies(fd);
	close(fd);
	return 0;
}
