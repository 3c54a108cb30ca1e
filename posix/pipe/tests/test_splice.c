/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <uk/pipe.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../splice_priv.h"
#include "standin.h"

static struct uk_test_alloc ta;
static struct vfscore_file *rd[2], *wr[2];

/* A file that takes and gives so many bytes; vfscore's io.c is not here. */
static long file_takes, file_gives;

ssize_t vfscore_file_write(struct vfscore_file *fp __unused,
			   const void *buf __unused, size_t len,
			   off_t *pos __unused)
{
	return MIN((long)len, file_takes);
}

ssize_t vfscore_file_read(struct vfscore_file *fp __unused, void *buf,
			  size_t len, off_t *pos __unused)
{
	long n = MIN((long)len, file_gives);

	if (n > 0) {
		memset(buf, 'f', (size_t)n);
		file_gives -= n;
	}
	return n;
}

static const struct vfscore_fileops file_ops = {.poll = NULL};
static struct vfscore_file file = {.f_op = &file_ops, .f_mode = UK_FPOS};

static struct pipe *pipe_at(int i)
{
	return rd[i]->f_data;
}

static long give(int i, size_t n)
{
	static char buf[10000];
	struct iovec iov = {buf, n};
	struct uio uio = {.uio_iov = &iov,
			  .uio_iovcnt = 1,
			  .uio_resid = (ssize_t)n,
			  .uio_rw = UIO_WRITE};
	int rc = pipe_write(wr[i], &uio, 0);

	return rc ? rc : (long)n - uio.uio_resid;
}

static long take(int i)
{
	static char buf[100000];
	struct iovec iov = {buf, sizeof(buf)};
	struct uio uio = {.uio_iov = &iov,
			  .uio_iovcnt = 1,
			  .uio_resid = sizeof(buf),
			  .uio_rw = UIO_READ};
	int rc = pipe_read(rd[i], &uio, 0);

	return rc ? rc : (long)sizeof(buf) - uio.uio_resid;
}

static int begin(void)
{
	int rc;

	standin_alloc = &ta.a;
	rc = uk_pipe_create(&ta.a, O_NONBLOCK, &rd[0], &wr[0]);
	if (rc)
		return rc;
	rc = uk_pipe_create(&ta.a, O_NONBLOCK, &rd[1], &wr[1]);
	if (rc) {
		fdrop(rd[0]);
		fdrop(wr[0]);
	}
	return rc;
}

static long end(void)
{
	for (int i = 0; i < 2; i++) {
		fdrop(rd[i]);
		fdrop(wr[i]);
	}
	return uk_test_alloc_live(&ta);
}

UK_TESTCASE(posix_splice, bytes_are_moved_or_copied)
{
	struct pipe *a, *b;

	uk_test_alloc_init(&ta, NULL);
	UK_TEST_ASSERT(begin() == 0);
	a = pipe_at(0);
	b = pipe_at(1);
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_pipe(a, b, 9, false, false),
			       -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(0, 5000), 5000);
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_pipe(a, b, 99, false, true), 99);
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_pipe(a, b, 99, false, false), 99);
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_pipe(b, a, 99, false, false), 99);
	UK_TEST_EXPECT_SNUM_EQ(take(1), 99);
	UK_TEST_EXPECT_SNUM_EQ(take(0), 5000);
	/* As much as the file takes */
	UK_TEST_EXPECT_SNUM_EQ(give(0, 5000), 5000);
	file_takes = 10;
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_file(a, &file, NULL, 25, false),
			       25);
	file_takes = -EIO;
	UK_TEST_EXPECT_SNUM_EQ(splice_pipe_to_file(a, &file, NULL, 25, false),
			       -EIO);
	UK_TEST_EXPECT_SNUM_EQ(take(0), 4975);
	/* As much as there is room for */
	file_gives = 100000;
	UK_TEST_EXPECT_SNUM_EQ(
		splice_file_to_pipe(&file, NULL, a, 100000, false), 65536);
	UK_TEST_EXPECT_SNUM_EQ(splice_file_to_pipe(&file, NULL, a, 1, false),
			       -EAGAIN);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_splice, every_allocation_may_fail)
{
	unsigned long n;
	bool failed;
	long rc;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		uk_test_alloc_fail_at(&ta, n);
		rc = begin();
		if (rc) {
			UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
			continue;
		}
		failed = give(0, 5000) != 5000;
		rc = splice_pipe_to_pipe(pipe_at(0), pipe_at(1), 10, false,
					 true);
		UK_TEST_EXPECT(rc == 10 || rc == -ENOMEM || failed);
		failed |= rc != 10;
		rc = splice_pipe_to_pipe(pipe_at(0), pipe_at(1), 10, false,
					 false);
		UK_TEST_EXPECT(rc == 10 || rc == -ENOMEM || failed);
		failed |= rc != 10;
		file_takes = 10;
		rc = splice_pipe_to_file(pipe_at(0), &file, NULL, 10, false);
		UK_TEST_EXPECT(rc == 10 || rc == -ENOMEM || failed);
		failed |= rc != 10;
		file_gives = 10;
		rc = splice_file_to_pipe(&file, NULL, pipe_at(0), 10, false);
		UK_TEST_EXPECT(rc == 10 || rc == -ENOMEM || failed);
		failed |= rc != 10;
		UK_TEST_EXPECT_ZERO(end());
		if (!failed)
			break;
	}
	UK_TEST_EXPECT(n > 8);
}

uk_testsuite_register(posix_splice, NULL);
