/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mmap() and munmap(): the arguments that they refuse, and where they map. */
#include "check.h"
#include "probe.h"
#include <fcntl.h>
#include <sys/syscall.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)
#define SHARED	(MAP_SHARED | MAP_ANONYMOUS)
#define RW	(PROT_READ | PROT_WRITE)
#define PAGE	4096

static long map(void *address, size_t length, int prot, int flags)
{
	long ret = raw(SYS_mmap, address, length, prot, flags, -1, 0);

	return ret == -1 ? -1 : 0;
}

static void lengths(void)
{
	result("length 0", map(NULL, 0, RW, PRIVATE));
	result("length 1", map(NULL, 1, RW, PRIVATE));
	result("all addresses", map(NULL, -(size_t)PAGE, RW, PRIVATE));
	result("length that wraps", map(NULL, -(size_t)1, RW, PRIVATE));
	result("more than there is", map(NULL, 1UL << 62, RW, PRIVATE));
}

static void flags(void)
{
	result("neither private nor shared",
	       map(NULL, PAGE, RW, MAP_ANONYMOUS));
	result("shared anonymous", map(NULL, PAGE, RW, SHARED));
	result("no protection bits", map(NULL, PAGE, PROT_NONE, PRIVATE));
	result("write only", map(NULL, PAGE, PROT_WRITE, PRIVATE));
	result("execute only", map(NULL, PAGE, PROT_EXEC, PRIVATE));
	result("populate", map(NULL, PAGE, RW, PRIVATE | MAP_POPULATE));
	result("no reserve", map(NULL, PAGE, RW, PRIVATE | MAP_NORESERVE));
	result("stack", map(NULL, PAGE, RW, PRIVATE | MAP_STACK));
	result("grows down", map(NULL, PAGE, RW, PRIVATE | MAP_GROWSDOWN));
	result("shared and grows down",
	       map(NULL, PAGE, RW, SHARED | MAP_GROWSDOWN));
	result("locked", map(NULL, PAGE, RW, PRIVATE | MAP_LOCKED));
}

static long there(int flags)
{
	char *at = mmap(NULL, PAGE, RW, PRIVATE | flags, -1, 0);
	unsigned char vector = 9;

	raw(SYS_mincore, at, PAGE, &vector);
	munmap(at, PAGE);
	return vector & 1;
}

static void populated(void)
{
	value("not populated", there(0));
	value("populated", there(MAP_POPULATE));
	value("without blocking", there(MAP_POPULATE | MAP_NONBLOCK));
	value("locked without blocking", there(MAP_LOCKED | MAP_NONBLOCK));
}

static void addresses(void)
{
	char *area = pages(4, RW);
	char *hint;

	result("fixed, not aligned",
	       map(area + 1, PAGE, RW, PRIVATE | MAP_FIXED));
	result("fixed, beyond user addresses",
	       map((void *)(1UL << 63), PAGE, RW, PRIVATE | MAP_FIXED));
	result("fixed, not aligned, beyond user addresses",
	       map((void *)((1UL << 63) + 1), PAGE, RW, PRIVATE | MAP_FIXED));
	result("fixed, not aligned, neither private nor shared",
	       map(area + 1, PAGE, RW, MAP_ANONYMOUS | MAP_FIXED));
	result("noreplace over another, neither private nor shared",
	       map(area, PAGE, RW, MAP_ANONYMOUS | MAP_FIXED_NOREPLACE));
	area[PAGE] = 'x';
	result("fixed, over another",
	       map(area + PAGE, PAGE, RW, PRIVATE | MAP_FIXED));
	value("its content is new", area[PAGE]);
	result("noreplace over another",
	       map(area + PAGE, PAGE, RW, PRIVATE | MAP_FIXED_NOREPLACE));
	munmap(area + PAGE, PAGE);
	result("noreplace in a hole",
	       map(area + PAGE, PAGE, RW, PRIVATE | MAP_FIXED_NOREPLACE));
	result("noreplace that overlaps at the end",
	       map(area + 3 * PAGE, 2 * PAGE, RW,
		   PRIVATE | MAP_FIXED_NOREPLACE));
	munmap(area + 2 * PAGE, PAGE);
	hint = mmap(area + 2 * PAGE, PAGE, RW, PRIVATE, -1, 0);
	value("a free hint is followed", hint == area + 2 * PAGE);
	hint = mmap(area, PAGE, RW, PRIVATE, -1, 0);
	value("a taken hint is not", hint != area && hint != MAP_FAILED);
	value("page aligned", ((uintptr_t)hint & (PAGE - 1)) == 0);
}

/* Whether a map lies as low as MAP_32BIT, where there is that, says. */
static void low(const char *what, void *hint, size_t length, int flags)
{
#ifdef MAP_32BIT
	char *at = mmap(hint, length, RW, PRIVATE | MAP_32BIT | flags, -1, 0);

	value(what, at != MAP_FAILED && (uintptr_t)at + length <= 1UL << 31);
	if (at != MAP_FAILED)
		munmap(at, length);
#else
	(void)hint;
	(void)flags;
	value(what, length < 2UL << 30);
#endif
}

