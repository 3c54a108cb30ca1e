/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* ukcpio_extract(): archives into folders. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/cpio.h>
#include <uk/test.h>
#include "../../vfscore/vfscore_priv.h"
#include "machine.h"

#define CTX vfscore_ctx_boot()

static char archive[8192];
static size_t end;

static void pad(void)
{
	while (end % 4)
		archive[end++] = '\0';
}

static void add(const char *name, unsigned int mode, const char *data,
		unsigned int ino)
{
	end += (size_t)sprintf(
		archive + end,
		"070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		ino, mode, 0, 0, ino ? 2 : 1, 0, (unsigned int)strlen(data), 0,
		0, 1, 3, (unsigned int)strlen(name) + 1, 0);
	strcpy(archive + end, name);
	end += strlen(name) + 1;
	pad();
	memcpy(archive + end, data, strlen(data));
	end += strlen(data);
	pad();
}

static enum ukcpio_error extract(const char *dest)
{
	if (end < 120 || strcmp(archive + end - 12, "TRAILER!!!"))
		add("TRAILER!!!", 0, "", 0);
	return ukcpio_extract(dest, archive, end);
}

static int start(void)
{
	int rc;

	machine_start();
	end = 0;
	memset(archive, 0, sizeof(archive));
	rc = vfscore_mount(CTX, NULL, "/test", "tmpfs", 0, NULL);
	return rc ? rc : vfscore_mkdir(CTX, NULL, "/test/to", 0755);
}

static int finish(void)
{
	int rc = vfscore_umount(CTX, "/test", 0);

	while (vfscore_dcache_shrink(1000))
		;
	return rc;
}

/* What a file holds; its mode, or what went wrong. */
static int look(const char *name, char *text, size_t size)
{
	struct vfscore_file *fp;
	struct vattr va;
	ssize_t n = 0;
	int rc = vfscore_stat(CTX, NULL, name, 0, &va);

	memset(text, 0, size);
	if (rc == 0 && S_ISLNK(va.va_mode))
		n = vfscore_readlink(CTX, NULL, name, 0, text, size);
	if (rc == 0 && S_ISREG(va.va_mode)) {
		rc = vfscore_open(CTX, NULL, name, O_RDONLY, 0, 0, &fp);
		if (rc == 0) {
			n = vfscore_file_read(fp, text, size - 1, NULL);
			fdrop(fp);
		}
	}
	if (rc || n < 0)
		return rc ? rc : (int)n;
	return (int)va.va_mode;
}

UK_TESTCASE(vfscore_extract, every_kind_of_file)
{
	char text[64];

	UK_TEST_EXPECT_ZERO(start());
	add(".", S_IFDIR | 0700, "", 0);
	add("d", S_IFDIR | 01777, "", 0);
	add("d/f", S_IFREG | 04751, "hello", 0);
	add("/abs", S_IFREG | 0644, "", 0);
	add("l", S_IFLNK | 0777, "d/f", 0);
	add("p", S_IFIFO | 0622, "", 0);
	add("null", S_IFCHR | 0666, "", 0);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_SUCCESS);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/d", text, sizeof(text)),
			       S_IFDIR | 01777);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/d/f", text, sizeof(text)),
			       S_IFREG | 04751);
	UK_TEST_EXPECT_ZERO(strcmp(text, "hello"));
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/abs", text, sizeof(text)),
			       S_IFREG | 0644);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/l", text, sizeof(text)),
			       S_IFLNK | 0777);
	UK_TEST_EXPECT_ZERO(strcmp(text, "d/f"));
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/p", text, sizeof(text)),
			       S_IFIFO | 0622);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/null", text, sizeof(text)),
			       S_IFCHR | 0666);
	/* Once more: the same, not an error */
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_SUCCESS);
	UK_TEST_EXPECT_ZERO(finish());
}

