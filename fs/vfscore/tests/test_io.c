/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Transfers. The application of these tests has two pages at app. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/access.h>
#include <uk/page.h>
#include <uk/test.h>
#include <vfscore/file.h>

static char pages[4 * __PAGE_SIZE] __align(__PAGE_SIZE);
static char *const app = pages;
#define APP_LEN (2UL * __PAGE_SIZE)

static bool accessible(const void *at, __sz len)
{
	return (const char *)at >= app &&
	       (const char *)at + len <= app + APP_LEN;
}

int uk_copy_to_app(void *app_dst, const void *src, __sz len)
{
	if (!accessible(app_dst, len))
		return -EFAULT;
	memcpy(app_dst, src, len);
	return 0;
}

int uk_copy_from_app(void *dst, const void *app_src, __sz len)
{
	if (!accessible(app_src, len))
		return -EFAULT;
	memcpy(dst, app_src, len);
	return 0;
}

int uk_clear_app(void *app_dst, __sz len)
{
	if (!accessible(app_dst, len))
		return -EFAULT;
	memset(app_dst, 0, len);
	return 0;
}

int _uk_mutex_lock_slow(struct uk_mutex *m __unused, __nsec deadline __unused)
{
	abort();
}

void _uk_mutex_unlock_slow(struct uk_mutex *m __unused)
{
	abort();
}

/* A file with the alphabet, again and again, at most limit bytes a call */
static size_t limit;

static int letters_read(struct vfscore_file *fp __unused, struct uio *uio,
			int flags)
{
	size_t moved = 0;
	int rc = 0;
	char c;

	if (flags)
		return -EOPNOTSUPP;
	while (!rc && uio->uio_resid && moved++ < limit) {
		c = (char)('a' + uio->uio_offset % 26);
		rc = vfscore_uiomove(&c, 1, uio);
	}
	return rc;
}

static int block_read(struct vfscore_file *fp __unused, struct uio *uio,
		      int flags __unused)
{
	static char block[4 * __PAGE_SIZE];

	memset(block, 'b', sizeof(block));
	return vfscore_uiomove(block, sizeof(block), uio);
}

static int zeros_read(struct vfscore_file *fp __unused, struct uio *uio,
		      int flags __unused)
{
	return vfscore_uiozero((size_t)uio->uio_resid, uio);
}

static const struct vfscore_fileops letters = {.read = letters_read};
static const struct vfscore_fileops blocks = {.read = block_read};
static const struct vfscore_fileops zeros = {.read = zeros_read};

static void file_init(struct vfscore_file *fp, const struct vfscore_fileops *op)
{
	*fp = (struct vfscore_file){.f_op = op, .f_mode = UK_FREAD | UK_FPOS};
	uk_mutex_init(&fp->f_lock);
	limit = SIZE_MAX;
}

UK_TESTCASE(vfscore_io, positions)
{
	struct vfscore_file f;
	char buf[8] = {0};
	off_t pos = 3;

	file_init(&f, &letters);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf, 2, NULL), 2);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf + 2, 2, &pos), 2);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf + 4, 2, NULL), 2);
	UK_TEST_EXPECT_BYTES_EQ(buf, "abdecd", 6);
	UK_TEST_EXPECT_SNUM_EQ(pos, 5);
	UK_TEST_EXPECT_SNUM_EQ(f.f_offset, 4);
	limit = 1;
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf, 4, NULL), 1);
	UK_TEST_EXPECT_SNUM_EQ(f.f_offset, 5);
	pos = INT64_MAX - 1;
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf, 4, &pos), -EINVAL);
	f.f_mode = UK_FREAD;
	pos = 0;
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf, 4, &pos), -ESPIPE);
}

UK_TESTCASE(vfscore_io, what_a_file_cannot_do)
{
	struct vfscore_file f;
	char buf[1] = {0};

	file_init(&f, &letters);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&f, buf, 1, NULL), -EBADF);
	f.f_mode = UK_FWRITE;
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_write(&f, buf, 1, NULL), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_file_read(&f, buf, 1, NULL), -EBADF);
}

UK_TESTCASE(vfscore_io, vectors)
{
	char a[3], b[4];
	struct iovec iov[] = {{a, 3}, {NULL, 0}, {b, 4}};
	struct iovec large[] = {{NULL, IOSIZE_MAX}, {NULL, 5}};
	struct vfscore_file f;

	file_init(&f, &letters);
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_file_readv(&f, iov, 3, UIO_SYSSPACE, NULL, 0), 7);
	UK_TEST_EXPECT_BYTES_EQ(a, "abc", 3);
	UK_TEST_EXPECT_BYTES_EQ(b, "defg", 4);
	limit = 0;
	UK_TEST_EXPECT_ZERO(
		vfscore_file_readv(&f, large, 2, UIO_SYSSPACE, NULL, 0));
	UK_TEST_EXPECT_ZERO(large[1].iov_len);
}

UK_TESTCASE(vfscore_io, what_is_accessible_is_moved)
{
	struct iovec iov[] = {{app + APP_LEN - 5000, 3000},
			      {app + APP_LEN - 2000, 9000}};
	struct vfscore_file f;

	file_init(&f, &blocks);
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_file_readv(&f, iov, 2, UIO_APPSPACE, NULL, 0), 5000);
	UK_TEST_EXPECT_SNUM_EQ(f.f_offset, 5000);
	UK_TEST_EXPECT_SNUM_EQ(app[APP_LEN - 1], 'b');

	file_init(&f, &zeros);
	iov[0] = (struct iovec){app + APP_LEN - 10, 11};
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_file_readv(&f, iov, 1, UIO_APPSPACE, NULL, 0), 10);
	UK_TEST_EXPECT_ZERO(app[APP_LEN - 1]);
	iov[0] = (struct iovec){NULL, 11};
	UK_TEST_EXPECT_SNUM_EQ(
		vfscore_file_readv(&f, iov, 1, UIO_APPSPACE, NULL, 0), -EFAULT);
}

/* Takes at most two bytes of each part */
static int pair_taker(void *data, void *part, size_t *len)
{
	*len = MIN(*len, 2U);
	strncat(data, part, *len);
	return 0;
}

static int refuser(void *data __unused, void *part __unused,
		   size_t *len __unused)
{
	return -EIO;
}

UK_TESTCASE(vfscore_io, foreach_says_how_far_it_came)
{
	char a[] = "ab", b[] = "cdef", seen[16] = "";
	struct iovec iov[] = {{a, 2}, {b, 4}};
	struct uio uio = {.uio_iov = iov,
			  .uio_iovcnt = 2,
			  .uio_resid = 6,
			  .uio_rw = UIO_WRITE,
			  .uio_segflg = UIO_SYSSPACE};

	UK_TEST_EXPECT_ZERO(vfscore_uioforeach(pair_taker, seen, 6, &uio));
	UK_TEST_EXPECT_ZERO(strcmp(seen, "abcd"));
	UK_TEST_EXPECT_SNUM_EQ(uio.uio_resid, 2);
	UK_TEST_EXPECT_SNUM_EQ(vfscore_uioforeach(refuser, NULL, 2, &uio),
			       -EIO);
	UK_TEST_EXPECT_SNUM_EQ(uio.uio_resid, 2);
}

uk_testsuite_register(vfscore_io, NULL);
