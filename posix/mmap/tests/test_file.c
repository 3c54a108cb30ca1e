/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas of files: uk_vma_map_file(). */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <uk/nofault.h>
#include <uk/syscall.h>
#include <uk/test.h>
#include <uk/vmem.h>
#include <vfscore/file.h>

#define R    PAGE_ATTR_PROT_READ
#define RW   PAGE_ATTR_PROT_RW
#define SIZE 0x1800 /* of the file: a page and a half */
#define NAME "/vma-file"

static int file_open(int flags)
{
	return (int)uk_syscall_r_openat(AT_FDCWD, (long)NAME, flags, 0600);
}

static int dir_open(void)
{
	return (int)uk_syscall_r_openat(AT_FDCWD, (long)"/", O_RDONLY, 0);
}

/* Bytes that tell where they are. */
static int file_make(void)
{
	static char bytes[SIZE];
	int fd = file_open(O_RDWR | O_CREAT | O_TRUNC);

	for (unsigned int i = 0; i < SIZE; i++)
		bytes[i] = (char)(i / 16 + 1);
	if (fd >= 0 && write(fd, bytes, SIZE) != SIZE)
		return -1;
	return fd;
}

static int map(__vaddr_t *at, __sz len, unsigned long attr, unsigned long flags,
	       int fd, __off offset)
{
	*at = __VADDR_ANY;
	return uk_vma_map_file(uk_vas_get_active(), at, len, attr, flags, fd,
			       offset);
}

static int unmap(__vaddr_t at, __sz len)
{
	return uk_vma_unmap(uk_vas_get_active(), at, len, 0);
}

static volatile char *byte_at(__vaddr_t at)
{
	return (volatile char *)at;
}

static char file_byte(int fd, off_t offset)
{
	char byte = 0;

	if (lseek(fd, offset, SEEK_SET) != offset)
		return -1;
	return read(fd, &byte, 1) == 1 ? byte : -1;
}

UK_TESTCASE(mmap_file, test_contents)
{
	const struct uk_vma *vma;
	__vaddr_t at;
	int fd = file_make();

	UK_TEST_EXPECT_SNUM_GE(fd, 0);
	UK_TEST_EXPECT_ZERO(map(&at, 0x3000, R, 0, fd, 0));
	vma = uk_vma_find(uk_vas_get_active(), at);
	UK_TEST_EXPECT_ZERO(strcmp(uk_vma_name(vma), "vma-file"));
	UK_TEST_EXPECT_NOT_NULL(uk_vma_to_file(vma));
	UK_TEST_EXPECT_PTR_EQ(vma->ops, &uk_vma_file_ops);
	UK_TEST_EXPECT_ZERO(close(fd));
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + 0x20), 3);
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + 0x17ff), (char)(0x17ff / 16 + 1));
	UK_TEST_EXPECT_ZERO(*byte_at(at + 0x1800));
	UK_TEST_EXPECT_ZERO(*byte_at(at + 0x1fff));
	/* what lies behind the end as a whole is not there */
	UK_TEST_EXPECT_SNUM_EQ(uk_nofault_probe_r(at, 0x3000, 0), 0x2000);
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_get_active()));
	UK_TEST_EXPECT_ZERO(unmap(at, 0x3000));
	UK_TEST_EXPECT_ZERO(map(&at, 0x1000, R, UK_VMA_MAP_POPULATE,
				fd = file_open(O_RDONLY), 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_nofault_probe_r(at, 0x1000, UK_NOFAULTF_NOPAGING), 0x1000);
	UK_TEST_EXPECT_ZERO(unmap(at, 0x1000));
	UK_TEST_EXPECT_ZERO(close(fd));
}

UK_TESTCASE(mmap_file, test_private_and_shared)
{
	__vaddr_t own, one, two;
	int fd = file_make();

	UK_TEST_EXPECT_ZERO(map(&own, 0x2000, RW, 0, fd, 0));
	UK_TEST_EXPECT_ZERO(map(&one, 0x2000, RW, UK_VMA_FILE_SHARED, fd, 0));
	UK_TEST_EXPECT_ZERO(map(&two, 0x2000, R, UK_VMA_MAP_SHARED, fd, 0));
	*byte_at(own + 5) = 77;
	UK_TEST_EXPECT_SNUM_EQ(file_byte(fd, 5), 1);
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(two + 5), 1);
	*byte_at(one + 0x1005) = 78;
	UK_TEST_EXPECT_SNUM_EQ(file_byte(fd, 0x1005), 78);
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(two + 0x1005), 78);
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(own + 0x1005), 78);
	UK_TEST_EXPECT_ZERO(uk_vas_check(uk_vas_get_active()));
	UK_TEST_EXPECT_ZERO(unmap(own, 0x2000));
	UK_TEST_EXPECT_ZERO(unmap(one, 0x2000));
	UK_TEST_EXPECT_ZERO(unmap(two, 0x2000));
	UK_TEST_EXPECT_ZERO(close(fd));
}

