/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* madvise(): what it refuses, what it drops and what it brings in. */
#include "check.h"
#include "probe.h"
#include <sys/syscall.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ  22
#define MADV_POPULATE_WRITE 23
#endif
#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#define MADV_KEEPONFORK 19
#endif
#ifndef MADV_DONTNEED_LOCKED
#define MADV_DONTNEED_LOCKED 24
#endif
#define RW   (PROT_READ | PROT_WRITE)
#define PAGE 4096

static long advise(void *at, size_t length, int advice)
{
	return raw(SYS_madvise, at, length, advice);
}

static void arguments(void)
{
	char *area = pages(4, RW);

	result("not aligned", advise(area + 1, PAGE, MADV_NORMAL));
	result("unknown advice", advise(area, PAGE, 4711));
	result("unknown advice, length 0", advise(area, 0, 4711));
	result("length 0", advise(area, 0, MADV_DONTNEED));
	result("length 0 at no memory", advise(NULL, 0, MADV_DONTNEED));
	result("length that wraps", advise(area, -1UL, MADV_DONTNEED));
	result("range that wraps", advise(area, -2UL * PAGE, MADV_DONTNEED));
	result("range that wraps, to populate",
	       advise(area, -2UL * PAGE, MADV_POPULATE_READ));
	result("length 0 beyond user addresses",
	       advise((void *)(1UL << 63), 0, MADV_NORMAL));
	munmap(area + 2 * PAGE, PAGE);
	area[0] = area[3 * PAGE] = 'h';
	result("over a hole", advise(area, 4 * PAGE, MADV_DONTNEED));
	value("done before it", area[0]);
	value("done behind it", area[3 * PAGE]);
	result("in a hole", advise(area + 2 * PAGE, PAGE, MADV_WILLNEED));
	munmap(area, 4 * PAGE);
}

static void accepted(void)
{
	char *area = pages(1, RW);

	result("normal", advise(area, PAGE, MADV_NORMAL));
	result("random", advise(area, PAGE, MADV_RANDOM));
	result("sequential", advise(area, PAGE, MADV_SEQUENTIAL));
	result("will need", advise(area, PAGE, MADV_WILLNEED));
	result("do not fork", advise(area, PAGE, MADV_DONTFORK));
	result("do fork", advise(area, PAGE, MADV_DOFORK));
	result("do not dump", advise(area, PAGE, MADV_DONTDUMP));
	result("do dump", advise(area, PAGE, MADV_DODUMP));
	result("wipe on fork", advise(area, PAGE, MADV_WIPEONFORK));
	result("keep on fork", advise(area, PAGE, MADV_KEEPONFORK));
	area[0] = 'l';
	result("drop, locked or not", advise(area, PAGE, MADV_DONTNEED_LOCKED));
	value("it is dropped", area[0]);
	munmap(area, PAGE);
}

static void dropping(void)
{
	int fd = file_of(2 * PAGE);
	char *area = pages(2, RW);
	char *shared = mmap(NULL, PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *copy = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, 0);
	char *file = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);

	area[0] = area[PAGE] = 'a';
	shared[0] = copy[0] = file[1] = 's';
	result("anonymous", advise(area, PAGE, MADV_DONTNEED));
	value("reads zero", area[0]);
	value("the next page stays", area[PAGE]);
	result("one byte", advise(area + PAGE, 1, MADV_DONTNEED));
	value("drops the page", area[PAGE]);
	result("shared anonymous", advise(shared, PAGE, MADV_DONTNEED));
	value("is kept", shared[0]);
	value("a copy of a file's page", copy[0]);
	result("dropped", advise(copy, PAGE, MADV_DONTNEED));
	value("is the file's again", copy[0]);
	value("with what was stored meanwhile", copy[1]);
	result("shared file", advise(file, PAGE, MADV_DONTNEED));
	value("is kept", file[1]);
	close(fd);
	munmap(copy, PAGE);
	munmap(file, PAGE);
	munmap(shared, PAGE);
	munmap(area, 2 * PAGE);
}

static void freeing(void)
{
	int fd = file_of(PAGE);
	char *area = pages(1, RW);
	char *file = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, 0);

	area[0] = 'a';
	result("free", advise(area, PAGE, MADV_FREE));
	value("old content or none", area[0] == 'a' || area[0] == 0);
	area[0] = 'b';
	value("a store stays", area[0]);
	result("free a file's map", advise(file, PAGE, MADV_FREE));
	result("wipe a file's map on fork",
	       advise(file, PAGE, MADV_WIPEONFORK));
	result("remove anonymous", advise(area, PAGE, MADV_REMOVE));
	close(fd);
	munmap(file, PAGE);
	munmap(area, PAGE);
}

