/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reservations, memory that there is not, limits, areas that grow. */
#include "check.h"
#include "probe.h"
#include <sys/resource.h>
#include <sys/syscall.h>

#define RW	(PROT_READ | PROT_WRITE)
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)
#define PAGE	4096UL
#define HUGE	(1UL << 44)
#define MIB	(1UL << 20)

static void reservations(void)
{
	char *area =
		mmap(NULL, HUGE, PROT_NONE, PRIVATE | MAP_NORESERVE, -1, 0);

	result("reserve far more than there is", mapped(area));
	result("make some of it usable",
	       mprotect(area + HUGE / 2, 2 * PAGE, RW));
	text("use it", probe_write(area + HUGE / 2 + PAGE));
	text("not what is beside it", probe_write(area + HUGE / 2 - 1));
	result("give it back",
	       mapped(mmap(area + HUGE / 2, 2 * PAGE, PROT_NONE,
			   PRIVATE | MAP_NORESERVE | MAP_FIXED, -1, 0)));
	text("it is not usable", probe_write(area + HUGE / 2));
	result("unmap it", munmap(area, HUGE));
	result("no access at all",
	       mapped(mmap(NULL, HUGE, PROT_NONE, PRIVATE, -1, 0)));
	result("usable without reserve",
	       mapped(mmap(NULL, HUGE, RW, PRIVATE | MAP_NORESERVE, -1, 0)));
	result("usable", mapped(mmap(NULL, HUGE, RW, PRIVATE, -1, 0)));
	area = mmap(NULL, HUGE, PROT_NONE, PRIVATE, -1, 0);
	result("none made usable", mprotect(area, HUGE, RW));
	munmap(area, HUGE);
}

static void limits(void)
{
	struct rlimit old, small;
	char *area, *other;

	getrlimit(RLIMIT_AS, &old);
	area = pages(2, RW);
	other = pages(2, RW);
	small = old;
	small.rlim_cur = MIB;
	result("a limit below what there is", setrlimit(RLIMIT_AS, &small));
	result("map a page", mapped(mmap(NULL, PAGE, RW, PRIVATE, -1, 0)));
	result("map it over another",
	       mapped(mmap(other, PAGE, RW, PRIVATE | MAP_FIXED, -1, 0)));
	result("grow",
	       mapped(mremap(area, 2 * PAGE, 64 * MIB, MREMAP_MAYMOVE)));
	result("shrink", mapped(mremap(area, 2 * PAGE, PAGE, 0)));
	result("no limit", setrlimit(RLIMIT_AS, &old));
	result("map a page", mapped(mmap(NULL, PAGE, RW, PRIVATE, -1, 0)));
	munmap(area, PAGE);
	munmap(other, 2 * PAGE);
}

static void growing(void)
{
	/* Room for the gap that the area keeps to what lies below it. */
	char *room =
		mmap(NULL, 4 * MIB, PROT_READ, PRIVATE | MAP_NORESERVE, -1, 0);
	char *top = room + 4 * MIB - PAGE;

	munmap(room + PAGE, 4 * MIB - PAGE);
	result("an area that grows down",
	       mapped(mmap(top, PAGE, RW, PRIVATE | MAP_GROWSDOWN | MAP_FIXED,
			   -1, 0)));
	text("store to it", probe_write(top));
	text("below it", probe_write(top - 1));
	text("further below it", probe_write(top - 16 * PAGE));
	value("zero where it grew", top[-2]);
	value("the store is there", top[-1]);
	result("protect down to its start",
	       mprotect(top, PAGE, PROT_READ | PROT_GROWSDOWN));
	text("store below", probe_write(top - 1));
	text("in the gap to what is below", probe_write(room + 8 * PAGE));
	munmap(room, 4 * MIB);
}

int main(void)
{
	reservations();
	limits();
	growing();
	return 0;
}
