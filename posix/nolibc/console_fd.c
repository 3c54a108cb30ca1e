/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Descriptors 0 to 2 are the console, where there is no file system that has
 * all of them.
 */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <unistd.h>
#include <uk/plat/console.h>

#include "stdio_priv.h"

static int fail(int error)
{
	errno = error;
	return -1;
}

ssize_t write(int fd, const void *buf, size_t n)
{
	int done;

	if (fd != STDOUT_FILENO && fd != STDERR_FILENO)
		return fail(EBADF);
	if (n == 0)
		return 0;
	done = ukplat_coutk(buf, n < INT_MAX ? (unsigned int)n : INT_MAX);
	return done < 0 ? fail(-done) : done;
}

ssize_t read(int fd, void *buf, size_t n)
{
	if (fd != STDIN_FILENO)
		return fail(EBADF);
	return n ? (ssize_t)stdio_wait_input(buf, n) : 0;
}

int isatty(int fd)
{
	if (fd >= STDIN_FILENO && fd <= STDERR_FILENO)
		return 1;
	fail(EBADF);
	return 0;
}
