/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <uk/pipe.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../pipe_priv.h"
#include "standin.h"

static struct uk_test_alloc ta;
static struct vfscore_file *rd, *wr;

static int begin(int flags)
{
	uk_test_alloc_init(&ta, NULL);
	standin_alloc = &ta.a;
	return uk_pipe_create(&ta.a, flags | O_NONBLOCK, &rd, &wr);
}

/* What has not been given back */
static long end(void)
{
	fdrop(rd);
	fdrop(wr);
	return uk_test_alloc_live(&ta);
}

/* Bytes moved or a negative errno */
static long transfer(struct vfscore_file *fp, void *buf, size_t n,
		     enum uio_rw rw)
{
	struct iovec iov = {buf, n};
	struct uio uio = {.uio_iov = &iov,
			  .uio_iovcnt = 1,
			  .uio_resid = (ssize_t)n,
			  .uio_rw = rw};
	int rc = rw == UIO_READ ? fp->f_op->read(fp, &uio, 0)
				: fp->f_op->write(fp, &uio, 0);

	return rc ? rc : (long)n - uio.uio_resid;
}

static long give(size_t n, char c)
{
	static char buf[100000];

	memset(buf, c, n);
	return transfer(wr, buf, n, UIO_WRITE);
}

static char got[100000];

static long take(size_t n)
{
	return transfer(rd, got, n, UIO_READ);
}

static unsigned int events(struct vfscore_file *fp)
{
	return fp->f_op->poll(fp, NULL);
}

