/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The devices that need no hardware, through the calls that everybody uses. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <uk/access.h>
#include <uk/swrand.h>
#include <uk/test.h>
#include <vfscore/fs.h>
#include "../devfs_priv.h"

#define DEVICES_MAX 16

static struct vfscore_chrdev *devices[DEVICES_MAX];
static unsigned int count, refuse_at;

/* Stands in for vfscore's; refuses the one whose turn is refuse_at. */
int vfscore_chrdev_register(struct vfscore_chrdev *cd)
{
	if (count + 1 == refuse_at)
		return -EEXIST;
	devices[count++] = cd;
	return 0;
}

int uk_copy_to_app(void *app_dst __unused, const void *src __unused,
		   __sz len __unused)
{
	return -EFAULT;
}

int uk_copy_from_app(void *dst __unused, const void *app_src __unused,
		     __sz len __unused)
{
	return -EFAULT;
}

int uk_clear_app(void *app_dst __unused, __sz len __unused)
{
	return -EFAULT;
}

int _uk_mutex_lock_slow(struct uk_mutex *m __unused, __nsec deadline __unused)
{
	abort();
}

void _uk_mutex_unlock_slow(struct uk_mutex *m __unused)
{
	abort();
}

/* A generator, and how much entropy it was given */
static size_t entropy;

ssize_t uk_swrand_fill_buffer(void *buf, size_t buflen)
{
	static unsigned int state = 1;

	for (size_t i = 0; i < buflen; i++) {
		state = state * 1103515245 + 12345;
		((unsigned char *)buf)[i] = (unsigned char)(state >> 16);
	}
	return (ssize_t)buflen;
}

void uk_swrand_add(const void *seed __unused, size_t len)
{
	entropy += len;
}

static int init(void)
{
	count = 0;
	refuse_at = 0;
	return devfs_mem_init() | devfs_random_init();
}

/* An open file of a device, in *fp. 0 if it is there and opens. */
static int open_device(struct vfscore_file *fp, const char *name)
{
	*fp = (struct vfscore_file){.f_mode = UK_FREAD | UK_FWRITE};
	for (unsigned int i = 0; i < count; i++)
		if (strcmp(devices[i]->name, name) == 0)
			return devices[i]->open(fp);
	return -ENOENT;
}

UK_TESTCASE(devfs_mem, null)
{
	char buf[4] = "abc";
	struct vfscore_file fp;
	off_t pos = 1000;

	UK_TEST_EXPECT_ZERO(init());
	UK_TEST_EXPECT_ZERO(open_device(&fp, "null"));
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&fp, buf, 3, NULL), 0);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&fp, buf, 3, &pos), 0);
	UK_TEST_EXPECT_ZERO(strcmp(buf, "abc"));
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&fp, buf, 3, NULL), 3);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&fp, buf, 3, &pos), 3);
	UK_TEST_EXPECT_SNUM_EQ(fp.f_op->seek(&fp, 7, 0), 0);
}

UK_TESTCASE(devfs_mem, zero)
{
	char buf[8], zeros[8] = {0};
	struct vfscore_file fp;

	UK_TEST_EXPECT_ZERO(init());
	memset(buf, 'x', sizeof(buf));
	UK_TEST_EXPECT_ZERO(open_device(&fp, "zero"));
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&fp, buf, 7, NULL), 7);
	UK_TEST_EXPECT_ZERO(memcmp(buf, zeros, 7));
	UK_TEST_EXPECT_SNUM_EQ(buf[7], 'x');
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&fp, buf, 8, NULL), 8);
}

UK_TESTCASE(devfs_mem, full)
{
	struct vfscore_file fp;
	char buf[2] = "x";

	UK_TEST_EXPECT_ZERO(init());
	UK_TEST_EXPECT_ZERO(open_device(&fp, "full"));
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&fp, buf, 1, NULL), -ENOSPC);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&fp, buf, 1, NULL), 1);
	UK_TEST_EXPECT_ZERO(buf[0]);
}

UK_TESTCASE(devfs_random, fills_all)
{
	unsigned char buf[1000], seen[1000] = {0};
	struct vfscore_file fp;

	UK_TEST_EXPECT_ZERO(init());
	UK_TEST_EXPECT_ZERO(open_device(&fp, "urandom"));
	/* A byte that nobody writes stays 0 in every round */
	for (int i = 0; i < 16; i++) {
		memset(buf, 0, sizeof(buf));
		UK_TEST_EXPECT_SNUM_EQ(
			vfscore_file_read(&fp, buf, sizeof(buf), NULL), 1000);
		for (size_t j = 0; j < sizeof(buf); j++)
			seen[j] |= buf[j];
	}
	UK_TEST_EXPECT_NULL(memchr(seen, 0, sizeof(buf)));
	entropy = 0;
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&fp, buf, 300, NULL), 300);
	UK_TEST_EXPECT_SNUM_EQ(entropy, 300);
}

UK_TESTCASE(devfs_random, numbers_are_linuxs)
{
	static const struct {
		const char *name;
		dev_t dev;
	} known[] = {
		{"null", DEVFS_DEV(1, 3)},    {"zero", DEVFS_DEV(1, 5)},
		{"full", DEVFS_DEV(1, 7)},    {"random", DEVFS_DEV(1, 8)},
		{"urandom", DEVFS_DEV(1, 9)},
	};

	UK_TEST_EXPECT_ZERO(init());
	UK_TEST_EXPECT_SNUM_EQ(count, ARRAY_SIZE(known));
	for (unsigned int i = 0; i < ARRAY_SIZE(known); i++) {
		UK_TEST_EXPECT_ZERO(strcmp(devices[i]->name, known[i].name));
		UK_TEST_EXPECT_SNUM_EQ(devices[i]->dev, known[i].dev);
		UK_TEST_EXPECT_SNUM_EQ(devices[i]->mode, 0666);
	}
}

UK_TESTCASE(devfs_random, a_number_taken)
{
	for (unsigned int at = 1; at <= 3; at++) {
		count = 0;
		refuse_at = at;
		UK_TEST_EXPECT_SNUM_EQ(devfs_mem_init(), -EEXIST);
	}
	count = 0;
	refuse_at = 2;
	UK_TEST_EXPECT_SNUM_EQ(devfs_random_init(), -EEXIST);
}

uk_testsuite_register(devfs_mem, NULL);
uk_testsuite_register(devfs_random, NULL);
