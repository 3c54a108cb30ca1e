/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* brk(): its end moves up and down, new memory is zero, bounds hold. */
#include "check.h"
#include "probe.h"
#include <sys/resource.h>
#include <sys/syscall.h>

#define PAGE 4096

static char *start;

/** Moves the end to start + offset; says by how much it is off. */
static long end_at(long offset)
{
	return (char *)raw(SYS_brk, start + offset) - (start + offset);
}

int main(void)
{
	struct rlimit old, small;
	char *block;

	/* What the C library wants of it, it has now. */
	block = malloc(1000);
	text("something", block ? "allocated" : "none");
	start = (char *)raw(SYS_brk, 0);
	start += PAGE - (uintptr_t)start % PAGE;
	value("to a page's start", end_at(0));
	value("asked by 0", (char *)raw(SYS_brk, 0) - start);
	value("asked by 1", (char *)raw(SYS_brk, 1) - start);
	value("up by three pages", end_at(3 * PAGE));
	value("zero at its start", start[0]);
	value("zero at its end", start[3 * PAGE - 1]);
	text("behind it", probe_write(start + 3 * PAGE));
	text("write to it", probe_write(start + 2 * PAGE));
	text("call it", probe_call(start + PAGE));
	value("down within a page", end_at(2 * PAGE + 1));
	text("the rest of its page", probe_write(start + 3 * PAGE - 1));
	value("down by a page", end_at(2 * PAGE));
	text("which is gone", probe_read(start + 2 * PAGE));
	value("up again", end_at(3 * PAGE));
	value("zero where something was", start[2 * PAGE]);
	value("far too much", (char *)raw(SYS_brk, -1UL) - (start + 3 * PAGE));
	getrlimit(RLIMIT_DATA, &old);
	small = old;
	small.rlim_cur = PAGE;
	result("a limit", setrlimit(RLIMIT_DATA, &small));
	value("above it",
	      (char *)raw(SYS_brk, start + 9 * PAGE) - (start + 3 * PAGE));
	result("no limit", setrlimit(RLIMIT_DATA, &old));
	value("above it", end_at(9 * PAGE));
	block = mmap(start + 12 * PAGE, PAGE, PROT_READ,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	result("something in its way", mapped(block));
	value("into it",
	      (char *)raw(SYS_brk, start + 13 * PAGE) - (start + 9 * PAGE));
	munmap(block, PAGE);
	value("without it", end_at(13 * PAGE));
	munmap(start + 4 * PAGE, PAGE);
	text("a hole in it", probe_read(start + 4 * PAGE));
	value("down over the hole", end_at(0));
	text("all gone", probe_read(start + 8 * PAGE));
	return 0;
}
