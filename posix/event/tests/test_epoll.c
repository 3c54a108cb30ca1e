/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* epoll as a state machine, on files whose events the test sets. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../../pipe/tests/standin.h"
#include "../epoll_priv.h"

#define EV_MAX 8

struct source {
	struct uk_pollq q;
	unsigned int events;
	struct vfscore_file *fp;
};

static struct uk_test_alloc ta;

static unsigned int source_poll(struct vfscore_file *fp,
				struct uk_poll_entry *entry)
{
	struct source *s = fp->f_data;

	if (entry)
		uk_pollq_add(&s->q, entry);
	return s->events;
}

static void source_release(struct vfscore_file *fp)
{
	struct source *s = fp->f_data;

	uk_pollq_fini(&s->q, POLLHUP);
}

static const struct vfscore_fileops source_ops = {
	.poll = source_poll,
	.release = source_release,
};

static void source_init(struct source *s)
{
	s->events = 0;
	uk_pollq_init(&s->q);
	s->fp = vfscore_file_create(&source_ops, UK_FREAD, 0, s);
}

static void source_set(struct source *s, unsigned int events)
{
	s->events = events;
	uk_pollq_wake(&s->q, events);
}

/* Epolls as files, to watch them in turn */
static unsigned int epfile_poll(struct vfscore_file *fp,
				struct uk_poll_entry *entry)
{
	struct epoll *ep = fp->f_data;

	if (entry)
		uk_pollq_add(&ep->pollq, entry);
	return epoll_is_ready(ep) ? POLLIN : 0;
}

static void epfile_release(struct vfscore_file *fp)
{
	epoll_free(fp->f_data);
}

static const struct vfscore_fileops epfile_ops = {
	.poll = epfile_poll,
	.release = epfile_release,
};

struct epoll *epoll_of(const struct vfscore_file *fp)
{
	return fp->f_op == &epfile_ops ? fp->f_data : NULL;
}

static struct epoll *ep_create(void)
{
	struct epoll *ep = epoll_new(&ta.a);

	ep->fp = vfscore_file_create(&epfile_ops, 0, 0, ep);
	return ep;
}

static void begin(void)
{
	uk_test_alloc_init(&ta, NULL);
	standin_alloc = &ta.a;
	vfscore_file_unwatch = epoll_file_gone;
}

static struct epoll_ev got[EV_MAX];
static int room = EV_MAX;

static int keep(void *arg __unused, int n, uint32_t events, uint64_t data)
{
	if (n >= room)
		return -EFAULT;
	got[n] = (struct epoll_ev){.events = events, .data = data};
	return 0;
}

static int collect(struct epoll *ep)
{
	return epoll_collect(ep, EV_MAX, keep, NULL);
}

static int change(struct epoll *ep, enum epoll_op op, int fd,
		  struct vfscore_file *fp, uint32_t events)
{
	struct epoll_ev ev = {.events = events, .data = (uint64_t)fd};

	return epoll_control(ep, op, fd, fp, &ev);
}

static int add(struct epoll *ep, int fd, struct vfscore_file *fp,
	       uint32_t events)
{
	return change(ep, EPOLL_ADD, fd, fp, events);
}

static int mod(struct epoll *ep, int fd, struct vfscore_file *fp,
	       uint32_t events)
{
	return change(ep, EPOLL_MOD, fd, fp, events);
}

