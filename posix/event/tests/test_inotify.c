/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include <vfscore/notify.h>
#include <vfscore/vnode.h>
#include "../inotify_priv.h"

static struct uk_test_alloc ta;
static struct vnode dir, file;
static struct inotify *in;

/* vfscore's */
const struct vfscore_notify_ops *vfscore_notify_ops;

void vrele(struct vnode *vp)
{
	(void)uk_refcount_release(&vp->v_refcnt);
}

static bool begin(void)
{
	uk_refcount_init(&dir.v_refcnt, 1);
	uk_refcount_init(&file.v_refcnt, 1);
	in = inotify_create(&ta.a);
	return in;
}

static bool end(void)
{
	inotify_free(in);
	return uk_refcount_read(&dir.v_refcnt) == 1 &&
	       uk_refcount_read(&file.v_refcnt) == 1 &&
	       !uk_test_alloc_live(&ta);
}

/* The next event's number and mask, if that name came with it */
static long take(const char *name)
{
	struct inotify_event *e;
	long mask = inotify_take(in, 1000, &e);

	if (mask <= 0)
		return mask;
	mask = (long)e->record.mask << 8 | (e->record.wd & 0xff);
	if (strcmp(e->name, name))
		mask = -1;
	uk_free(in->a, e);
	return mask;
}

#define TOLD(mask, wd) ((long)(mask) << 8 | ((wd)&0xff))

UK_TESTCASE(posix_inotify, events_come_in_order)
{
	struct inotify_event *e;

	uk_test_alloc_init(&ta, NULL);
	UK_TEST_ASSERT(begin());
	UK_TEST_EXPECT_SNUM_EQ(inotify_watch(in, &dir, 0xfff, false, false), 1);
	UK_TEST_EXPECT_SNUM_EQ(inotify_watch(in, &file, VN_OPEN, false, false),
			       2);
	UK_TEST_EXPECT_SNUM_EQ(inotify_watch(in, &file, VN_MODIFY, true, false),
			       2);
	UK_TEST_EXPECT_SNUM_EQ(inotify_watch(in, &file, VN_OPEN, false, true),
			       -EEXIST);
	for (int i = 0; i < 2; i++)
		vfscore_notify_ops->event(NULL, &dir, "name", VN_CREATE, 0);
	vfscore_notify_ops->event(&file, &dir, "name", VN_MODIFY, 0);
	vfscore_notify_ops->event(&file, NULL, NULL, VN_ATTRIB, 0);
	vfscore_notify_ops->event(&file, NULL, NULL, VN_DELETE_SELF, 0);
	UK_TEST_EXPECT_SNUM_EQ(inotify_take(in, 31, &e), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(take("name"), TOLD(VN_CREATE, 1));
	UK_TEST_EXPECT_SNUM_EQ(take("name"), TOLD(VN_MODIFY, 1));
	UK_TEST_EXPECT_SNUM_EQ(take(""), TOLD(VN_MODIFY, 2));
	UK_TEST_EXPECT_SNUM_EQ(take(""), TOLD(INOTIFY_IGNORED, 2));
	UK_TEST_EXPECT_ZERO(take(""));
	UK_TEST_EXPECT_SNUM_EQ(inotify_unwatch(in, 2), -EINVAL);
	UK_TEST_EXPECT_ZERO(inotify_unwatch(in, 1));
	UK_TEST_EXPECT(end());
}

UK_TESTCASE(posix_inotify, what_is_lost_is_told)
{
	uk_test_alloc_init(&ta, NULL);
	UK_TEST_ASSERT(begin());
	UK_TEST_EXPECT_SNUM_EQ(inotify_watch(in, &dir, 0xfff, false, false), 1);
	for (unsigned int i = 0; i < INOTIFY_QUEUE_MAX + 5; i++)
		vfscore_notify_ops->event(&dir, NULL, NULL,
					  i & 1 ? VN_OPEN : VN_ACCESS, 0);
	for (unsigned int i = 0; i < INOTIFY_QUEUE_MAX; i++)
		UK_TEST_ASSERT(take("") > 0);
	UK_TEST_EXPECT_SNUM_EQ(take(""), TOLD(INOTIFY_Q_OVERFLOW, -1));
	UK_TEST_EXPECT_ZERO(take(""));
	vfscore_notify_ops->event(&dir, NULL, NULL, VN_OPEN, 0);
	UK_TEST_EXPECT_SNUM_EQ(take(""), TOLD(VN_OPEN, 1));
	UK_TEST_EXPECT(end());
}

UK_TESTCASE(posix_inotify, every_allocation_may_fail)
{
	unsigned long n;
	bool failed;
	long rc;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		uk_test_alloc_fail_at(&ta, n);
		failed = !begin();
		if (failed)
			continue;
		rc = inotify_watch(in, &dir, 0xfff, false, false);
		UK_TEST_EXPECT(rc == 1 || rc == -ENOMEM);
		failed = rc != 1;
		if (vfscore_notify_ops)
			vfscore_notify_ops->event(&dir, NULL, NULL, VN_OPEN, 0);
		rc = failed ? 0 : take("");
		UK_TEST_EXPECT(failed || rc == TOLD(VN_OPEN, 1) ||
			       rc == TOLD(INOTIFY_Q_OVERFLOW, -1));
		failed |= rc != TOLD(VN_OPEN, 1);
		UK_TEST_EXPECT(end());
		if (!failed)
			break;
	}
	UK_TEST_EXPECT(n > 3);
}

uk_testsuite_register(posix_inotify, NULL);