UK_TESTCASE(mmap_file, test_cut_and_merged)
{
	struct uk_vas *vas = uk_vas_get_active();
	const struct uk_vma *vma;
	__vaddr_t at, again;
	int fd = file_make(), other = file_open(O_RDONLY);

	UK_TEST_EXPECT_ZERO(map(&at, 0x3000, R, 0, fd, 0));
	UK_TEST_EXPECT_ZERO(unmap(at + 0x1000, 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_vma_to_file(uk_vma_find(vas, at + 0x2000))->offset, 0x2000);
	/* the same file opened once more is another one */
	again = at + 0x1000;
	UK_TEST_EXPECT_ZERO(
		uk_vma_map_file(vas, &again, 0x1000, R, 0, other, 0x1000));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_find(vas, at)->end, at + 0x1000);
	UK_TEST_EXPECT_ZERO(uk_vma_map_file(vas, &again, 0x1000, R,
					    UK_VMA_MAP_REPLACE, fd, 0x1000));
	vma = uk_vma_find(vas, at);
	UK_TEST_EXPECT(vma->start == at && vma->end == at + 0x3000);
	UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + 0x1000), 1);
	UK_TEST_EXPECT_ZERO(uk_vas_check(vas));
	UK_TEST_EXPECT_ZERO(unmap(at, 0x3000));
	UK_TEST_EXPECT_ZERO(close(fd));
	UK_TEST_EXPECT_ZERO(close(other));
}

UK_TESTCASE(mmap_file, test_refused)
{
	struct uk_vas *vas = uk_vas_get_active();
	int fd = file_make(), dir = dir_open();
	int reads = file_open(O_RDONLY), writes = file_open(O_WRONLY);
	__vaddr_t at;

	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, -1, 0), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, 900, 0), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, dir, 0), -ENODEV);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, fd, 1), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, fd, -4096), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1001, R, 0, fd, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(map(&at, 0x1000, R, 0, writes, 0), -EACCES);
	UK_TEST_EXPECT_SNUM_EQ(
		map(&at, 0x1000, RW, UK_VMA_FILE_SHARED, reads, 0), -EACCES);
	UK_TEST_EXPECT_ZERO(map(&at, 0x1000, R, UK_VMA_FILE_SHARED, reads, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_vma_set_attr(vas, at, 0x1000, RW, 0),
			       -EACCES);
	UK_TEST_EXPECT_ZERO(unmap(at, 0x1000));
	UK_TEST_EXPECT_ZERO(map(&at, 0x1000, R, 0, reads, 0));
	UK_TEST_EXPECT_ZERO(uk_vma_set_attr(vas, at, 0x1000, RW, 0));
	UK_TEST_EXPECT_ZERO(unmap(at, 0x1000));
	UK_TEST_EXPECT_ZERO(close(fd));
	UK_TEST_EXPECT_ZERO(close(dir));
	UK_TEST_EXPECT_ZERO(close(reads));
	UK_TEST_EXPECT_ZERO(close(writes));
}

/* A file lives as long as it is mapped; then everything is back. */
UK_TESTCASE(mmap_file, test_removed)
{
	struct uk_falloc *fa = uk_vas_get_active()->pt->fa;
	__sz before = fa->free_memory;
	__vaddr_t at;

	for (int round = 0; round < 2; round++) {
		int fd = file_make();

		/* what is kept for the next time is there after the first */
		before = round ? before : 0;
		UK_TEST_EXPECT_ZERO(
			map(&at, 0x2000, RW, UK_VMA_FILE_SHARED, fd, 0));
		UK_TEST_EXPECT_ZERO(close(fd));
		UK_TEST_EXPECT_ZERO(unlinkat(AT_FDCWD, NAME, 0));
		*byte_at(at) = 9;
		UK_TEST_EXPECT_SNUM_EQ(*byte_at(at + 0x1000), 1);
		UK_TEST_EXPECT_ZERO(unmap(at, 0x2000));
		if (before)
			UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, before);
		before = fa->free_memory;
	}
}

uk_testsuite_register(mmap_file, NULL);
