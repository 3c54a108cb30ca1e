/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include <vfscore/vnode.h>
#include "../../pipe/tests/standin.h"
#include "../unix_priv.h"

static struct uk_test_alloc ta;
static struct unix_sock *s[2];
static char got[300000];
static const struct unix_cred self = {1, 0, 0};

/* Of the driver, and of vfscore, which do not build here */

static void file_release(struct vfscore_file *fp)
{
	unix_close(fp->f_data);
}

static const struct vfscore_fileops file_ops = {.release = file_release};

struct unix_sock *unix_of(const struct vfscore_file *fp)
{
	return fp->f_op == &file_ops ? fp->f_data : NULL;
}

void unix_self(struct unix_cred *cred)
{
	*cred = self;
}

void vrele(struct vnode *vp __unused)
{
}

__nsec ukplat_monotonic_clock(void)
{
	return 1;
}

static int begin(int type)
{
	uk_test_alloc_init(&ta, NULL);
	standin_alloc = &ta.a;
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
static long give_with(struct unix_sock *from, size_t n, char c,
		      struct unix_extra **extra)
{
	static char buf[300000];
	struct iovec iov = {buf, n};
	struct uio uio = uio_of(&iov, UIO_WRITE);
	int rc;

	memset(buf, c, n);
	rc = unix_send(from, from->peer, &uio, UNIX_DONTWAIT | UNIX_NOSIGNAL,
		       extra);
	return rc ? rc : (long)n - uio.uio_resid;
}

static long give(struct unix_sock *from, size_t n, char c)
{
	return give_with(from, n, c, NULL);
}

static long take_with(struct unix_sock *by, size_t n, int flags,
		      struct unix_received *received)
{
	struct iovec iov = {got, n};
	struct uio uio = uio_of(&iov, UIO_READ);
	int rc = unix_recv(by, &uio, flags | UNIX_DONTWAIT, received);

	return rc ? rc : (long)n - uio.uio_resid;
}

static long take(struct unix_sock *by, size_t n, int flags)
{
	return take_with(by, n, flags, NULL);
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
	/* Messages without bytes do not fill memory either */
	for (unsigned int i = 0; i < UNIX_MESSAGES; i++)
		UK_TEST_EXPECT_ZERO(give(s[1], 0, 'x'));
	UK_TEST_EXPECT_SNUM_EQ(give(s[1], 0, 'x'), -EAGAIN);
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

/* Who closes with something unread resets the connection. */
UK_TESTCASE(posix_unix, unread_bytes_reset)
{
	UK_TEST_EXPECT_ZERO(begin(UNIX_STREAM));
	UK_TEST_EXPECT_SNUM_EQ(give(s[0], 2, 'a'), 2);
	unix_close(s[1]);
	UK_TEST_EXPECT(unix_events(s[0]) & POLLERR);
	UK_TEST_EXPECT_SNUM_EQ(take(s[0], 9, 0), -ECONNRESET);
	UK_TEST_EXPECT_ZERO(take(s[0], 9, 0));
	unix_close(s[0]);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

/* A server with that name listens. */
static int serve(struct unix_sock **server)
{
	int rc;

	*server = unix_create(&ta.a, UNIX_STREAM);
	if (!*server)
		return -ENOMEM;
	uk_mutex_lock(&unix_lock);
	rc = unix_name_abstract(*server, "\0name", 5);
	uk_mutex_unlock(&unix_lock);
	if (!rc)
		rc = unix_listen(*server, 0, &self);
	return rc;
}

static bool as_expected;

static void expect(bool holds)
{
	as_expected &= holds;
}

static int connections(void)
{
	struct unix_sock *server, *client = NULL, *late = NULL, *conn;
	int rc;

	rc = serve(&server);
	if (rc)
		goto out;
	expect(unix_name_find(UNIX_STREAM, "\0name", 5) == server);
	expect(!unix_name_find(UNIX_DGRAM, "\0name", 5));
	client = unix_create(&ta.a, UNIX_STREAM);
	late = unix_create(&ta.a, UNIX_STREAM);
	rc = client && late ? unix_connect(client, server, false, &self)
			    : -ENOMEM;
	if (rc)
		goto out;
	rc = unix_connect(late, server, false, &self);
	if (rc == -ENOMEM)
		goto out;
	expect(rc == -EAGAIN);
	conn = unix_accept(server, false, &rc);
	expect(conn && conn->peer == client);
	expect(!unix_accept(server, false, &rc));
	expect(rc == -EAGAIN);
	if (conn)
		unix_close(conn);
	/* This one nobody accepts */
	rc = unix_connect(late, server, false, &self);
out:
	if (server)
		unix_close(server);
	if (!rc)
		expect(take(late, 1, 0) == -ECONNRESET);
	if (client)
		unix_close(client);
	if (late)
		unix_close(late);
	return rc;
}

UK_TESTCASE(posix_unix, connections_are_made_and_reset)
{
	unsigned long n;
	int rc;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		uk_test_alloc_fail_at(&ta, n);
		as_expected = true;
		rc = connections();
		UK_TEST_EXPECT(as_expected);
		UK_TEST_EXPECT(!rc || rc == -ENOMEM);
		UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
		if (!rc)
			break;
	}
	UK_TEST_EXPECT(n > 6);
}

/* A message with one file: 0, or an error and nothing is lost. */
static int give_file(struct unix_sock *from, struct vfscore_file *fp)
{
	struct unix_extra *extra = unix_extra_create(&ta.a, 1);
	long rc;

	if (!extra)
		return -ENOMEM;
	fhold(fp);
	extra->files[extra->count++] = fp;
	rc = give_with(from, 1, 'f', &extra);
	unix_extra_free(extra);
	return rc < 0 ? (int)rc : 0;
}

/* Two sockets that are in each other's messages, and nowhere else. */
static int circle(void)
{
	struct vfscore_file *fp[2];
	int rc = begin(UNIX_STREAM);

	if (rc)
		return rc;
	for (int i = 0; i < 2; i++)
		fp[i] = vfscore_file_create(&file_ops, 0, 0, s[i]);
	if (!fp[0] || !fp[1]) {
		for (int i = 0; i < 2; i++) {
			if (fp[i])
				fdrop(fp[i]);
			else
				unix_close(s[i]);
		}
		return -ENOMEM;
	}
	rc = give_file(s[0], fp[0]);
	if (!rc)
		rc = give_file(s[1], fp[1]);
	fdrop(fp[0]);
	fdrop(fp[1]);
	unix_collect();
	return rc;
}

UK_TESTCASE(posix_unix, circles_are_collected)
{
	UK_TEST_EXPECT_ZERO(circle());
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

/* A socket in the messages of its peer, whose descriptor is closed. */
UK_TESTCASE(posix_unix, messages_go_with_the_descriptor)
{
	struct vfscore_file *fp;

	UK_TEST_EXPECT_ZERO(begin(UNIX_STREAM));
	fp = vfscore_file_create(&file_ops, 0, 0, s[1]);
	UK_TEST_ASSERT(fp);
	UK_TEST_EXPECT_ZERO(give_file(s[1], fp));
	fdrop(fp);
	unix_close(s[0]);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

/* A listener in a message to a connection that waits at it. */
UK_TESTCASE(posix_unix, listeners_are_collected)
{
	struct unix_sock *server, *client;
	struct vfscore_file *fp;

	uk_test_alloc_init(&ta, NULL);
	standin_alloc = &ta.a;
	UK_TEST_EXPECT_ZERO(serve(&server));
	client = unix_create(&ta.a, UNIX_STREAM);
	fp = vfscore_file_create(&file_ops, 0, 0, server);
	UK_TEST_ASSERT(client && fp);
	UK_TEST_EXPECT_ZERO(unix_connect(client, server, false, &self));
	UK_TEST_EXPECT_ZERO(give_file(client, fp));
	/* Somebody still may accept it */
	unix_collect();
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 2);
	UK_TEST_EXPECT_ZERO(client->error);
	fdrop(fp);
	unix_close(client);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_unix, files_arrive_or_are_closed)
{
	struct unix_received received = {.extra = NULL};
	struct vfscore_file *fp;
	struct unix_sock *other;

	UK_TEST_EXPECT_ZERO(begin(UNIX_STREAM));
	other = unix_create(&ta.a, UNIX_DGRAM);
	fp = vfscore_file_create(&file_ops, 0, 0, other);
	UK_TEST_EXPECT_ZERO(give_file(s[0], fp));
	UK_TEST_EXPECT_ZERO(give_file(s[0], fp));
	UK_TEST_EXPECT_ZERO(give_file(s[0], fp));
	UK_TEST_EXPECT_SNUM_EQ(other->inflight, 3);
	/* Not more than one message with files at once */
	UK_TEST_EXPECT_SNUM_EQ(take_with(s[1], 9, 0, &received), 1);
	UK_TEST_EXPECT(received.extra && received.extra->files[0] == fp);
	unix_extra_free(received.extra);
	UK_TEST_EXPECT_SNUM_EQ(take(s[1], 9, 0), 1);
	UK_TEST_EXPECT_SNUM_EQ(other->inflight, 1);
	fdrop(fp);
	UK_TEST_EXPECT_ZERO(end());
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
		s[1]->passcred = n & 1;
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
