/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stddef.h>
#include <uk/fdtab.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

const struct vfscore_locks *vfscore_locks;

#define LIMIT 1024

/* Files that count how often they were let go */
struct counted {
	struct vfscore_file f;
	unsigned int released;
};

static void counted_release(struct vfscore_file *fp)
{
	__containerof(fp, struct counted, f)->released++;
}

static const struct vfscore_fileops counted_ops = {.release = counted_release};

static struct vfscore_file *counted_init(struct counted *c)
{
	*c = (struct counted){.f = {.f_op = &counted_ops}};
	uk_refcount_init(&c->f.f_count, 1);
	return &c->f;
}

#ifdef UK_ON_BUILD_MACHINE
void vfscore_file_release(struct vfscore_file *fp)
{
	fp->f_op->release(fp);
}
#endif

static int add(struct uk_fdtab *tab, struct vfscore_file *fp, bool cloexec)
{
	int fd = uk_fdtab_reserve(tab, 0, LIMIT, cloexec);

	if (fd >= 0) {
		fhold(fp);
		uk_fdtab_install(tab, (unsigned int)fd, fp);
	}
	return fd;
}

UK_TESTCASE(posix_fdtab, the_lowest_free_number_is_taken)
{
	struct uk_fdtab *tab = uk_fdtab_create(uk_alloc_get_default());
	int bad = 0;

	for (int fd = 0; fd < 200; fd++)
		bad += uk_fdtab_reserve(tab, 0, LIMIT, false) != fd;
	UK_TEST_EXPECT_ZERO(bad);
	UK_TEST_EXPECT_ZERO(uk_fdtab_unreserve(tab, 70));
	UK_TEST_EXPECT_ZERO(uk_fdtab_unreserve(tab, 7));
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_unreserve(tab, 7), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 8, LIMIT, false), 70);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 0, LIMIT, false), 7);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 0, LIMIT, false), 200);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 900, LIMIT, false), 900);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 0, LIMIT, false), 201);
	uk_fdtab_put(tab);
}

UK_TESTCASE(posix_fdtab, limits)
{
	struct uk_fdtab *tab = uk_fdtab_create(uk_alloc_get_default());

	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 0, 0, false), -EMFILE);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 5, 5, false), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 4, 5, false), 4);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve(tab, 4, 5, false), -EMFILE);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve_at(tab, 4, 5, false), -EBUSY);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve_at(tab, 5, 5, false), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_reserve_at(tab, 500, 501, false), 500);
	uk_fdtab_put(tab);
}

UK_TESTCASE(posix_fdtab, reserved_numbers_are_not_usable)
{
	struct uk_fdtab *tab = uk_fdtab_create(uk_alloc_get_default());
	struct counted c;
	struct vfscore_file *fp = counted_init(&c);

	UK_TEST_EXPECT_ZERO(uk_fdtab_reserve(tab, 0, LIMIT, true));
	UK_TEST_EXPECT_NULL(uk_fdtab_hold(tab, 0));
	UK_TEST_EXPECT_NULL(uk_fdtab_remove(tab, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_cloexec(tab, 0), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_next(tab, 0), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_replace(tab, 0, LIMIT, fp, false),
			       -EBUSY);
	fhold(fp);
	uk_fdtab_install(tab, 0, fp);
	UK_TEST_EXPECT_PTR_EQ(uk_fdtab_hold(tab, 0), fp);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 3);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_cloexec(tab, 0), 1);
	UK_TEST_EXPECT_ZERO(uk_fdtab_set_cloexec(tab, 0, false));
	UK_TEST_EXPECT_ZERO(uk_fdtab_cloexec(tab, 0));
	UK_TEST_EXPECT_NULL(uk_fdtab_hold(tab, -1U));
	UK_TEST_EXPECT_PTR_EQ(uk_fdtab_remove(tab, 0), fp);
	uk_fdtab_put(tab);
}

UK_TESTCASE(posix_fdtab, replacing_closes)
{
	struct uk_fdtab *tab = uk_fdtab_create(uk_alloc_get_default());
	struct counted a, b;
	struct vfscore_file *fa = counted_init(&a), *fb = counted_init(&b);

	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_replace(tab, 300, LIMIT, fa, true),
			       300);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_replace(tab, LIMIT, LIMIT, fb, true),
			       -EBADF);
	fhold(fa); /* stays alive for the count */
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_replace(tab, 300, LIMIT, fb, false),
			       300);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fa->f_count), 1);
	UK_TEST_EXPECT_ZERO(uk_fdtab_cloexec(tab, 300));
	UK_TEST_EXPECT_PTR_EQ(uk_fdtab_remove(tab, 300), fb);
	uk_fdtab_put(tab);
}

UK_TESTCASE(posix_fdtab, ranges_and_execve)
{
	struct uk_fdtab *tab = uk_fdtab_create(uk_alloc_get_default());
	struct counted c;
	struct vfscore_file *fp = counted_init(&c);

	for (int i = 0; i < 100; i++)
		(void)add(tab, fp, i % 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 101);
	uk_fdtab_close_exec(tab);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 51);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_next(tab, 1), 2);
	uk_fdtab_set_cloexec_range(tab, 90, -1U);
	UK_TEST_EXPECT_ZERO(uk_fdtab_cloexec(tab, 88));
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_cloexec(tab, 98), 1);
	uk_fdtab_close_range(tab, 4, 95);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_next(tab, 3), 96);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 5);
	uk_fdtab_close_range(tab, 0, -1U);
	UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_next(tab, 0), -EBADF);
	UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 1);
	uk_fdtab_put(tab);
}

UK_TESTCASE(posix_fdtab, every_allocation_may_fail)
{
	struct uk_fdtab *tab, *copy;
	struct uk_test_alloc ta;
	struct counted c;
	struct vfscore_file *fp = counted_init(&c);
	unsigned long n;
	int fd;

	uk_test_alloc_init(&ta, NULL);
	for (n = 1;; n++) {
		uk_test_alloc_fail_at(&ta, n);
		copy = NULL;
		fd = -1;
		tab = uk_fdtab_create(&ta.a);
		if (tab) {
			(void)add(tab, fp, true);
			fd = uk_fdtab_reserve(tab, 400, LIMIT, false);
			UK_TEST_EXPECT(fd == 400 || fd == -ENOMEM);
			copy = uk_fdtab_copy(tab);
		}
		if (copy) {
			UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_cloexec(copy, 0), 1);
			/* What is only reserved belongs to who reserved it */
			UK_TEST_EXPECT_SNUM_EQ(uk_fdtab_unreserve(copy, 400),
					       -EBADF);
			UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count),
					       3);
			uk_fdtab_put(copy);
		}
		if (tab)
			uk_fdtab_put(tab);
		UK_TEST_EXPECT_SNUM_EQ(uk_refcount_read(&fp->f_count), 1);
		UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
		if (uk_test_alloc_count(&ta) < n)
			break;
		UK_TEST_EXPECT(!tab || fd < 0 || !copy);
	}
	UK_TEST_EXPECT(n > 4);
	UK_TEST_EXPECT_ZERO(c.released);
}

uk_testsuite_register(posix_fdtab, NULL);
