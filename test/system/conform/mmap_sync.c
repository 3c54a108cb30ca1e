/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* msync(), mincore() and the mlock() family. */
#include "check.h"
#include "probe.h"
#include <sys/resource.h>
#include <sys/syscall.h>

#ifndef MLOCK_ONFAULT
#define MLOCK_ONFAULT 1
#endif
#ifndef MCL_ONFAULT
#define MCL_ONFAULT 4
#endif
#define RW   (PROT_READ | PROT_WRITE)
#define PAGE 4096

static void syncing(void)
{
	int fd = file_of(PAGE);
	char *file = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);
	char *area = pages(3, RW);
	char byte;

	file[0] = 's';
	result("synchronous", msync(file, PAGE, MS_SYNC));
	result("asynchronous", msync(file, PAGE, MS_ASYNC));
	result("invalidate", msync(file, PAGE, MS_SYNC | MS_INVALIDATE));
	result("no flag", msync(file, PAGE, 0));
	result("the file has it", pread(fd, &byte, 1, 0));
	value("its byte", byte);
	result("both", msync(file, PAGE, MS_SYNC | MS_ASYNC));
	result("unknown flag", msync(file, PAGE, 0x40));
	result("not aligned", raw(SYS_msync, file + 1, PAGE, MS_SYNC));
	result("length 0", raw(SYS_msync, file, 0, MS_SYNC));
	result("length that wraps", raw(SYS_msync, file, -1UL, MS_SYNC));
	result("anonymous", msync(area, PAGE, MS_SYNC));
	munmap(area + PAGE, PAGE);
	result("over a hole", msync(area, 3 * PAGE, MS_SYNC));
	result("in a hole", msync(area + PAGE, PAGE, MS_ASYNC));
	close(fd);
	munmap(file, PAGE);
	munmap(area, 3 * PAGE);
}

static void in_core(void)
{
	char *area = pages(4, RW);
	unsigned char there[4] = {9, 9, 9, 9};

	area[PAGE] = 'x';
	result("mincore", raw(SYS_mincore, area, 4 * PAGE, there));
	bytes("pages that were touched", there, 4);
	madvise(area + PAGE, PAGE, MADV_DONTNEED);
	result("mincore after it was dropped",
	       raw(SYS_mincore, area, 2 * PAGE, there));
	bytes("none", there, 4);
	result("one byte", raw(SYS_mincore, area, 1, there));
	result("length 0", raw(SYS_mincore, area, 0, NULL));
	result("not aligned", raw(SYS_mincore, area + 1, PAGE, there));
	result("not aligned, bad vector",
	       raw(SYS_mincore, area + 1, PAGE, bad_unmapped()));
	result("vector unmapped", raw(SYS_mincore, area, PAGE, bad_unmapped()));
	result("vector read only",
	       raw(SYS_mincore, area, PAGE, bad_readonly()));
	result("vector partly mapped",
	       raw(SYS_mincore, area, 4 * PAGE, bad_partly(2)));
	munmap(area + 2 * PAGE, PAGE);
	memset(there, 9, sizeof(there));
	result("over a hole", raw(SYS_mincore, area, 4 * PAGE, there));
	bytes("what was before it", there, 4);
	result("over a hole, vector unmapped",
	       raw(SYS_mincore, area, 4 * PAGE, bad_unmapped()));
	munmap(area, 4 * PAGE);
}