UK_TESTCASE(posix_epoll, level_triggered_comes_again)
{
	struct epoll *ep;
	struct source s;

	begin();
	ep = ep_create();
	source_init(&s);
	UK_TEST_EXPECT_ZERO(add(ep, 3, s.fp, POLLIN));
	UK_TEST_EXPECT_SNUM_EQ(add(ep, 3, s.fp, POLLIN), -EEXIST);
	UK_TEST_EXPECT_ZERO(collect(ep));
	source_set(&s, POLLOUT);
	UK_TEST_EXPECT_ZERO(collect(ep));
	source_set(&s, POLLIN | POLLOUT);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	UK_TEST_EXPECT_SNUM_EQ(got[0].events, POLLIN);
	UK_TEST_EXPECT_SNUM_EQ(got[0].data, 3);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	s.events = 0;
	UK_TEST_EXPECT_ZERO(collect(ep));
	UK_TEST_EXPECT(!epoll_may_be_ready(ep));
	/* Hang-up and errors need not be asked for */
	source_set(&s, POLLHUP);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	fdrop(ep->fp);
	fdrop(s.fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_epoll, edge_and_oneshot)
{
	struct epoll *ep;
	struct source s;

	begin();
	ep = ep_create();
	source_init(&s);
	source_set(&s, POLLIN);
	UK_TEST_EXPECT_ZERO(add(ep, 3, s.fp, POLLIN | EP_ET));
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	UK_TEST_EXPECT_ZERO(collect(ep));
	source_set(&s, POLLIN);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	UK_TEST_EXPECT_ZERO(mod(ep, 3, s.fp, POLLIN | EP_ONESHOT));
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	source_set(&s, POLLIN | POLLHUP);
	UK_TEST_EXPECT_ZERO(collect(ep));
	UK_TEST_EXPECT_ZERO(mod(ep, 3, s.fp, POLLIN | EP_ONESHOT));
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	UK_TEST_EXPECT_SNUM_EQ(got[0].events, POLLIN | POLLHUP);
	UK_TEST_EXPECT_ZERO(epoll_control(ep, EPOLL_DEL, 3, s.fp, NULL));
	UK_TEST_EXPECT_SNUM_EQ(epoll_control(ep, EPOLL_DEL, 3, s.fp, NULL),
			       -ENOENT);
	UK_TEST_EXPECT_SNUM_EQ(mod(ep, 3, s.fp, POLLIN), -ENOENT);
	fdrop(s.fp);
	fdrop(ep->fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_epoll, each_once_and_in_turn)
{
	struct source s[3];
	struct epoll *ep;

	begin();
	ep = ep_create();
	for (int i = 0; i < 3; i++) {
		source_init(&s[i]);
		s[i].events = POLLIN;
		UK_TEST_EXPECT_ZERO(add(ep, i, s[i].fp, POLLIN));
	}
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 3);
	UK_TEST_EXPECT_SNUM_EQ(epoll_collect(ep, 2, keep, NULL), 2);
	UK_TEST_EXPECT_SNUM_EQ(got[0].data, 0);
	/* Who did not come last time comes first now */
	UK_TEST_EXPECT_SNUM_EQ(epoll_collect(ep, 2, keep, NULL), 2);
	UK_TEST_EXPECT_SNUM_EQ(got[0].data, 2);
	/* What could not be given is not lost */
	room = 1;
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	room = 0;
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), -EFAULT);
	room = EV_MAX;
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 3);
	/* The same file under another number is another item */
	UK_TEST_EXPECT_ZERO(add(ep, 9, s[0].fp, POLLIN));
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 4);
	fdrop(s[0].fp);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 2);
	fdrop(s[1].fp);
	fdrop(ep->fp);
	UK_TEST_EXPECT(uk_list_empty(&s[2].fp->f_ep));
	fdrop(s[2].fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_epoll, exclusive_stays_exclusive)
{
	struct epoll *ep;
	struct source s;

	begin();
	ep = ep_create();
	source_init(&s);
	UK_TEST_EXPECT_ZERO(add(ep, 3, s.fp, POLLIN | EP_EXCLUSIVE));
	UK_TEST_EXPECT_SNUM_EQ(mod(ep, 3, s.fp, POLLIN), -EINVAL);
	source_set(&s, POLLIN);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep), 1);
	fdrop(s.fp);
	UK_TEST_EXPECT_ZERO(collect(ep));
	fdrop(ep->fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_epoll, epolls_watch_epolls)
{
	struct epoll *ep[6];
	struct source s;
	int rc = 0;

	begin();
	source_init(&s);
	for (int i = 0; i < 6; i++)
		ep[i] = ep_create();
	UK_TEST_EXPECT_ZERO(add(ep[0], 3, s.fp, POLLIN));
	UK_TEST_EXPECT_SNUM_EQ(add(ep[0], 4, ep[0]->fp, POLLIN), -EINVAL);
	for (int i = 1; i < 5; i++)
		rc |= add(ep[i], 4, ep[i - 1]->fp, POLLIN);
	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_SNUM_EQ(add(ep[5], 4, ep[4]->fp, POLLIN), -ELOOP);
	UK_TEST_EXPECT_SNUM_EQ(add(ep[0], 4, ep[5]->fp, POLLIN), -ELOOP);
	UK_TEST_EXPECT_SNUM_EQ(add(ep[0], 4, ep[4]->fp, POLLIN), -ELOOP);
	UK_TEST_EXPECT_SNUM_EQ(add(ep[1], 4, ep[3]->fp, POLLIN), -ELOOP);
	UK_TEST_EXPECT_ZERO(collect(ep[4]));
	source_set(&s, POLLIN);
	UK_TEST_EXPECT_SNUM_EQ(collect(ep[4]), 1);
	s.events = 0;
	UK_TEST_EXPECT_ZERO(collect(ep[4]));
	for (int i = 0; i < 6; i++)
		fdrop(ep[i]->fp);
	fdrop(s.fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_epoll, every_allocation_may_fail)
{
	struct epoll *ep;
	struct source s;

	begin();
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_NULL(epoll_new(&ta.a));
	ep = ep_create();
	source_init(&s);
	uk_test_alloc_fail_at(&ta, 1);
	UK_TEST_EXPECT_SNUM_EQ(add(ep, 3, s.fp, POLLIN), -ENOMEM);
	UK_TEST_EXPECT(uk_list_empty(&s.fp->f_ep));
	UK_TEST_EXPECT_ZERO(add(ep, 3, s.fp, POLLIN));
	fdrop(s.fp);
	fdrop(ep->fp);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

uk_testsuite_register(posix_epoll, NULL);
