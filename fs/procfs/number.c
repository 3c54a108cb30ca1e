/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Files that are a number which programs may set, read as in /proc/sys. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "procfs_priv.h"

#define SPACES	   " \t\n"
#define DIGITS_MAX 21 /* with a sign */

int procfs_number_show(struct uk_streambuf *out, const struct procfs_number *n)
{
	uk_streambuf_printf(out, "%ld\n", n->get ? n->get() : n->otherwise);
	return 0;
}

/*
 * The first number of a text, 0 or -EINVAL. It is decimal, octal or
 * hexadecimal; behind it comes the end, or white space and what nobody reads.
 */
static int parse(const char *text, long *value)
{
	const char *at = text + strspn(text, SPACES);
	bool negative = *at == '-';
	unsigned long magnitude;
	char *end;

	at += negative;
	if (*at < '0' || *at > '9' || strcspn(at, SPACES) > DIGITS_MAX)
		return -EINVAL;
	magnitude = strtoul(at, &end, 0);
	if (*end && !strchr(SPACES, *end))
		return -EINVAL;
	if (magnitude > LONG_MAX)
		return -EINVAL;
	*value = negative ? -(long)magnitude : (long)magnitude;
	return 0;
}

int procfs_number_store(const struct procfs_number *n, const char *text)
{
	long value;
	int rc;

	if (!n->set)
		return -EIO;
	rc = parse(text, &value);
	if (rc)
		return rc;
	if (value < n->min || value > n->max)
		return -EINVAL;
	return n->set(value);
}
