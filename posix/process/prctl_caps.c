/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * prctl(2) about capabilities: how they follow users (securebits), what
 * execve() may give at most (the bounding set), and what it keeps (the ambient
 * set).
 */
#include <errno.h>
#include "process_priv.h"

#define PR_GET_KEEPCAPS	  7
#define PR_SET_KEEPCAPS	  8
#define PR_CAPBSET_READ	  23
#define PR_CAPBSET_DROP	  24
#define PR_GET_SECUREBITS 27
#define PR_SET_SECUREBITS 28
#define PR_CAP_AMBIENT	  47

#define AMBIENT_IS_SET	  1
#define AMBIENT_RAISE	  2
#define AMBIENT_LOWER	  3
#define AMBIENT_CLEAR_ALL 4

/* The lock of a bit is the one above */
static unsigned int locked(const struct uk_credentials *c)
{
	return (c->securebits & UK_SECURE_LOCKS) >> 1;
}

static int securebits_set(struct uk_credentials *c, unsigned long bits)
{
	if ((locked(c) & (c->securebits ^ bits)) ||
	    (c->securebits & UK_SECURE_LOCKS & ~bits) ||
	    (bits & ~(unsigned long)(UK_SECURE_ALL | UK_SECURE_LOCKS)) ||
	    !uk_cred_can(c, UK_CAP_SETPCAP))
		return -EPERM;
	c->securebits = (uint8_t)bits;
	return 0;
}

static int keep_set(struct uk_credentials *c, unsigned long keep)
{
	if (keep > 1)
		return -EINVAL;
	if (locked(c) & UK_SECURE_KEEP_CAPS)
		return -EPERM;
	c->securebits &= (uint8_t)~UK_SECURE_KEEP_CAPS;
	if (keep)
		c->securebits |= UK_SECURE_KEEP_CAPS;
	return 0;
}

static int bounding_drop(struct uk_credentials *c, unsigned long cap)
{
	if (!uk_cred_can(c, UK_CAP_SETPCAP))
		return -EPERM;
	if (cap > UK_CAP_LAST)
		return -EINVAL;
	c->caps.bounding &= ~(1ULL << cap);
	return 0;
}

static int ambient(struct uk_credentials *c, unsigned long how,
		   unsigned long cap, bool more)
{
	struct uk_caps *caps = &c->caps;
	uint64_t bit;

	if (how == AMBIENT_CLEAR_ALL) {
		if (cap || more)
			return -EINVAL;
		caps->ambient = 0;
		return 0;
	}
	if (cap > UK_CAP_LAST || more)
		return -EINVAL;
	bit = 1ULL << cap;
	switch (how) {
	case AMBIENT_IS_SET:
		return (caps->ambient & bit) != 0;
	case AMBIENT_RAISE:
		if (!(caps->permitted & caps->inheritable & bit) ||
		    (c->securebits & UK_SECURE_NO_AMBIENT_RAISE))
			return -EPERM;
		caps->ambient |= bit;
		return 0;
	case AMBIENT_LOWER:
		caps->ambient &= ~bit;
		return 0;
	default:
		return -EINVAL;
	}
}

static int change(struct uk_credentials *c, int option, unsigned long arg,
		  unsigned long cap, bool more)
{
	switch (option) {
	case PR_SET_SECUREBITS:
		return securebits_set(c, arg);
	case PR_SET_KEEPCAPS:
		return keep_set(c, arg);
	case PR_CAPBSET_DROP:
		return bounding_drop(c, arg);
	case PR_CAP_AMBIENT:
		return ambient(c, arg, cap, more);
	default:
		return -ENOSYS;
	}
}

int process_prctl_caps(int option, unsigned long arg, unsigned long cap,
		       bool more)
{
	struct uk_credentials c = *uk_cred_current();
	int rc, error;

	switch (option) {
	case PR_GET_KEEPCAPS:
		return (c.securebits & UK_SECURE_KEEP_CAPS) != 0;
	case PR_GET_SECUREBITS:
		return c.securebits;
	case PR_CAPBSET_READ:
		return arg <= UK_CAP_LAST ? (int)(c.caps.bounding >> arg & 1)
					  : -EINVAL;
	default:
		rc = change(&c, option, arg, cap, more);
		if (rc < 0)
			return rc;
		error = uk_cred_set(&c);
		return error ? error : rc;
	}
}
