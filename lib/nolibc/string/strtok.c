/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Taking strings apart. */
#include <string.h>

char *strtok_r(char *restrict s, const char *restrict sep,
	       char **restrict saveptr)
{
	if (!s)
		s = *saveptr;
	if (!s)
		return NULL;
	s += strspn(s, sep);
	if (!*s) {
		*saveptr = NULL;
		return NULL;
	}
	*saveptr = s + strcspn(s, sep);
	if (**saveptr)
		*(*saveptr)++ = '\0';
	else
		*saveptr = NULL;
	return s;
}

/* Not for several threads: that is what strtok_r() is for. */
char *strtok(char *restrict s, const char *restrict sep)
{
	static char *saveptr;

	return strtok_r(s, sep, &saveptr);
}

/* As strtok_r(), but two separators in a row have an empty string between. */
char *strsep(char **restrict sp, const char *restrict sep)
{
	char *s = *sp;
	char *end;

	if (!s)
		return NULL;
	end = s + strcspn(s, sep);
	if (*end) {
		*end = '\0';
		*sp = end + 1;
	} else {
		*sp = NULL;
	}
	return s;
}
