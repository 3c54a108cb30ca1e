/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waking, moving, and waking after a change of a second word. */
#include <errno.h>
#include <uk/access.h>
#include <uk/futex.h>
#include "futex_priv.h"

int futex_wake(struct futex_word word, int max, uint32_t bitset)
{
	struct futex_key key;
	int rc;

	if (!bitset)
		return -EINVAL;
	rc = futex_key_get(word, &key);
	return rc ? rc : futex_queue_wake(&key, max, bitset);
}

int futex_requeue(struct futex_word from, struct futex_word to, int wake,
		  int move, const uint32_t *expected)
{
	struct futex_key from_key, to_key;
	uint32_t found = 0;
	int rc;

	if (wake < 0 || move < 0)
		return -EINVAL;
	rc = futex_key_get(from, &from_key);
	if (!rc)
		rc = futex_key_get(to, &to_key);
	if (!rc && expected) {
		rc = uk_get_from_app(found, from.at);
		if (!rc && found != *expected)
			rc = -EAGAIN;
	}
	if (rc)
		return rc;
	return futex_queue_requeue(&from_key, &to_key, wake, move);
}

/* 12 bits with a sign */
static int32_t signed_12(uint32_t bits)
{
	return (int32_t)(bits << 20) >> 20;
}

static int op_apply(unsigned int op, uint32_t old, uint32_t arg, uint32_t *new)
{
	switch (op) {
	case FUTEX_OP_SET:
		*new = arg;
		return 0;
	case FUTEX_OP_ADD:
		*new = old + arg;
		return 0;
	case FUTEX_OP_OR:
		*new = old | arg;
		return 0;
	case FUTEX_OP_ANDN:
		*new = old & ~arg;
		return 0;
	case FUTEX_OP_XOR:
		*new = old ^ arg;
		return 0;
	default:
		return -ENOSYS;
	}
}

static int op_compare(unsigned int cmp, int32_t old, int32_t arg)
{
	switch (cmp) {
	case FUTEX_OP_CMP_EQ:
		return old == arg;
	case FUTEX_OP_CMP_NE:
		return old != arg;
	case FUTEX_OP_CMP_LT:
		return old < arg;
	case FUTEX_OP_CMP_LE:
		return old <= arg;
	case FUTEX_OP_CMP_GT:
		return old > arg;
	case FUTEX_OP_CMP_GE:
		return old >= arg;
	default:
		return -ENOSYS;
	}
}

/* Changes the word; whether what was there compares, or a negative errno. */
static int op_do(uint32_t *at, uint32_t op)
{
	uint32_t arg = (uint32_t)signed_12(op >> 12);
	uint32_t old = 0, expected, new;
	int rc;

	if (op >> 28 & FUTEX_OP_OPARG_SHIFT)
		arg = 1U << (arg & 31);
	rc = uk_get_from_app(old, at);
	if (rc)
		return rc;
	do {
		rc = op_apply(op >> 28 & ~FUTEX_OP_OPARG_SHIFT, old, arg, &new);
		if (rc)
			return rc;
		expected = old;
		rc = uk_cmpxchg_app(at, &old, new);
		if (rc)
			return rc;
	} while (old != expected);
	return op_compare(op >> 24 & 15, (int32_t)old, signed_12(op));
}

int futex_wake_op(struct futex_word word, struct futex_word second, int max,
		  int max_second, uint32_t op)
{
	struct futex_key key, second_key;
	int rc, holds, woken;

	rc = futex_key_get(word, &key);
	if (!rc)
		rc = futex_key_get(second, &second_key);
	if (rc)
		return rc;
	holds = op_do(second.at, op);
	if (holds < 0)
		return holds;
	woken = futex_queue_wake(&key, max, FUTEX_BITSET_MATCH_ANY);
	if (woken < 0 || !holds)
		return woken;
	rc = futex_queue_wake(&second_key, max_second, FUTEX_BITSET_MATCH_ANY);
	return rc < 0 ? rc : woken + rc;
}