static void locking(void)
{
	char *area = pages(4, RW);
	char *none = pages(1, PROT_NONE);
	unsigned char there[4];

	result("lock", mlock(area, PAGE));
	raw(SYS_mincore, area, 4 * PAGE, there);
	bytes("locked pages are there", there, 4);
	result("lock not aligned", mlock(area + PAGE + 1, 1));
	result("lock length 0", mlock(area, 0));
	result("lock a length that wraps", mlock(area, -(size_t)PAGE));
	result("unlock", munlock(area, 2 * PAGE));
	result("unlock again", munlock(area, 2 * PAGE));
	result("drop what is not locked", madvise(area, PAGE, MADV_DONTNEED));
	result("lock on fault",
	       raw(SYS_mlock2, area + 2 * PAGE, PAGE, MLOCK_ONFAULT));
	raw(SYS_mincore, area, 4 * PAGE, there);
	bytes("not there before a fault", there, 4);
	result("lock2 with unknown flags", raw(SYS_mlock2, area, PAGE, 8));
	result("lock what cannot be read", mlock(none, PAGE));
	munmap(area + PAGE, PAGE);
	result("lock over a hole", mlock(area, 3 * PAGE));
	result("unlock over a hole", munlock(area, 3 * PAGE));
	munmap(area, 4 * PAGE);
	munmap(none, PAGE);
}

static void locking_lengths(void)
{
	char *area = pages(2, RW);
	unsigned char there[2];

	result("lock a length of which no page is left",
	       mlock(area, -(size_t)PAGE + 1));
	result("lock length 0 within a page", mlock(area + PAGE + 1, 0));
	raw(SYS_mincore, area, 2 * PAGE, there);
	bytes("its page is there", there, 2);
	munmap(area, 2 * PAGE);
}

static void locking_files(void)
{
	int fd = file_of(PAGE);
	char *area = mmap(NULL, 2 * PAGE, RW, MAP_SHARED, fd, 0);

	result("lock a file's page", mlock(area, PAGE));
	result("lock what is behind its end", mlock(area, 2 * PAGE));
	result("unlock both", munlock(area, 2 * PAGE));
	munmap(area, 2 * PAGE);
	close(fd);
}

static long there(const void *area)
{
	unsigned char vector;

	raw(SYS_mincore, area, PAGE, &vector);
	return vector & 1;
}

static void all_there(void)
{
	char *before = pages(1, RW);
	char *none = pages(1, PROT_NONE);
	char *later, *later_still;

	result("lock all there is, on fault",
	       mlockall(MCL_CURRENT | MCL_ONFAULT));
	value("a page that was not touched", there(before));
	result("lock all there is and comes",
	       mlockall(MCL_CURRENT | MCL_FUTURE));
	value("a page that was not touched", there(before));
	value("one without access", there(none));
	later = pages(1, RW);
	value("a new one", there(later));
	later = mremap(later, PAGE, 2 * PAGE, MREMAP_MAYMOVE);
	value("one that it grew by", there(later + PAGE));
	result("on fault from now on", mlockall(MCL_FUTURE | MCL_ONFAULT));
	later_still = pages(1, RW);
	value("a new one", there(later_still));
	munlockall();
	munmap(later_still, PAGE);
	munmap(later, 2 * PAGE);
	later = pages(1, RW);
	value("a new one after all were unlocked", there(later));
	munmap(later, PAGE);
	munmap(before, PAGE);
	munmap(none, PAGE);
}

static void all(void)
{
	result("lock all with unknown flags", mlockall(8));
	result("lock all with none", mlockall(0));
	result("lock all on fault alone", mlockall(4));
	result("lock all there is", mlockall(MCL_CURRENT | 4));
	result("lock all to come", mlockall(MCL_FUTURE));
	result("unlock all", munlockall());
}

static void limit(void)
{
	struct rlimit old, small = {2 * PAGE, 2 * PAGE};
	char *area = pages(4, RW);

	getrlimit(RLIMIT_MEMLOCK, &old);
	small.rlim_max = old.rlim_max;
	result("a limit that root does not feel",
	       setrlimit(RLIMIT_MEMLOCK, &small));
	result("lock more", mlock(area, 4 * PAGE));
	munmap(area, 4 * PAGE);
}

int main(void)
{
	in_core();
	locking();
	locking_lengths();
	locking_files();
	all();
	all_there();
	limit();
	syncing();
	return 0;
}
