/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../unix_priv.h"

static struct uk_test_alloc ta;
static struct unix_sock *s[2];
static char got[300000];

static int begin(int type)
{
	uk_test_alloc_init(&ta, NULL);
	return unix_pair(&ta.a, type, s);
}

static long end(void)
{
	unix_close(s[0]);
	unix_close(s[1]);
	return uk_test_alloc_live(&ta);
}

static struct uio uio_of(struct iovec *iov, enum uio_rw rw)
{
	return (struct uio){.uio_iov = iov,
			    .uio_iovcnt = 1,
			    .uio_resid = (ssize_t)iov->iov_len,
			    .uio_rw = rw};
}

/* Bytes or a negative errno; nobody waits here */
static long give(struct unix_sock *from, size_t n, char c)
{
	static char buf[300000];
	struct iovec iov = {buf, n};
	struct uio uio = uio_of(&iov, UIO_WRITE);
	int rc;

	memset(buf, c, n);
	rc = unix_send(from, &uio, UNIX_DONTWAIT | UNIX_NOSIGNAL);
	return rc ? rc : (long)n - uio.uio_resid;
}

static long take(struct unix_sock *by, size_t n, int flags)
{
	struct iovec iov = {got, n};
	struct uio uio = uio_of(&iov, UIO_READ);
	int rc = unix_recv(by, &uio, flags | UNIX_DONTWAIT, NULL);

	return rc ? rc : (long)n - uio.uio_resid;
}

UK_TESTCASE(posix_unix, streams_have_no_borders)
{
	UK_TEST_EXPECT_ZERO(begin(UNIX_STREAM));
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 5, 0), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 3, 'a'), 3);
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 4, 'b'), 4);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 5, UNIX_PEEK), 5);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 5, 0), 5);
	UK_TEST_EXPECT_BYTES_EQ(got, "aaabb", 5);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 5, 0), 2);
	/* As much as there is room for */
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 300000, 'c'), 212992);
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 1, 'c'), -EAGAIN);
	UK_TEST_EXPECT_ZERO(unix_events(s[0]) & POLLOUT);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 300000, 0), 212992);
	UK_TEST_EXPECT(unix_events(s[0]) & POLLOUT);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_unix, messages_stay_whole)
{
	UK_TEST_EXPECT_ZERO(begin(UNIX_SEQPACKET));
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 3, 'a'), 3);
	UK_TEST_EXPECT_ZERO(give(s[1], 0, 'x'));
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 500, 'b'), 500);
	UK_TEST_EXPECT_SNUM_EQ(take(s[0], 500, 0), 3);
	UK_TEST_EXPECT_ZERO(take(s[0], 500, 0));
	UK_TEST_EXPECT_SNUM_EQ(take(s[0], 100, 0), 100);
	UK_TEST_EXPECT_SNUM_EQ(take(s[0], 100, 0), -EAGAIN);
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 250000, 'b'), -EMSGSIZE);
	UK_TEST_EXPECT_ZERO(end());
}

UK_TESTCASE(posix_unix, ends_go)
{
	UK_TEST_EXPECT_ZERO(begin(UNIX_STREAM));
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 2, 'a'), 2);
	unix_shutdown(s[0], false, true);
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 1, 'a'), -EPIPE);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 9, 0), 2);
	UK_TEST_EXPECT_ZERO(take(s[1], 9, 0));
	/* The other direction is open */
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 2, 'b'), 2);
	UK_TEST_EXPECT_SNUM_EQ(take(s[0], 9, 0), 2);
	UK_TEST_EXPECT_ZERO(unix_events(s[1]) & POLLHUP);
	unix_close(s[0]);
	UK_TEST_EXPECT(unix_events(s[1]) & POLLHUP);
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 1, 'a'), -EPIPE);
	unix_close(s[1]);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));

	UK_TEST_EXPECT_ZERO(begin(UNIX_DGRAM));
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 2, 'a'), 2);
	unix_close(s[0]);
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 1, 'a'), -ECONNREFUSED);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 9, 0), 2);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 9, 0), -EAGAIN);
	unix_close(s[1]);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_unix, every_allocation_may_fail)
{
	unsigned long n;
	long rc;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		uk_test_alloc_fail_at(&ta, n);
		rc = unix_pair(&ta.a, UNIX_STREAM, s);
		if (rc) {
			UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
			UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
			continue;
		}
		rc = give(s[0], 20000, 'a');
		UK_TEST_EXPECT(rc == 20000 || rc == 16384 || rc == -ENOMEM);
		if (rc > 0)
			UK_TEST_EXPECT_SNUM_EQ(take(s[1], 30000, 0), rc);
		UK_TEST_EXPECT_ZERO(end());
		if (uk_test_alloc_count(&ta) < n)
			break;
	}
	UK_TEST_EXPECT(n > 4);
}

uk_testsuite_register(posix_unix, NULL);
