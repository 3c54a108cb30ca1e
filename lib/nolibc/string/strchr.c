/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Searching strings. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* The first c, or the terminator. */
char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)(uintptr_t)s;
}

char *strchr(const char *s, int c)
{
	char *p = strchrnul(s, c);

	return *p == (char)c ? p : NULL;
}

char *strrchr(const char *s, int c)
{
	return memrchr(s, c, strlen(s) + 1);
}

char *index(const char *s, int c)
{
	return strchr(s, c);
}

char *rindex(const char *s, int c)
{
	return strrchr(s, c);
}

/* A set of characters, one bit each. */
struct charset {
	uint64_t bits[4];
};

static void charset_fill(struct charset *set, const char *chars)
{
	memset(set, 0, sizeof(*set));
	for (; *chars; chars++)
		set->bits[(unsigned char)*chars / 64] |=
			1ULL << ((unsigned char)*chars % 64);
}

static int charset_has(const struct charset *set, char c)
{
	return (set->bits[(unsigned char)c / 64] >> ((unsigned char)c % 64)) &
	       1;
}

size_t strspn(const char *s, const char *accept)
{
	struct charset set;
	const char *p = s;

	charset_fill(&set, accept); /* the terminator is not in it */
	while (charset_has(&set, *p))
		p++;
	return (size_t)(p - s);
}

size_t strcspn(const char *s, const char *reject)
{
	struct charset set;
	const char *p = s;

	if (!reject[0] || !reject[1])
		return (size_t)(strchrnul(s, reject[0]) - s);
	charset_fill(&set, reject);
	while (*p && !charset_has(&set, *p))
		p++;
	return (size_t)(p - s);
}

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)(uintptr_t)s : NULL;
}

char *strstr(const char *haystack, const char *needle)
{
	size_t len = strlen(needle);

	if (len == 0)
		return (char *)(uintptr_t)haystack;
	for (; (haystack = strchr(haystack, *needle)) != NULL; haystack++)
		if (strncmp(haystack, needle, len) == 0)
			return (char *)(uintptr_t)haystack;
	return NULL;
}

char *strcasestr(const char *haystack, const char *needle)
{
	size_t len = strlen(needle);

	for (;; haystack++) {
		if (strncasecmp(haystack, needle, len) == 0)
			return (char *)(uintptr_t)haystack;
		if (!*haystack)
			return NULL;
	}
}