static void low_ones(void)
{
	char *area = pages(1, RW);
	int i;

	munmap(area, PAGE);
	low("low", NULL, PAGE, 0);
	low("low, with a high hint", area, PAGE, 0);
	low("low, populated", NULL, 16 * PAGE, MAP_POPULATE);
	for (i = 0; i < 3; i++)
		low("low and large", NULL, 512UL << 20, MAP_NORESERVE);
	low("larger than the low part", NULL, 2UL << 30, MAP_NORESERVE);
}

/* Where an area wants to grow to, a hint is not followed. */
static void below_growth(void)
{
	char *room = pages(1024, PROT_NONE);
	char *top = room + 1023 * PAGE, *hint;

	munmap(room, 1024 * PAGE);
	result("an area that grows down",
	       map(top, PAGE, RW, PRIVATE | MAP_GROWSDOWN | MAP_FIXED));
	hint = mmap(top - PAGE, PAGE, RW, PRIVATE, -1, 0);
	value("a hint right below it is followed", hint == top - PAGE);
	munmap(hint, PAGE);
	hint = mmap(top - 256 * PAGE, PAGE, RW, PRIVATE, -1, 0);
	value("one within its gap", hint == top - 256 * PAGE);
	munmap(hint, PAGE);
	hint = mmap(top - 257 * PAGE, PAGE, RW, PRIVATE, -1, 0);
	value("one below the gap", hint == top - 257 * PAGE);
	hint = (char *)raw(SYS_mremap, hint, PAGE, PAGE, 1 | 4,
			   top - 256 * PAGE);
	value("one of mremap() within it", hint == top - 256 * PAGE);
	munmap(hint, PAGE);
	munmap(top - 257 * PAGE, PAGE);
	munmap(top, PAGE);
}

static void zero_device(void)
{
	int fd = open("/dev/zero", O_RDWR);
	char *area = mmap(NULL, 2 * PAGE, RW, MAP_SHARED, fd, PAGE);

	result("shared zeroes from an offset on", mapped(area));
	text("before their end", probe_write(area));
	text("behind it", probe_write(area + PAGE));
	munmap(area, 2 * PAGE);
	close(fd);
}

static void descriptors(void)
{
	int fd = file_of(PAGE);

	result("descriptor -1",
	       mapped(mmap(NULL, PAGE, RW, MAP_PRIVATE, -1, 0)));
	result("descriptor 9999",
	       mapped(mmap(NULL, PAGE, RW, MAP_SHARED, 9999, 0)));
	result("anonymous, the descriptor is ignored",
	       mapped(mmap(NULL, PAGE, RW, PRIVATE, 9999, 0)));
	result("offset not aligned",
	       raw(SYS_mmap, NULL, PAGE, RW, MAP_SHARED, fd, 1));
	result("anonymous, offset not aligned",
	       raw(SYS_mmap, NULL, PAGE, RW, PRIVATE, -1, 1));
	result("offset that overflows",
	       raw(SYS_mmap, NULL, 2 * PAGE, RW, MAP_PRIVATE, fd, -(long)PAGE));
	result("positions that overflow",
	       raw(SYS_mmap, NULL, 2 * PAGE, RW, MAP_PRIVATE, fd,
		   -(1UL << 63) - PAGE));
	result("an offset that overflows, not aligned and fixed",
	       raw(SYS_mmap, 1, 2 * PAGE, RW, MAP_PRIVATE | MAP_FIXED, fd,
		   -(long)PAGE));
	close(fd);
}

static void unmapping(void)
{
	char *area = pages(3, RW);

	result("unmap length 0", munmap(area, 0));
	result("unmap not aligned", munmap(area + 1, PAGE));
	result("unmap beyond user addresses", raw(SYS_munmap, 1UL << 63, PAGE));
	result("unmap a length that wraps", raw(SYS_munmap, area, -1UL));
	result("unmap the middle", munmap(area + PAGE, PAGE));
	text("before the hole", probe_write(area));
	text("in the hole", probe_write(area + PAGE));
	text("behind the hole", probe_write(area + 2 * PAGE));
	result("unmap a hole", munmap(area + PAGE, PAGE));
	result("unmap with holes", munmap(area, 3 * PAGE));
	text("all gone", probe_read(area + 2 * PAGE));
	area = pages(2, RW);
	result("unmap one byte", munmap(area, 1));
	text("its page is gone", probe_read(area + PAGE - 1));
	text("the next is there", probe_read(area + PAGE));
}

int main(void)
{
	lengths();
	flags();
	populated();
	addresses();
	unmapping();
	low_ones();
	below_growth();
	zero_device();
	descriptors();
	return 0;
}