UK_TESTCASE(vfscore_extract, names_of_one_file)
{
	struct vattr a, b;
	char text[64];

	UK_TEST_EXPECT_ZERO(start());
	add("a", S_IFREG | 0644, "", 7);
	add("b", S_IFREG | 0644, "data", 7);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_SUCCESS);
	UK_TEST_EXPECT_ZERO(vfscore_stat(CTX, NULL, "/test/to/a", 0, &a));
	UK_TEST_EXPECT_ZERO(vfscore_stat(CTX, NULL, "/test/to/b", 0, &b));
	UK_TEST_EXPECT_SNUM_EQ(a.va_nodeid, b.va_nodeid);
	UK_TEST_EXPECT_SNUM_EQ(a.va_nlink, 2);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/a", text, sizeof(text)),
			       S_IFREG | 0644);
	UK_TEST_EXPECT_ZERO(strcmp(text, "data"));
	UK_TEST_EXPECT_ZERO(finish());
}

UK_TESTCASE(vfscore_extract, nothing_leads_out_of_the_folder)
{
	char text[64];

	UK_TEST_EXPECT_ZERO(start());
	add("../up", S_IFREG | 0644, "x", 0);
	add("l", S_IFLNK | 0777, "/", 0);
	add("l/through", S_IFREG | 0644, "x", 0);
	add("f", S_IFLNK | 0777, "/g", 0);
	add("f", S_IFLNK | 0777, "/h", 0);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_SUCCESS);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/up", text, sizeof(text)), -ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(look("/through", text, sizeof(text)), -ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/up", text, sizeof(text)),
			       S_IFREG | 0644);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/through", text, sizeof(text)),
			       S_IFREG | 0644);
	UK_TEST_EXPECT_SNUM_EQ(look("/test/to/f", text, sizeof(text)),
			       S_IFLNK | 0777);
	UK_TEST_EXPECT_ZERO(strcmp(text, "/h"));
	UK_TEST_EXPECT_ZERO(finish());
}

UK_TESTCASE(vfscore_extract, errors)
{
	UK_TEST_EXPECT_ZERO(start());
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/none"), UKCPIO_NODEST);
	end = 0;
	add("no/f", S_IFREG | 0644, "x", 0);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_FILE_CREATE_FAILED);
	end = 0;
	add("f", S_IFREG | 0644, "x", 0);
	add("f", S_IFDIR | 0755, "", 0);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_MKDIR_FAILED);
	end = 0;
	add("odd", 0010, "", 0);
	add("odd", 0150000, "", 0);
	UK_TEST_EXPECT_SNUM_EQ(extract("/test/to"), UKCPIO_FILE_CREATE_FAILED);
	memset(archive, 'x', 200);
	UK_TEST_EXPECT_SNUM_EQ(ukcpio_extract("/test/to", archive, 200),
			       UKCPIO_INVALID_HEADER);
	UK_TEST_EXPECT_SNUM_EQ(ukcpio_extract("/test/to", archive, 0),
			       UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_ZERO(finish());
}

/* Whatever request for memory fails: an error, nothing leaks, and then it
 * works. */
UK_TESTCASE(vfscore_extract, every_allocation_may_fail)
{
	enum ukcpio_error rc = UKCPIO_NOMEM;
	unsigned long nth;
	long live;

	UK_TEST_EXPECT_ZERO(start());
	UK_TEST_EXPECT_ZERO(finish());
	live = machine_live();
	for (nth = 1; rc && nth < 1000; nth++) {
		UK_TEST_EXPECT_ZERO(start());
		add("d", S_IFDIR | 0755, "", 0);
		add("d/f", S_IFREG | 0644, "hello", 0);
		add("l", S_IFLNK | 0777, "d/f", 0);
		machine_fail_at(nth);
		rc = extract("/test/to");
		machine_fail_at(0);
		UK_TEST_EXPECT_ZERO(finish());
		UK_TEST_EXPECT_SNUM_EQ(machine_live(), live);
	}
	UK_TEST_EXPECT_SNUM_GT(nth, 5);
	UK_TEST_EXPECT_ZERO(rc);
}

uk_testsuite_register(vfscore_extract, NULL);
