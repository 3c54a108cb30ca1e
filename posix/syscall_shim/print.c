/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A system call as one line: name(argument, ...) = result */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <uk/errptr.h>
#include <uk/syscall.h>
#include "print_priv.h"
#include "table_priv.h"

#define PIECE_MAX 128

static const char *const colours[] = {
	[SHIM_PLAIN] = "",	  [SHIM_CALL] = "\033[34m",
	[SHIM_TEXT] = "\033[32m", [SHIM_VALUE] = "\033[36m",
	[SHIM_FLAG] = "\033[33m", [SHIM_ERROR] = "\033[31m",
};

#define COLOUR_OFF "\033[0m"

void shim_put(struct shim_line *line, enum shim_colour colour, const char *fmt,
	      ...)
{
	char piece[PIECE_MAX];
	bool coloured = line->colours && colour != SHIM_PLAIN;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(piece, sizeof(piece), fmt, ap);
	va_end(ap);
	uk_streambuf_printf(&line->sb, "%s%s%s",
			    coloured ? colours[colour] : "", piece,
			    coloured ? COLOUR_OFF : "");
}

static void put_addr(struct shim_line *line, long value)
{
	if (value)
		shim_put(line, SHIM_VALUE, "va:%#lx", (unsigned long)value);
	else
		shim_put(line, SHIM_FLAG, "NULL");
}

void shim_put_value(struct shim_line *line, enum shim_kind kind, long value)
{
	switch (kind) {
	case SHIM_FD:
		shim_put(line, SHIM_VALUE, "fd:%d", (int)value);
		return;
	case SHIM_PID:
		shim_put(line, SHIM_VALUE, "pid:%d", (int)value);
		return;
	case SHIM_INT:
		shim_put(line, SHIM_VALUE, "%ld", value);
		return;
	case SHIM_UINT:
	case SHIM_SIZE:
		shim_put(line, SHIM_VALUE, "%lu", (unsigned long)value);
		return;
	case SHIM_HEX:
		shim_put(line, SHIM_VALUE, "0x%lx", (unsigned long)value);
		return;
	case SHIM_MODE:
		shim_put(line, SHIM_VALUE, "%#lo", (unsigned long)value);
		return;
	case SHIM_ADDR:
		put_addr(line, value);
		return;
	default:
		if (!shim_put_named(line, kind, value))
			shim_put(line, SHIM_VALUE, "%#lx",
				 (unsigned long)value);
	}
}

static void put_arg(struct shim_line *line, unsigned char kind, int i)
{
	enum shim_kind base = (enum shim_kind)(kind & ~SHIM_OUT);
	long value = line->args[i];

	/* Nothing is there before the call has succeeded */
	if ((kind & SHIM_OUT) &&
	    (!line->done || PTRISERR((void *)line->result) || !value)) {
		put_addr(line, value);
		return;
	}
	if (kind & SHIM_OUT)
		shim_put(line, SHIM_PLAIN, "<out>");
	if (base == SHIM_PATH || base == SHIM_STRING)
		shim_put_string(line, value);
	else if (base == SHIM_DATA)
		shim_put_data(line, value,
			      kind & SHIM_OUT ? line->result
			      : i < 5	      ? line->args[i + 1]
					      : 0);
	else if (!shim_put_struct(line, base, value, i))
		shim_put_value(line, base, value);
}

static void put_result(struct shim_line *line, enum shim_kind kind)
{
	if (!line->done || kind == SHIM_NONE) {
		shim_put(line, SHIM_PLAIN, "?");
		return;
	}
	if (PTRISERR((void *)line->result)) {
		shim_put(line, SHIM_ERROR, "%s: %s (%ld)",
			 shim_errno_name((int)-line->result),
			 strerror((int)-line->result), line->result);
		return;
	}
	if (kind == SHIM_OK && !line->result)
		shim_put(line, SHIM_FLAG, "OK");
	else
		shim_put_value(line, kind == SHIM_OK ? SHIM_INT : kind,
			       line->result);
}

static void put_call(struct shim_line *line, long nr)
{
	static const struct shim_format unknown;
	const struct shim_format *format = &unknown;
	const char *name = uk_syscall_name(nr);
	int count = 6;

	if (name) {
		format = &shim_formats[nr];
		count = shim_calls[nr].args;
		shim_put(line, SHIM_CALL, "%s", name);
	} else {
		shim_put(line, SHIM_CALL, "syscall_%ld", nr);
	}
	shim_put(line, SHIM_PLAIN, "(");
	for (int i = 0; i < count; i++) {
		if (i)
			shim_put(line, SHIM_PLAIN, ", ");
		put_arg(line, format->args[i], i);
	}
	shim_put(line, SHIM_PLAIN, ") = ");
	put_result(line, (enum shim_kind)format->result);
}

/* What does not fit ends with dots, and with the newline if there is one. */
static int finish(struct shim_line *line, int flags)
{
	struct uk_streambuf *sb = &line->sb;
	const char *end = flags & UK_PRSYSCALL_FMTF_NEWLINE ? "...\n" : "...";
	size_t len = strlen(end);
	char *buf = uk_streambuf_buf(sb);

	if (!uk_streambuf_istruncated(sb))
		return (int)strlen(buf);
	if (sb->buflen > len)
		memcpy(buf + sb->buflen - 1 - len, end, len + 1);
	return (int)strlen(buf);
}

static int print(struct shim_line *line, char *buf, size_t maxlen, int flags,
		 long nr)
{
	if (!maxlen)
		return 0;
	uk_streambuf_init(&line->sb, buf, maxlen, UK_STREAMBUF_C_TERMSHIFT);
	line->colours = flags & UK_PRSYSCALL_FMTF_ANSICOLOR;
	put_call(line, nr);
	if (flags & UK_PRSYSCALL_FMTF_NEWLINE)
		shim_put(line, SHIM_PLAIN, "\n");
	return finish(line, flags);
}

int uk_vsnprsyscall(char *buf, size_t maxlen, int flags, long nr, long ret,
		    va_list args)
{
	struct shim_line line = {.result = ret, .done = true};
	int count = uk_syscall_name(nr) ? shim_calls[nr].args : 6;

	for (int i = 0; i < count; i++)
		line.args[i] = va_arg(args, long);
	return print(&line, buf, maxlen, flags, nr);
}

int uk_snprsyscall(char *buf, size_t maxlen, int flags, long nr, long ret, ...)
{
	va_list args;
	int len;

	va_start(args, ret);
	len = uk_vsnprsyscall(buf, maxlen, flags, nr, ret, args);
	va_end(args);
	return len;
}

int shim_print(char *buf, size_t maxlen, int flags, long nr, const long *args,
	       bool done, long ret)
{
	struct shim_line line = {.result = ret, .done = done};

	memcpy(line.args, args, sizeof(line.args));
	return print(&line, buf, maxlen, flags, nr);
}
