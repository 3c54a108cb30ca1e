/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Files in memory: the mode they were opened with, copies, the end. */
#include "check.h"
#include "probe.h"
#include <fcntl.h>

#ifndef MAP_SHARED_VALIDATE
#define MAP_SHARED_VALIDATE 3
#endif
#define RW   (PROT_READ | PROT_WRITE)
#define PAGE 4096

static const char path[] = "conform-map";

static void create(size_t length)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
	size_t i;

	for (i = 0; i < length; i++)
		if (write(fd, "f", 1) != 1)
			abort();
	close(fd);
}

static long try(int mode, int protection, int flags)
{
	int fd = open(path, mode);
	void *at = mmap(NULL, PAGE, protection, flags, fd, 0);

	close(fd);
	return mapped(at);
}

static void modes(void)
{
	create(PAGE);
	result("read only, shared read", try(O_RDONLY, PROT_READ, MAP_SHARED));
	result("read only, shared write", try(O_RDONLY, RW, MAP_SHARED));
	result("read only, private write", try(O_RDONLY, RW, MAP_PRIVATE));
	result("write only, shared write",
	       try(O_WRONLY, PROT_WRITE, MAP_SHARED));
	result("write only, private read",
	       try(O_WRONLY, PROT_READ, MAP_PRIVATE));
	result("read and write, shared", try(O_RDWR, RW, MAP_SHARED));
	result("append, shared write", try(O_RDWR | O_APPEND, RW, MAP_SHARED));
	result("O_PATH", try(O_PATH, PROT_READ, MAP_PRIVATE));
	result("shared and validated", try(O_RDWR, RW, MAP_SHARED_VALIDATE));
	result("validated, unknown flag",
	       try(O_RDWR, RW, MAP_SHARED_VALIDATE | (1 << 25)));
	result("neither shared nor private", try(O_RDWR, RW, 0));
}

static void protections_later(void)
{
	int fd = open(path, O_RDONLY);
	char *shared = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	char *private = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0);

	close(fd);
	text("write to a read-only map", probe_write(shared));
	result("shared read only made writable", mprotect(shared, PAGE, RW));
	result("private read only made writable", mprotect(private, PAGE, RW));
	text("then it is", probe_write(private));
	value("the file is not changed", *shared);
	munmap(shared, PAGE);
	munmap(private, PAGE);
}

static void kinds(void)
{
	int dir = open("/tmp", O_RDONLY | O_DIRECTORY);
	int zero = open("/dev/zero", O_RDWR);
	int ends[2];
	char *at;

	result("a directory",
	       mapped(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, dir, 0)));
	if (pipe(ends))
		abort();
	result("a pipe",
	       mapped(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, ends[0], 0)));
	at = mmap(NULL, PAGE, RW, MAP_PRIVATE, zero, 0);
	result("/dev/zero", mapped(at));
	value("it reads zero", *at);
	text("it is written", probe_write(at));
	close(dir);
	close(zero);
	close(ends[0]);
	close(ends[1]);
}

static void shared(void)
{
	int fd = open(path, O_RDWR);
	char *one = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);
	char *two = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	char *copy = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, 0);
	char byte = 0;

	one[5] = 's';
	value("seen in another map", two[5]);
	value("seen in an untouched private map", copy[5]);
	result("read from the file", pread(fd, &byte, 1, 5));
	value("what was stored", byte);
	result("written to the file", pwrite(fd, "w", 1, 6));
	value("seen in the map", two[6]);
	copy[7] = 'p';
	value("a private store is not shared", two[7]);
	result("written to the file again", pwrite(fd, "x", 1, 6));
	value("a copied page stays as it was", copy[6]);
	close(fd);
	two = NULL;
	one[8] = 'c';
	munmap(one, PAGE);
	fd = open(path, O_RDONLY);
	result("read after close and unmap", pread(fd, &byte, 1, 8));
	value("what was stored last", byte);
	close(fd);
}

static void end(void)
{
	char *at, *copy;
	int fd;

	create(PAGE + 10);
	fd = open(path, O_RDWR);
	at = mmap(NULL, 4 * PAGE, RW, MAP_SHARED, fd, 0);
	copy = mmap(NULL, 4 * PAGE, RW, MAP_PRIVATE, fd, 0);
	value("the last byte", at[PAGE + 9]);
	value("behind the last byte", at[PAGE + 10]);
	value("the end of the last page", at[2 * PAGE - 1]);
	text("store behind the last byte", probe_write(at + PAGE + 10));
	value("the size is the same", lseek(fd, 0, SEEK_END));
	text("read a page beyond", probe_read(at + 2 * PAGE));
	text("write a page beyond", probe_write(at + 2 * PAGE + 5));
	text("private, read beyond", probe_read(copy + 2 * PAGE));
	text("private, write beyond", probe_write(copy + 3 * PAGE + 9));
	result("a call reads there", write(fd, at + 2 * PAGE, 1));
	result("the file grows", ftruncate(fd, 3 * PAGE));
	text("read where it grew", probe_read(at + 2 * PAGE));
	text("and behind", probe_read(at + 3 * PAGE));
	copy[0] = 'c';
	result("the file shrinks", ftruncate(fd, 0));
	text("read what was cut off", probe_read(at));
	text("a private copy is cut off, too", probe_read(copy));
	close(fd);
	fd = open(path, O_RDWR);
	at = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 16 * PAGE);
	result("map far beyond the end", mapped(at));
	text("read there", probe_read(at));
	close(fd);
	unlink(path);
}

int main(void)
{
	modes();
	protections_later();
	kinds();
	shared();
	end();
	return 0;
}
