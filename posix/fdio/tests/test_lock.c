/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <uk/test.h>
#include <uk/test_alloc.h>
#include "../lock_priv.h"

static struct uk_test_alloc ta;
static const char key, one, two;

static int range(const void *owner, enum lock_type type, off_t start, off_t end)
{
	struct lock_request r = {
		.key = &key,
		.kind = LOCK_RANGE,
		.a = &ta.a,
		.lock = {.owner = owner,
			 .type = type,
			 .start = start,
			 .end = end},
	};

	return lock_set(&r);
}

static int file(const void *owner, enum lock_type type)
{
	struct lock_request r = {
		.key = &key,
		.kind = LOCK_FILE,
		.a = &ta.a,
		.lock = {.owner = owner, .type = type, .end = LOCK_END},
	};

	return lock_set(&r);
}

/* The owner's lock at a byte, as another one sees it; -1: none */
static off_t seen(off_t at, off_t *end)
{
	struct lock_request r = {
		.key = &key,
		.kind = LOCK_RANGE,
		.lock = {.owner = &two,
			 .type = LOCK_WRITE,
			 .start = at,
			 .end = at},
	};
	struct lock found;

	if (!lock_test(&r, &found))
		return -1;
	*end = found.end;
	return found.start;
}

UK_TESTCASE(posix_lock, ranges_join_and_split)
{
	off_t end;

	uk_test_alloc_init(&ta, NULL);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_READ, 0, 9));
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_READ, 10, 19));
	UK_TEST_EXPECT_SNUM_EQ(seen(15, &end), 0);
	UK_TEST_EXPECT_SNUM_EQ(end, 19);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_WRITE, 5, 6));
	UK_TEST_EXPECT_SNUM_EQ(seen(5, &end), 5);
	UK_TEST_EXPECT_SNUM_EQ(seen(8, &end), 7);
	UK_TEST_EXPECT_SNUM_EQ(end, 19);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_NONE, 0, 5));
	UK_TEST_EXPECT_SNUM_EQ(seen(5, &end), -1);
	UK_TEST_EXPECT_SNUM_EQ(seen(6, &end), 6);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_READ, 0, LOCK_END));
	UK_TEST_EXPECT_SNUM_EQ(seen(6, &end), 0);
	UK_TEST_EXPECT(end == LOCK_END);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_NONE, 100, LOCK_END));
	UK_TEST_EXPECT_SNUM_EQ(seen(1, &end), 0);
	UK_TEST_EXPECT_SNUM_EQ(end, 99);
	lock_drop(&key, &one);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_lock, owners_conflict)
{
	uk_test_alloc_init(&ta, NULL);
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_READ, 0, 9));
	UK_TEST_EXPECT_ZERO(range(&two, LOCK_READ, 5, 14));
	UK_TEST_EXPECT_SNUM_EQ(range(&two, LOCK_WRITE, 5, 14), -EAGAIN);
	UK_TEST_EXPECT_ZERO(range(&two, LOCK_WRITE, 10, 14));
	/* A whole file's locks are others */
	UK_TEST_EXPECT_ZERO(file(&two, LOCK_WRITE));
	UK_TEST_EXPECT_SNUM_EQ(file(&one, LOCK_READ), -EAGAIN);
	UK_TEST_EXPECT_ZERO(file(&two, LOCK_READ));
	UK_TEST_EXPECT_ZERO(file(&one, LOCK_READ));
	/* The attempt costs the old one */
	UK_TEST_EXPECT_SNUM_EQ(file(&one, LOCK_WRITE), -EAGAIN);
	UK_TEST_EXPECT_ZERO(file(&two, LOCK_WRITE));
	lock_drop(&key, &two);
	UK_TEST_EXPECT_ZERO(file(&one, LOCK_WRITE));
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_WRITE, 0, LOCK_END));
	UK_TEST_EXPECT_ZERO(range(&one, LOCK_NONE, 0, LOCK_END));
	UK_TEST_EXPECT_ZERO(file(&one, LOCK_NONE));
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

/* What every byte is locked with is the same as in a plain array. */
UK_TESTCASE(posix_lock, ranges_are_those_of_a_model)
{
	enum { BYTES = 24, ROUNDS = 4000 };
	const void *owners[2] = {&one, &two};
	enum lock_type model[2][BYTES];
	unsigned int seed = 1;

	uk_test_alloc_init(&ta, NULL);
	for (int i = 0; i < BYTES; i++)
		model[0][i] = model[1][i] = LOCK_NONE;
	for (int round = 0; round < ROUNDS; round++) {
		int who, a, b, rc, want = 0;
		enum lock_type type;

		seed = seed * 1103515245U + 12345U;
		who = seed >> 16 & 1;
		type = (enum lock_type)((seed >> 17) % 3);
		a = (int)((seed >> 20) % BYTES);
		b = a + (int)((seed >> 25) % (unsigned int)(BYTES - a));
		for (int i = a; i <= b && type != LOCK_NONE; i++)
			if (model[!who][i] == LOCK_WRITE ||
			    (model[!who][i] == LOCK_READ && type == LOCK_WRITE))
				want = -EAGAIN;
		rc = range(owners[who], type, a, b);
		UK_TEST_ASSERT(rc == want);
		for (int i = a; i <= b && !rc; i++)
			model[who][i] = type;
		for (int i = 0; i < BYTES; i++) {
			off_t end;

			UK_TEST_ASSERT((seen(i, &end) >= 0) ==
				       (model[0][i] != LOCK_NONE));
		}
	}
	lock_drop(&key, &one);
	lock_drop(&key, &two);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

UK_TESTCASE(posix_lock, every_allocation_may_fail)
{
	unsigned long n;
	int rc;

	for (n = 1;; n++) {
		uk_test_alloc_init(&ta, NULL);
		uk_test_alloc_fail_at(&ta, n);
		rc = range(&one, LOCK_READ, 0, 9);
		if (!rc)
			rc = range(&one, LOCK_WRITE, 3, 4);
		if (!rc)
			rc = file(&one, LOCK_WRITE);
		UK_TEST_EXPECT(rc == 0 || rc == -ENOMEM);
		lock_drop(&key, &one);
		UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
		if (!rc)
			break;
	}
	UK_TEST_EXPECT(n > 4);
}

uk_testsuite_register(posix_lock, NULL);
