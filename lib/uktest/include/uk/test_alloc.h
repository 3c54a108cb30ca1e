/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An allocator for tests: passes requests on to another one, fails the request
 * that it was told to fail, and knows what has not been freed.
 *
 *	for (n = 1;; n++) {
 *		uk_test_alloc_fail_at(&ta, n);
 *		rc = thing_create(&ta.a, &thing);
 *		if (uk_test_alloc_count(&ta) < n)
 *			break;			every request has failed once
 *		UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
 *		UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
 *	}
 */
#ifndef __UK_TEST_ALLOC_H__
#define __UK_TEST_ALLOC_H__

#include <uk/alloc.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_test_alloc {
	struct uk_alloc *parent;
	unsigned long count;
	unsigned long fail_at;
	long live;
	struct uk_alloc a; /* what the code under test is given; last member */
};

/* parent NULL: the default allocator. Nothing fails at first. */
void uk_test_alloc_init(struct uk_test_alloc *ta, struct uk_alloc *parent);

/* Fails the nth request from now (1 is the next), 0 none; counts anew. */
void uk_test_alloc_fail_at(struct uk_test_alloc *ta, unsigned long nth);

/* Requests for memory, the failed one included, since the last fail_at */
unsigned long uk_test_alloc_count(const struct uk_test_alloc *ta);

/* Allocations that have not been freed */
long uk_test_alloc_live(const struct uk_test_alloc *ta);

#ifdef __cplusplus
}
#endif

#endif /* __UK_TEST_ALLOC_H__ */
