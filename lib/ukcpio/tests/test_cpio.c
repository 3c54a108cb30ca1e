/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdio.h>
#include <string.h>
#include <uk/cpio.h>
#include <uk/test.h>

static char archive[2048] __align4;
static __sz used;

struct row {
	const char *name;
	const char *data;
	__u32 mode;
	__u32 ino;
};

static const struct row rows[] = {
	{".", "", UKCPIO_MODE_DIR | 0755, 1},
	{"a", "x", UKCPIO_MODE_FILE | 0644, 2},
	{"etc/hello.txt", "Hello world!\n", UKCPIO_MODE_FILE | 0600, 3},
	{"link", "etc/hello.txt", UKCPIO_MODE_SYMLINK | 0777, 4},
	{"../up", "", UKCPIO_MODE_FILE | 0644, 5},
	{"/abs", "1234", UKCPIO_MODE_FILE | 0644, 0xffffffff},
};

static __u32 sum_of(const char *data)
{
	__u32 sum = 0;

	for (; *data; data++)
		sum += (unsigned char)*data;
	return sum;
}

static void pad(void)
{
	while (used & 3)
		archive[used++] = '\0';
}

static void put(const struct row *row, char kind)
{
	int len = snprintf(
		&archive[used], sizeof(archive) - used,
		"07070%c%08X%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		kind, row->ino, row->mode, 1000, 100, 1, 0x5f000000,
		(unsigned int)strlen(row->data), 8, 1, 4, 64,
		(unsigned int)strlen(row->name) + 1,
		kind == '2' ? sum_of(row->data) : 0);

	used += (__sz)len;
	strcpy(&archive[used], row->name);
	used += strlen(row->name) + 1;
	pad();
	memcpy(&archive[used], row->data, strlen(row->data));
	used += strlen(row->data);
	pad();
}

static void put_all(char kind)
{
	static const struct row end = {"TRAILER!!!", "", 0, 0};
	unsigned int i;

	memset(archive, 0, sizeof(archive));
	used = 0;
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		put(&rows[i], kind);
	put(&end, kind);
}

/* Reads on to the end or an error; the number of entries goes to *count. */
static int walk(const void *buf, __sz len, unsigned int *count)
{
	struct ukcpio_iter iter;
	struct ukcpio_entry entry;
	int rc;

	*count = 0;
	ukcpio_iter_init(&iter, buf, len);
	while ((rc = ukcpio_next(&iter, &entry)) > 0)
		++*count;
	return rc;
}

UK_TESTCASE(ukcpio, reads_entries)
{
	struct ukcpio_iter iter;
	struct ukcpio_entry e;
	unsigned int i;
	int kind;

	for (kind = '1'; kind <= '2'; kind++) {
		put_all((char)kind);
		ukcpio_iter_init(&iter, archive, used);
		for (i = 0; i < ARRAY_SIZE(rows); i++) {
			UK_TEST_EXPECT_SNUM_EQ(ukcpio_next(&iter, &e), 1);
			UK_TEST_EXPECT_ZERO(strcmp(e.name, rows[i].name));
			UK_TEST_EXPECT_SNUM_EQ(e.name_len,
					       strlen(rows[i].name));
			UK_TEST_EXPECT_SNUM_EQ(e.data_len,
					       strlen(rows[i].data));
			UK_TEST_EXPECT_BYTES_EQ(e.data, rows[i].data,
						e.data_len);
			UK_TEST_EXPECT_ZERO(((const char *)e.data - archive) &
					    3);
			UK_TEST_EXPECT_SNUM_EQ(e.mode, rows[i].mode);
			UK_TEST_EXPECT_SNUM_EQ(e.ino, rows[i].ino);
			UK_TEST_EXPECT_SNUM_EQ(e.has_check, kind == '2');
			UK_TEST_EXPECT(ukcpio_entry_intact(&e));
		}
		UK_TEST_EXPECT_SNUM_EQ(e.uid, 1000);
		UK_TEST_EXPECT_SNUM_EQ(e.gid, 100);
		UK_TEST_EXPECT_SNUM_EQ(e.nlink, 1);
		UK_TEST_EXPECT_SNUM_EQ(e.mtime, 0x5f000000);
		UK_TEST_EXPECT_SNUM_EQ(e.dev_major, 8);
		UK_TEST_EXPECT_SNUM_EQ(e.dev_minor, 1);
		UK_TEST_EXPECT_SNUM_EQ(e.rdev_major, 4);
		UK_TEST_EXPECT_SNUM_EQ(e.rdev_minor, 64);
		UK_TEST_EXPECT_ZERO(ukcpio_next(&iter, &e));
		UK_TEST_EXPECT_SNUM_EQ(iter.pos, used);
	}
}

UK_TESTCASE(ukcpio, notices_wrong_sums)
{
	struct ukcpio_entry e = {.data = "ab", .data_len = 2, .has_check = 1};

	e.check = 'a' + 'b';
	UK_TEST_EXPECT(ukcpio_entry_intact(&e));
	e.check++;
	UK_TEST_EXPECT(!ukcpio_entry_intact(&e));
	e.has_check = 0;
	UK_TEST_EXPECT(ukcpio_entry_intact(&e));
}

UK_TESTCASE(ukcpio, cut_anywhere_is_damaged)
{
	unsigned int count, ok = 0;
	__sz len;

	put_all('1');
	for (len = 0; len < used; len++) {
		if (walk(archive, len, &count) == 0) {
			/* padding behind the end mark may be missing */
			UK_TEST_EXPECT_SNUM_LT(used - len, 4);
			ok++;
		}
	}
	UK_TEST_EXPECT_SNUM_LE(ok, 3);
	UK_TEST_EXPECT_ZERO(walk(archive, used, &count));
	UK_TEST_EXPECT_SNUM_EQ(count, ARRAY_SIZE(rows));
	UK_TEST_EXPECT_ZERO(walk(archive, sizeof(archive), &count));
	UK_TEST_EXPECT_SNUM_EQ(walk(NULL, 0, &count), UKCPIO_MALFORMED_INPUT);
}

/* Overwrites what is at a place in the first header and reads. */
static int damaged(__sz at, const char *text)
{
	unsigned int count;

	put_all('1');
	while (*text)
		archive[at++] = *text++;
	return walk(archive, used, &count);
}

UK_TESTCASE(ukcpio, damaged_headers)
{
	UK_TEST_EXPECT_SNUM_EQ(damaged(0, "070707"), UKCPIO_INVALID_HEADER);
	UK_TEST_EXPECT_SNUM_EQ(damaged(5, "3"), UKCPIO_INVALID_HEADER);
	UK_TEST_EXPECT_SNUM_EQ(damaged(6, "0000000g"), UKCPIO_INVALID_HEADER);
	UK_TEST_EXPECT_SNUM_EQ(damaged(14, "      -1"), UKCPIO_INVALID_HEADER);
	/* length of the data */
	UK_TEST_EXPECT_SNUM_EQ(damaged(54, "ffffffff"), UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_SNUM_EQ(damaged(54, "00001000"), UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_SNUM_EQ(damaged(54, "00000001"), UKCPIO_INVALID_HEADER);
	/* length of the name */
	UK_TEST_EXPECT_SNUM_EQ(damaged(94, "00000000"), UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_SNUM_EQ(damaged(94, "00000001"), UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_SNUM_EQ(damaged(94, "00000003"), UKCPIO_MALFORMED_INPUT);
	UK_TEST_EXPECT_SNUM_EQ(damaged(94, "ffffffff"), UKCPIO_MALFORMED_INPUT);
}

uk_testsuite_register(ukcpio, NULL);
