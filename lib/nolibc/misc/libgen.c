/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Taking paths apart, in place: POSIX's basename() and dirname(). */
#include <libgen.h>
#include <string.h>

static char dot[] = ".";

/* The end of path without slashes at its end; a lone slash stays. */
static size_t trimmed(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return len;
}

char *__xpg_basename(char *path)
{
	size_t len;

	if (!path || !*path)
		return dot;
	len = trimmed(path);
	path[len] = '\0';
	while (len > 1 && path[len - 1] != '/')
		len--;
	/* only the slash itself begins with one */
	return path[len - 1] == '/' && path[len] ? path + len : path + len - 1;
}

char *dirname(char *path)
{
	size_t len;

	if (!path || !*path)
		return dot;
	len = trimmed(path);
	while (len > 0 && path[len - 1] != '/')
		len--;
	if (len == 0)
		return dot;
	while (len > 1 && path[len - 1] == '/')
		len--;
	path[len] = '\0';
	return path;
}
