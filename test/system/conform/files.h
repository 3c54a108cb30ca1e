/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the programs about files and names share; all in the working folder. */
#ifndef CONFORM_FILES_H
#define CONFORM_FILES_H

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include "check.h"

/** A bad address for an argument that the library declares nonnull. */
#define UNMAPPED ((char *)bad_unmapped())

/** Makes a file that holds what is given; returns nothing open. */
static inline void files_make(const char *name, const char *contents)
{
	int fd = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0644);
	size_t length = strlen(contents);

	if (fd < 0 || write(fd, contents, length) != (ssize_t)length)
		result(name, -1);
	close(fd);
}

/** "what: kind mode links size" of a name, which is not followed. */
static inline void files_show(const char *what, const char *name)
{
	struct stat st;

	if (lstat(name, &st) < 0)
		result(what, -1);
	else
		check_line("%s: %o links %lu size %ld", what, st.st_mode,
			   (unsigned long)st.st_nlink,
			   S_ISDIR(st.st_mode) ? 0 : (long)st.st_size);
}

/** "what: text" of a file's contents, at most 200 bytes. */
static inline void files_contents(const char *what, const char *name)
{
	char buf[201];
	int fd = open(name, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, buf, sizeof(buf) - 1);

	if (n < 0) {
		result(what, -1);
	} else {
		buf[n] = '\0';
		text(what, buf);
	}
	if (fd >= 0)
		close(fd);
}

/** A call that gives a descriptor: "what: opened", or the error. Closes it. */
static inline void files_opened(const char *what, long fd)
{
	if (fd < 0) {
		result(what, -1);
	} else {
		text(what, "opened");
		close((int)fd);
	}
}

/** A name of length letters; the last call's memory is used again. */
static inline char *files_long(size_t length)
{
	static char name[2 * CHECK_PAGE];

	memset(name, 'n', length);
	name[length] = '\0';
	return name;
}

/** The text at the very end of accessible memory. */
static inline char *files_at_end(const char *s)
{
	return strcpy(bad_partly(strlen(s) + 1), s);
}

/** The text without its end, which would lie where nothing is accessible. */
static inline char *files_cut(const char *s)
{
	return memcpy(bad_partly(strlen(s)), s, strlen(s));
}

#endif /* CONFORM_FILES_H */
