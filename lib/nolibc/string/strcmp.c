/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Comparing strings. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

int strcmp(const char *s1, const char *s2)
{
	const unsigned char *a = (const unsigned char *)s1;
	const unsigned char *b = (const unsigned char *)s2;

	for (; *a == *b; a++, b++)
		if (!*a)
			return 0;
	return *a - *b;
}

int strncmp(const char *s1, const char *s2, size_t n)
{
	const unsigned char *a = (const unsigned char *)s1;
	const unsigned char *b = (const unsigned char *)s2;

	for (; n; a++, b++, n--) {
		if (*a != *b)
			return *a - *b;
		if (!*a)
			return 0;
	}
	return 0;
}

int strcasecmp(const char *s1, const char *s2)
{
	const unsigned char *a = (const unsigned char *)s1;
	const unsigned char *b = (const unsigned char *)s2;

	for (; tolower(*a) == tolower(*b); a++, b++)
		if (!*a)
			return 0;
	return tolower(*a) - tolower(*b);
}

int strncasecmp(const char *s1, const char *s2, size_t n)
{
	const unsigned char *a = (const unsigned char *)s1;
	const unsigned char *b = (const unsigned char *)s2;

	for (; n; a++, b++, n--) {
		if (tolower(*a) != tolower(*b))
			return tolower(*a) - tolower(*b);
		if (!*a)
			return 0;
	}
	return 0;
}

/* The only locale is C: the order is that of the bytes. */
int strcoll(const char *s1, const char *s2)
{
	return strcmp(s1, s2);
}

size_t strxfrm(char *restrict dst, const char *restrict src, size_t n)
{
	size_t len = strlen(src);

	if (n)
		strlcpy(dst, src, n);
	return len;
}

/*
 * Order by version: numbers inside count as numbers, those that begin with a
 * zero as fractions.
 */
int strverscmp(const char *s1, const char *s2)
{
	const unsigned char *a = (const unsigned char *)s1;
	const unsigned char *b = (const unsigned char *)s2;
	size_t start = 0; /* of the digits around the difference */
	size_t i, j;
	int zeros = 1; /* only zeros so far in them */

	for (i = 0; a[i] == b[i]; i++) {
		if (!a[i])
			return 0;
		if (!isdigit(a[i])) {
			start = i + 1;
			zeros = 1;
		} else if (a[i] != '0') {
			zeros = 0;
		}
	}
	if (isdigit(a[start]) && isdigit(b[start]) && a[start] != '0' &&
	    b[start] != '0') {
		/* whole numbers: the longer one is larger */
		for (j = i; isdigit(a[j]); j++)
			if (!isdigit(b[j]))
				return 1;
		if (isdigit(b[j]))
			return -1;
	} else if (zeros && start < i && (isdigit(a[i]) || isdigit(b[i]))) {
		/* a common run of zeros: a digit makes it a longer fraction */
		return (unsigned char)(a[i] - '0') -
		       (unsigned char)(b[i] - '0');
	}
	return a[i] - b[i];
}
