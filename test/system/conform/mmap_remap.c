/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mremap(): growing, shrinking and moving, and what it refuses. */
#include "check.h"
#include "probe.h"
#include <sys/syscall.h>

#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif
#define RW   (PROT_READ | PROT_WRITE)
#define PAGE 4096

static long remap(void *old, size_t from, size_t to, int flags, void *new)
{
	long ret = raw(SYS_mremap, old, from, to, flags, new);

	return ret == -1 ? -1 : 0;
}

/* musl's mremap() passes an address on with FIXED only. */
static char *dontunmap(char *page, char *hint)
{
	return (char *)raw(SYS_mremap, page, PAGE, PAGE,
			   MREMAP_MAYMOVE | MREMAP_DONTUNMAP, hint);
}

static void arguments(void)
{
	char *area = pages(4, RW);
	char *other = pages(4, RW);
	char *gone = bad_unmapped();

	result("not aligned", remap(area + 1, PAGE, PAGE, 0, NULL));
	result("new length 0", remap(area, PAGE, 0, 0, NULL));
	result("unknown flag", remap(area, PAGE, PAGE, 64, NULL));
	result("fixed without maymove",
	       remap(area, PAGE, PAGE, MREMAP_FIXED, other));
	result("dontunmap without maymove",
	       remap(area, PAGE, PAGE, MREMAP_DONTUNMAP, NULL));
	result("dontunmap of another length",
	       remap(area, PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
		     NULL));
	result("dontunmap, hint not aligned",
	       remap(area, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
		     other + 1));
	result("dontunmap, hint beyond user addresses",
	       remap(area, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
		     (void *)(1UL << 63)));
	result("dontunmap, hint onto itself",
	       remap(area, 2 * PAGE, 2 * PAGE,
		     MREMAP_MAYMOVE | MREMAP_DONTUNMAP, area + PAGE));
	result("as far as addresses go",
	       remap(area, PAGE, 0x7ffffffff000UL, MREMAP_MAYMOVE, NULL));
	result("nothing there", remap(gone, PAGE, PAGE, 0, NULL));
	result("nothing there, and moves",
	       remap(gone, PAGE, 2 * PAGE, MREMAP_MAYMOVE, NULL));
	result("fixed, not aligned",
	       remap(area, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     other + 1));
	result("fixed, onto itself",
	       remap(area, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     area + PAGE));
	result("fixed, beyond user addresses",
	       remap(area, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     (void *)(1UL << 63)));
	result("old length 0 of a private map",
	       remap(area, 0, PAGE, MREMAP_MAYMOVE, NULL));
	result("more than there is",
	       remap(area, PAGE, 1UL << 45, MREMAP_MAYMOVE, NULL));
	munmap(area + 2 * PAGE, PAGE);
	result("grow from beyond the area's end",
	       remap(area, 4 * PAGE, 5 * PAGE, MREMAP_MAYMOVE, NULL));
	munmap(area, 4 * PAGE);
	munmap(other, 4 * PAGE);
}

static void sizes(void)
{
	char *area = pages(6, RW);
	char *moved;

	memset(area, 'a', 4 * PAGE);
	result("the same size", remap(area, 4 * PAGE, 4 * PAGE, 0, NULL));
	result("shrink", remap(area, 4 * PAGE, 2 * PAGE, 0, NULL));
	text("what was cut off", probe_read(area + 2 * PAGE));
	text("what was behind", probe_read(area + 4 * PAGE));
	result("grow into the hole", remap(area, 2 * PAGE, 3 * PAGE, 0, NULL));
	value("the new page is zero", area[2 * PAGE]);
	value("the old one is not", area[2 * PAGE - 1]);
	result("grow where something is",
	       remap(area, 3 * PAGE, 5 * PAGE, 0, NULL));
	moved = mremap(area, 3 * PAGE, 5 * PAGE, MREMAP_MAYMOVE);
	value("grow and move", moved != MAP_FAILED && moved != area);
	value("the content went along", moved[PAGE + 1]);
	value("new pages are zero", moved[4 * PAGE + 1]);
	text("the old place is empty", probe_read(area));
	munmap(moved, 5 * PAGE);
	munmap(area, 6 * PAGE);
}

static void moves(void)
{
	char *area = pages(3, RW);
	char *target = pages(3, PROT_READ);
	char *copy;

	area[0] = '0';
	area[PAGE] = '1';
	result("move the middle",
	       remap(area + PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		     target + PAGE));
	value("content at the target", target[PAGE]);
	text("the protection went along", probe_write(target + PAGE));
	text("its neighbour keeps its own", probe_write(target));
	text("a hole where it was", probe_read(area + PAGE));
	text("before the hole", probe_read(area));
	copy = mremap(area, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP);
	value("dontunmap", copy != MAP_FAILED && copy != area);
	value("content went along", copy[0]);
	text("the old place is still mapped", probe_read(area));
	value("and zero", area[0]);
	munmap(copy, PAGE);
	munmap(target + 2 * PAGE, PAGE);
	copy = dontunmap(area, target + 2 * PAGE);
	value("a free hint is followed", copy == target + 2 * PAGE);
	copy = dontunmap(area, target);
	value("a taken one is not", copy != (char *)-1 && copy != target);
	munmap(copy, PAGE);
	munmap(area, 3 * PAGE);
	munmap(target, 3 * PAGE);
}

static void shared(void)
{
	char *area =
		mmap(NULL, 2 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *twice;

	twice = mremap(area, 0, 2 * PAGE, MREMAP_MAYMOVE);
	result("old length 0 of a shared map", mapped(twice));
	area[PAGE] = 's';
	value("the same memory twice", twice[PAGE]);
	munmap(area, 2 * PAGE);
	value("it lives on", twice[PAGE]);
	munmap(twice, 2 * PAGE);
}

static void file(void)
{
	int fd = file_of(3 * PAGE);
	char *file = mmap(NULL, PAGE, RW, MAP_SHARED, fd, 0);

	result("written to the file", pwrite(fd, "12", 2, 2 * PAGE));
	file = mremap(file, PAGE, 3 * PAGE, MREMAP_MAYMOVE);
	result("grow a file's map", mapped(file));
	value("it shows more of the file", file[2 * PAGE + 1]);
	munmap(file, 3 * PAGE);
	close(fd);
}

int main(void)
{
	arguments();
	sizes();
	moves();
	shared();
	file();
	return 0;
}