UK_TESTCASE(posix_pipe, bytes_come_in_order)
{
	UK_TEST_EXPECT_ZERO(begin(0));
	UK_TEST_EXPECT_SNUM_EQ(take(1), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(3, 'a'), 3);
	UK_TEST_EXPECT_SNUM_EQ(give(5000, 'b'), 5000);
	UK_TEST_EXPECT_SNUM_EQ(take(1), 1);
	UK_TEST_EXPECT_SNUM_EQ(take(10000), 5002);
	UK_TEST_EXPECT_BYTES_EQ(got, "aabb", 4);
	UK_TEST_EXPECT_SNUM_EQ(got[5001], 'b');
	UK_TEST_EXPECT_SNUM_EQ(take(1), -EAGAIN);
	UK_TEST_EXPECT_ZERO(take(0));
	UK_TEST_EXPECT_ZERO(give(0, 'x'));
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_pipe, capacity_and_atomicity)
{
	int bytes = 0;

	UK_TEST_EXPECT_ZERO(begin(0));
	UK_TEST_EXPECT_SNUM_EQ(give(65536 - 100, 'a'), 65436);
	UK_TEST_EXPECT_SNUM_EQ(events(wr), 0);
	/* What fits behind the last bytes does; nothing is torn */
	UK_TEST_EXPECT_SNUM_EQ(give(101, 'b'), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(100, 'b'), 100);
	UK_TEST_EXPECT_SNUM_EQ(give(1, 'c'), -EAGAIN);
	UK_TEST_EXPECT_ZERO(
		rd->f_op->ioctl(rd, FIONREAD, (unsigned long)&bytes));
	UK_TEST_EXPECT_SNUM_EQ(bytes, 65536);
	/* Room is a whole page */
	UK_TEST_EXPECT_SNUM_EQ(take(4095), 4095);
	UK_TEST_EXPECT_SNUM_EQ(give(1, 'c'), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(take(1), 1);
	UK_TEST_EXPECT_SNUM_EQ(events(wr), POLLOUT | POLLWRNORM);
	/* More than PIPE_BUF: what there is room for */
	UK_TEST_EXPECT_SNUM_EQ(give(8000, 'c'), 4096);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_pipe, packets_stay_apart)
{
	UK_TEST_EXPECT_ZERO(begin(O_DIRECT));
	UK_TEST_EXPECT_SNUM_EQ(give(3, 'a'), 3);
	UK_TEST_EXPECT_SNUM_EQ(give(5, 'b'), 5);
	UK_TEST_EXPECT_SNUM_EQ(give(5000, 'c'), 5000);
	UK_TEST_EXPECT_SNUM_EQ(take(100), 3);
	/* What is not read of one is lost */
	UK_TEST_EXPECT_SNUM_EQ(take(2), 2);
	UK_TEST_EXPECT_SNUM_EQ(take(9000), 4096);
	UK_TEST_EXPECT_SNUM_EQ(take(9000), 904);
	UK_TEST_EXPECT_SNUM_EQ(take(1), -EAGAIN);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_pipe, size_can_be_changed)
{
	UK_TEST_EXPECT_ZERO(begin(0));
	UK_TEST_EXPECT_SNUM_EQ(uk_pipe_fcntl(rd, F_GETPIPE_SZ, 0), 65536);
	UK_TEST_EXPECT_SNUM_EQ(give(4096, 'a'), 4096);
	UK_TEST_EXPECT_SNUM_EQ(take(96), 96);
	UK_TEST_EXPECT_SNUM_EQ(give(4000, 'b'), 4000);
	UK_TEST_EXPECT_SNUM_EQ(uk_pipe_fcntl(wr, F_SETPIPE_SZ, 1), -EBUSY);
	UK_TEST_EXPECT_SNUM_EQ(uk_pipe_fcntl(wr, F_SETPIPE_SZ, 5000), 8192);
	UK_TEST_EXPECT_SNUM_EQ(give(4096, 'c'), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(uk_pipe_fcntl(wr, F_SETPIPE_SZ, 100000), 131072);
	UK_TEST_EXPECT_SNUM_EQ(give(4096, 'c'), 4096);
	UK_TEST_EXPECT_SNUM_EQ(uk_pipe_fcntl(wr, F_SETPIPE_SZ, 0x80000001),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(take(20000), 12096);
	UK_TEST_EXPECT_SNUM_EQ(got[0], 'a');
	UK_TEST_EXPECT_SNUM_EQ(got[4000], 'b');
	UK_TEST_EXPECT_SNUM_EQ(got[8000], 'c');
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_pipe, ends_go)
{
	UK_TEST_EXPECT_ZERO(begin(0));
	UK_TEST_EXPECT_SNUM_EQ(give(2, 'a'), 2);
	UK_TEST_EXPECT_SNUM_EQ(events(rd), POLLIN | POLLRDNORM);
	fdrop(wr);
	UK_TEST_EXPECT_SNUM_EQ(events(rd), POLLIN | POLLRDNORM | POLLHUP);
	UK_TEST_EXPECT_SNUM_EQ(take(9), 2);
	UK_TEST_EXPECT_ZERO(take(9));
	UK_TEST_EXPECT_SNUM_EQ(events(rd), POLLHUP);
	fdrop(rd);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));

	UK_TEST_EXPECT_ZERO(begin(0));
	fdrop(rd);
	UK_TEST_EXPECT_SNUM_EQ(give(1, 'a'), -EPIPE);
	UK_TEST_EXPECT(events(wr) & POLLERR);
	fdrop(wr);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_pipe, bad_memory_changes_nothing)
{
	UK_TEST_EXPECT_ZERO(begin(0));
	UK_TEST_EXPECT_SNUM_EQ(transfer(wr, NULL, 5, UIO_WRITE), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(take(1), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(5, 'a'), 5);
	UK_TEST_EXPECT_SNUM_EQ(transfer(wr, NULL, 5, UIO_WRITE), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(transfer(rd, NULL, 5, UIO_READ), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(take(9), 5);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_pipe, every_allocation_may_fail)
{
	unsigned long n;
	long rc, size;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		standin_alloc = &ta.a;
		uk_test_alloc_fail_at(&ta, n);
		rc = uk_pipe_create(&ta.a, O_NONBLOCK, &rd, &wr);
		if (rc) {
			UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
			UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
			continue;
		}
		rc = give(6000, 'a');
		UK_TEST_EXPECT(rc == 6000 || rc == 4096 || rc == -ENOMEM);
		size = uk_pipe_fcntl(wr, F_SETPIPE_SZ, 8192);
		UK_TEST_EXPECT(size == 8192 || size == -ENOMEM);
		if (rc > 0)
			UK_TEST_EXPECT_SNUM_EQ(take(9000), rc);
		UK_TEST_EXPECT_ZERO(end());
		if (uk_test_alloc_count(&ta) < n)
			break;
	}
	UK_TEST_EXPECT(n > 6);
}

uk_testsuite_register(posix_pipe, NULL);
