/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Printing system calls. What an argument is stands in formats.list; each kind
 * has a function that appends it to the line. They read an application's memory
 * by the checked copies only: it may be anything.
 */
#ifndef __SHIM_PRINT_PRIV_H__
#define __SHIM_PRINT_PRIV_H__

#include <stdbool.h>
#include <uk/bits/syscall_nrs.h>
#include <uk/streambuf.h>

enum shim_kind {
	SHIM_RAW, /* also: not in formats.list */
	SHIM_ACCESS,
	SHIM_ADDR,
	SHIM_ADVICE,
	SHIM_ARGV,
	SHIM_AT,
	SHIM_CLOCK,
	SHIM_CLONE,
	SHIM_DATA, /* as long as the next argument says, an output: the result
		    */
	SHIM_DIRFD,
	SHIM_EPOLL,
	SHIM_EPOLLOP,
	SHIM_FAMILY,
	SHIM_FCNTL,
	SHIM_FD,
	SHIM_FLOCK,
	SHIM_FUTEX,
	SHIM_HEX,
	SHIM_INOTIFY,
	SHIM_INT,
	SHIM_IOVEC, /* as many as the next argument says */
	SHIM_LIMIT,
	SHIM_MAP,
	SHIM_MEMFD,
	SHIM_MODE,
	SHIM_MSG,
	SHIM_MSGHDR,
	SHIM_NONE, /* a result: it does not return */
	SHIM_OK,   /* a result: 0 */
	SHIM_OPEN,
	SHIM_PAIR,
	SHIM_PATH,
	SHIM_PID,
	SHIM_POLLFDS, /* as many as the next argument says */
	SHIM_PROT,
	SHIM_RLIMIT,
	SHIM_SHUT,
	SHIM_SIGHOW,
	SHIM_SIGNAL,
	SHIM_SIGSET,
	SHIM_SIZE,
	SHIM_SO,
	SHIM_SOCKADDR,
	SHIM_SOCKTYPE,
	SHIM_SOL,
	SHIM_SPLICE,
	SHIM_STAT,
	SHIM_STATUS,
	SHIM_STRING,
	SHIM_TIMESPEC,
	SHIM_TIMEVAL,
	SHIM_UINT,
	SHIM_WHENCE,
	SHIM_NR_KINDS,
	SHIM_OUT = 0x80, /* a flag: the call writes there */
};

struct shim_format {
	unsigned char result;
	unsigned char args[6];
};

/* Made from formats.list, by number */
extern const struct shim_format shim_formats[SHIM_TABLE_SIZE];

enum shim_colour {
	SHIM_PLAIN,
	SHIM_CALL,
	SHIM_TEXT,
	SHIM_VALUE,
	SHIM_FLAG,
	SHIM_ERROR,
};

/* A line that is being made. */
struct shim_line {
	struct uk_streambuf sb;
	bool colours;
	long args[6];
	long result;
	bool done; /* result is known */
};

/* print.c: pieces. */
void shim_put(struct shim_line *line, enum shim_colour colour, const char *fmt,
	      ...) __printf(3, 4);
void shim_put_value(struct shim_line *line, enum shim_kind kind, long value);

/* print_text.c: strings and bytes of the application, in quotes. */
void shim_put_string(struct shim_line *line, long addr);
void shim_put_data(struct shim_line *line, long addr, long len);

/* print_flags.c: numbers with names; false: this kind has none. */
bool shim_put_named(struct shim_line *line, enum shim_kind kind, long value);

/* print_struct.c: what an address points to. i: which argument it is; false:
 * this kind is no structure.
 */
bool shim_put_struct(struct shim_line *line, enum shim_kind kind, long addr,
		     int i);

#endif /* __SHIM_PRINT_PRIV_H__ */