/* A hole in front of memory, and a private map of a file behind it. */
static void in_order(void)
{
	int fd = file_of(PAGE);
	char *area = pages(4, RW);
	char *file =
		mmap(area + 2 * PAGE, PAGE, RW, MAP_PRIVATE | MAP_FIXED, fd, 0);
	unsigned char there;

	munmap(area, PAGE);
	file[0] = area[PAGE] = 'm';
	result("free over a hole, then a file",
	       advise(area, 3 * PAGE, MADV_FREE));
	value("what was stored to the file's map stays", file[0]);
	result("populate over a hole, then the file",
	       advise(area, 3 * PAGE, MADV_POPULATE_WRITE));
	mprotect(file, PAGE, PROT_NONE);
	advise(area + PAGE, PAGE, MADV_DONTNEED);
	result("populate memory, then what has no access, then a hole",
	       advise(area + PAGE, 3 * PAGE, MADV_POPULATE_WRITE));
	raw(SYS_mincore, area + PAGE, PAGE, &there);
	value("the memory came", there & 1);
	mprotect(file, PAGE, RW);
	munmap(area + PAGE, PAGE);
	mprotect(area + 3 * PAGE, PAGE, PROT_NONE);
	result("populate the file, then what has no access",
	       advise(file, 2 * PAGE, MADV_POPULATE_WRITE));
	result("populate over a hole, then what has no access",
	       advise(area + PAGE, 3 * PAGE, MADV_POPULATE_READ));
	munmap(area, 4 * PAGE);
	close(fd);
}

static void store(int fd, char byte)
{
	if (pwrite(fd, &byte, 1, 0) != 1)
		abort();
}

/* Private maps: which advice makes a copy, which keeps what is stored to the
 * file afterwards out of it.
 */
static void copying(void)
{
	int fd = file_of(2 * PAGE);
	char *area = mmap(NULL, 3 * PAGE, RW, MAP_PRIVATE, fd, 0);

	result("will be needed", advise(area, PAGE, MADV_WILLNEED));
	store(fd, 'w');
	value("is the file's", area[0]);
	result("populate to read", advise(area, PAGE, MADV_POPULATE_READ));
	store(fd, 'r');
	value("is the file's", area[0]);
	result("populate to write", advise(area, PAGE, MADV_POPULATE_WRITE));
	store(fd, 'c');
	value("is a copy", area[0]);
	result("needed behind the end of the file",
	       advise(area + PAGE, 2 * PAGE, MADV_WILLNEED));
	result("populated behind it, to read",
	       advise(area + PAGE, 2 * PAGE, MADV_POPULATE_READ));
	result("populated behind it, to write",
	       advise(area + PAGE, 2 * PAGE, MADV_POPULATE_WRITE));
	munmap(area, 3 * PAGE);
	area = mmap(NULL, 3 * PAGE, RW, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	result("populated from the start", mapped(area));
	store(fd, 'p');
	value("is a copy", area[0]);
	munmap(area, 3 * PAGE);
	close(fd);
}

static void populating(void)
{
	char *area = pages(3, RW);

	area[0] = 'k';
	result("populate to write",
	       advise(area, 2 * PAGE, MADV_POPULATE_WRITE));
	value("content stays", area[0]);
	result("populate to read", advise(area, 3 * PAGE, MADV_POPULATE_READ));
	mprotect(area, PAGE, PROT_READ);
	result("read only, to read", advise(area, PAGE, MADV_POPULATE_READ));
	result("read only, to write", advise(area, PAGE, MADV_POPULATE_WRITE));
	mprotect(area, PAGE, PROT_NONE);
	result("none, to read", advise(area, PAGE, MADV_POPULATE_READ));
	munmap(area + PAGE, PAGE);
	result("a hole, to write",
	       advise(area + PAGE, PAGE, MADV_POPULATE_WRITE));
	munmap(area, 3 * PAGE);
}

static void huge(void)
{
	char *area = pages(1, RW);

	result("no huge pages or unknown",
	       advise(area, PAGE, MADV_NOHUGEPAGE) == 0 || errno == EINVAL);
	result("huge pages or unknown",
	       advise(area, PAGE, MADV_HUGEPAGE) == 0 || errno == EINVAL);
	munmap(area, PAGE);
}

int main(void)
{
	arguments();
	accepted();
	populating();
	huge();
	dropping();
	freeing();
	in_order();
	copying();
	return 0;
}
