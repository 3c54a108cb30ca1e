/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reservations, memory that there is not, limits, areas that grow. */
#include "check.h"
#include "probe.h"
#include <fcntl.h>
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
	char *area, *other, *shared;

	getrlimit(RLIMIT_AS, &old);
	area = pages(2, RW);
	other = pages(2, RW);
	shared = mmap(NULL, PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	small = old;
	small.rlim_cur = MIB;
	result("a limit below what there is", setrlimit(RLIMIT_AS, &small));
	result("map a page", mapped(mmap(NULL, PAGE, RW, PRIVATE, -1, 0)));
	result("map it over another",
	       mapped(mmap(other, PAGE, RW, PRIVATE | MAP_FIXED, -1, 0)));
	result("grow",
	       mapped(mremap(area, 2 * PAGE, 64 * MIB, MREMAP_MAYMOVE)));
	result("shrink", mapped(mremap(area, 2 * PAGE, PAGE, 0)));
	result("map shared memory once more",
	       mapped(mremap(shared, 0, PAGE, MREMAP_MAYMOVE)));
	result("no limit", setrlimit(RLIMIT_AS, &old));
	result("map a page", mapped(mmap(NULL, PAGE, RW, PRIVATE, -1, 0)));
	munmap(area, PAGE);
	munmap(other, 2 * PAGE);
	munmap(shared, PAGE);
}

/* Pages that /proc counts under a name. */
static long counted(const char *name)
{
	char text[4096] = "";
	int fd = open("/proc/self/status", O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text) - 1);
	char *at = n > 0 ? strstr(text, name) : NULL;

	close(fd);
	return at ? atol(at + strlen(name)) * 1024 / (long)PAGE : -1;
}

static void count(const char *what, char *at, int prot, int flags)
{
	long all = counted("VmSize:"), data = counted("VmData:");
	long stack = counted("VmStk:");

	if (mmap(at, 8 * PAGE, prot, flags | MAP_ANONYMOUS | MAP_FIXED, -1,
		 0) == MAP_FAILED)
		abort();
	check_line("%s: all %ld, data %ld, stack %ld", what,
		   counted("VmSize:") - all, counted("VmData:") - data,
		   counted("VmStk:") - stack);
}

/* What counts as data: what may be written to and is not shared, nor a stack;
 * by /proc and by the limit.
 */
static void data(void)
{
	char *room = mmap(NULL, 4 * MIB, PROT_NONE, PRIVATE, -1, 0);
	struct rlimit old, small;

	munmap(room, 4 * MIB);
	count("memory", room, RW, MAP_PRIVATE);
	count("read only", room + 16 * PAGE, PROT_READ, MAP_PRIVATE);
	count("no access", room + 32 * PAGE, PROT_NONE, MAP_PRIVATE);
	count("shared", room + 48 * PAGE, RW, MAP_SHARED);
	count("executable", room + 64 * PAGE, RW | PROT_EXEC, MAP_PRIVATE);
	count("for a stack", room + 80 * PAGE, RW, MAP_PRIVATE | MAP_STACK);
	count("grows down", room + 512 * PAGE, RW, MAP_PRIVATE | MAP_GROWSDOWN);
	getrlimit(RLIMIT_DATA, &old);
	small = old;
	small.rlim_cur = ((unsigned long)counted("VmData:") + 4) * PAGE;
	result("a limit of four pages more", setrlimit(RLIMIT_DATA, &small));
	result("five", mapped(mmap(NULL, 5 * PAGE, RW, PRIVATE, -1, 0)));
	result("five that are shared",
	       mapped(mmap(NULL, 5 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1,
			   0)));
	result("five that grow down",
	       mapped(mmap(NULL, 5 * PAGE, RW, PRIVATE | MAP_GROWSDOWN, -1,
			   0)));
	result("five made writable", mprotect(room + 16 * PAGE, 5 * PAGE, RW));
	result("four made writable", mprotect(room + 16 * PAGE, 4 * PAGE, RW));
	result("again", mprotect(room + 16 * PAGE, 4 * PAGE, RW));
	result("one more",
	       mapped(mmap(room + 100 * PAGE, PAGE, RW, PRIVATE, -1, 0)));
	result("over what does not count",
	       mapped(mmap(room + 20 * PAGE, 4 * PAGE, RW, PRIVATE | MAP_FIXED,
			   -1, 0)));
	result("over what counts already",
	       mapped(mmap(room, PAGE, RW, PRIVATE | MAP_FIXED, -1, 0)));
	result("no limit", setrlimit(RLIMIT_DATA, &old));
	munmap(room, 4 * MIB);
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
	data();
	growing();
	return 0;
}
