/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What the programs say, one line for each check, and memory that a call
 * cannot use. A program runs on Linux and in the image and must say the same:
 * no addresses, numbers of processes or times. A line is one write(), so that
 * nothing is lost when a signal ends the program.
 */
#ifndef CONFORM_CHECK_H
#define CONFORM_CHECK_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHECK_PAGE 4096

/** The system call itself, as the C library passes it on: -1 and errno. */
#define raw(...) syscall(__VA_ARGS__)

/** Abstract names of sockets are a network's: for a network of one's own, so
 * that two runs do not meet. Where that is not allowed they may.
 */
static inline void check_own_network(void)
{
	(void)unshare(CLONE_NEWNET);
	errno = 0;
}

static inline const char *check_error_name(int error)
{
#define NAMED(name)         \
	{                   \
		name, #name \
	}
	static const struct {
		int error;
		const char *name;
	} errors[] = {NAMED(EPERM),
		      NAMED(ENOENT),
		      NAMED(ESRCH),
		      NAMED(EINTR),
		      NAMED(EIO),
		      NAMED(ENXIO),
		      NAMED(E2BIG),
		      NAMED(ENOEXEC),
		      NAMED(EBADF),
		      NAMED(ECHILD),
		      NAMED(EAGAIN),
		      NAMED(ENOMEM),
		      NAMED(EACCES),
		      NAMED(EFAULT),
		      NAMED(ENOTBLK),
		      NAMED(EBUSY),
		      NAMED(EEXIST),
		      NAMED(EXDEV),
		      NAMED(ENODEV),
		      NAMED(ENOTDIR),
		      NAMED(EISDIR),
		      NAMED(EINVAL),
		      NAMED(ENFILE),
		      NAMED(EMFILE),
		      NAMED(ENOTTY),
		      NAMED(ETXTBSY),
		      NAMED(EFBIG),
		      NAMED(ENOSPC),
		      NAMED(ESPIPE),
		      NAMED(EROFS),
		      NAMED(EMLINK),
		      NAMED(EPIPE),
		      NAMED(EDOM),
		      NAMED(ERANGE),
		      NAMED(EDEADLK),
		      NAMED(ENAMETOOLONG),
		      NAMED(ENOLCK),
		      NAMED(ENOSYS),
		      NAMED(ENOTEMPTY),
		      NAMED(ELOOP),
		      NAMED(ENODATA),
		      NAMED(EPROTO),
		      NAMED(EBADMSG),
		      NAMED(EOVERFLOW),
		      NAMED(EILSEQ),
		      NAMED(ENOTSOCK),
		      NAMED(EDESTADDRREQ),
		      NAMED(EMSGSIZE),
		      NAMED(EPROTOTYPE),
		      NAMED(ENOPROTOOPT),
		      NAMED(EPROTONOSUPPORT),
		      NAMED(ESOCKTNOSUPPORT),
		      NAMED(EOPNOTSUPP),
		      NAMED(EPFNOSUPPORT),
		      NAMED(EAFNOSUPPORT),
		      NAMED(EADDRINUSE),
		      NAMED(EADDRNOTAVAIL),
		      NAMED(ENOBUFS),
		      NAMED(EISCONN),
		      NAMED(ENOTCONN),
		      NAMED(ESHUTDOWN),
		      NAMED(ETOOMANYREFS),
		      NAMED(ETIMEDOUT),
		      NAMED(ECONNREFUSED),
		      NAMED(ECONNRESET),
		      NAMED(ECONNABORTED),
		      NAMED(EALREADY),
		      NAMED(EINPROGRESS),
		      NAMED(ESTALE),
		      NAMED(EDQUOT),
		      NAMED(ECANCELED),
		      NAMED(EOWNERDEAD),
		      NAMED(ENOTRECOVERABLE)};
#undef NAMED
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (errors[i].error == error)
			return errors[i].name;
	return "an error without a name here";
}

/** Writes one line; what does not fit is cut. */
__attribute__((format(printf, 1, 2))) static inline void check_line(
	const char *format, ...)
{
	int error = errno;
	char line[512];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	if (length > (int)sizeof(line) - 2)
		length = (int)sizeof(line) - 2;
	line[length++] = '\n';
	if (write(STDOUT_FILENO, line, (size_t)length) != length)
		_exit(125);
	errno = error;
}

/** "what: RET", or "what: -1 EXXX" with errno for a ret of -1. */
static inline void result(const char *what, long ret)
{
	if (ret == -1)
		check_line("%s: -1 %s", what, check_error_name(errno));
	else
		check_line("%s: %ld", what, ret);
}

/** "what: V" */
static inline void value(const char *what, long v)
{
	check_line("%s: %ld", what, v);
}

/** "what: S" */
static inline void text(const char *what, const char *s)
{
	check_line("%s: %s", what, s);
}

/** "what: 00 01 ..." of up to 128 bytes. */
static inline void bytes(const char *what, const void *from, size_t length)
{
	const unsigned char *at = from;
	char hex[3 * 128 + 1] = "";
	size_t i;

	for (i = 0; i < length && i < 128; i++)
		snprintf(hex + 3 * i, 4, " %02x", at[i]);
	check_line("%s:%s", what, hex);
}

/**
 * An address in a page that nothing maps: no mapping is placed so low unless
 * asked for.
 */
static inline void *bad_unmapped(void)
{
	static char *const low = (char *)0x20000;

	return low;
}

/** A page of zeroes that can only be read. */
static inline void *bad_readonly(void)
{
	static void *page;

	if (!page)
		page = mmap(NULL, CHECK_PAGE, PROT_READ,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return page;
}

/** good bytes, at most a page, that can be read and written, and no more. */
static inline void *bad_partly(size_t good)
{
	static char *both;

	if (!both) {
		both = mmap(NULL, 2 * CHECK_PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		mprotect(both + CHECK_PAGE, CHECK_PAGE, PROT_NONE);
	}
	memset(both, 0, CHECK_PAGE);
	return both + CHECK_PAGE - good;
}

#endif /* CONFORM_CHECK_H */
