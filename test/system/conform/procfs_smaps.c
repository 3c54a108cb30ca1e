/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* smaps and smaps_rollup: what is in memory, and how it adds up. */
#include "check.h"
#include <fcntl.h>
#include <stdbool.h>

#define PAGES 16
#define TEXT  262144

static char all[TEXT];

/* The whole of a file, into memory that is there already. */
static bool get(const char *file)
{
	int fd = open(file, O_RDONLY);
	size_t len = 0;
	ssize_t n;

	if (fd < 0) {
		result(file, -1);
		return false;
	}
	while ((n = read(fd, all + len, TEXT - 1 - len)) > 0)
		len += (size_t)n;
	close(fd);
	all[len] = '\0';
	return true;
}

/* A field's KiB, behind a place in the text; -1: none. */
static long field(const char *from, const char *name)
{
	const char *at = strstr(from, name);

	return at ? atol(at + strlen(name)) : -1;
}

/* The area at an address. */
static const char *area(const void *address)
{
	char start[32];

	get("/proc/self/smaps");
	snprintf(start, sizeof(start), "%08lx-", (unsigned long)address);
	return strstr(all, start);
}

static void show(const char *what, const void *address)
{
	const char *a = area(address);

	if (!a) {
		result(what, -1);
		return;
	}
	check_line("%s: size %ld rss %ld anonymous %ld, all %d", what,
		   field(a, "\nSize:"), field(a, "\nRss:"),
		   field(a, "\nAnonymous:"),
		   field(a, "\nShared_Clean:") + field(a, "\nShared_Dirty:") +
				   field(a, "\nPrivate_Clean:") +
				   field(a, "\nPrivate_Dirty:") ==
			   field(a, "\nRss:"));
}

static long dirty(const void *address)
{
	const char *a = area(address);

	return a ? field(a, "\nShared_Dirty:") + field(a, "\nPrivate_Dirty:")
		 : -1;
}

static void anonymous(void)
{
	char *p = mmap(NULL, PAGES * CHECK_PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	/* Neighbours would be one area with it */
	mprotect(p, CHECK_PAGE, PROT_NONE);
	mprotect(p + (PAGES - 1) * CHECK_PAGE, CHECK_PAGE, PROT_NONE);
	p += CHECK_PAGE;
	madvise(p, (PAGES - 2) * CHECK_PAGE, 15 /* MADV_NOHUGEPAGE */);
	show("fresh", p);
	memset(p, 1, 3 * CHECK_PAGE);
	show("three pages", p);
	value("dirty", dirty(p));
	madvise(p, CHECK_PAGE, MADV_DONTNEED);
	show("one given back", p);
}

static void file(void)
{
	int fd = open("f", O_CREAT | O_RDWR, 0600);
	volatile char *p;
	char sum = 0;
	long before;

	result("size", ftruncate(fd, 4 * CHECK_PAGE));
	p = mmap(NULL, 4 * CHECK_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		 0);
	for (int i = 0; i < 4; i++)
		sum += p[i * CHECK_PAGE];
	show("a file, read", (void *)p);
	before = dirty((void *)p);
	p[0] = (char)(sum + 1);
	show("a page written", (void *)p);
	value("not less is dirty", dirty((void *)p) >= before);
	value("something is", dirty((void *)p) >= 4);
	munmap((void *)p, 4 * CHECK_PAGE);
	p = mmap(NULL, 4 * CHECK_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd,
		 0);
	for (int i = 0; i < 4; i++)
		sum += p[i * CHECK_PAGE];
	p[CHECK_PAGE] = (char)(sum + 1);
	show("a private one", (void *)p);
	close(fd);
}

static void rollup(void)
{
	long rss = 0, sum = 0;

	memset(all, 1, sizeof(all));
	if (!get("/proc/self/smaps"))
		return;
	for (const char *at = all; (at = strstr(at, "\nRss:")); at++)
		rss += field(at, "\nRss:");
	if (!get("/proc/self/smaps_rollup"))
		return;
	value("its name", strstr(all, " ---p 00000000 00:00 0 ") &&
				  strstr(all, "[rollup]\n"));
	sum = field(all, "\nRss:");
	value("about the sum", sum >= rss - 64 && sum <= rss + 64);
	value("anonymous and files",
	      field(all, "\nPss_Anon:") >= 0 && field(all, "\nPss_File:") >= 0);
	value("clean and dirty",
	      field(all, "\nShared_Clean:") + field(all, "\nShared_Dirty:") +
			      field(all, "\nPrivate_Clean:") +
			      field(all, "\nPrivate_Dirty:") ==
		      sum);
}

int main(void)
{
	memset(all, 1, sizeof(all));
	anonymous();
	file();
	rollup();
	return 0;
}
