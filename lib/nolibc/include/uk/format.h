/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The engine behind printf() and scanf(), for output and input of any kind. */
#ifndef __UK_FORMAT_H__
#define __UK_FORMAT_H__

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Receives the formatted text in pieces, in order, none of them empty. A piece
 * is valid only during the call and is not terminated. Returns whether it takes
 * more: otherwise the rest of the text is counted only.
 */
typedef bool (*uk_format_out_t)(void *cookie, const char *buf, size_t len);

/*
 * Format as vprintf() does. Allocates nothing, locks nothing, sets no errno.
 * Returns the length of the text, or -EOVERFLOW if that is above INT_MAX (the
 * pieces that fit have been handed out then).
 *
 * Conversions: d i u o x X c s p n %, with all flags, widths, precisions and
 * lengths of C11; lc and ls give UTF-8. With CONFIG_LIBNOLIBC_FLOAT also a e f
 * g, where ap comes from application code (see uk_format_arg_double()); the
 * length L gives the precision of a double. What is not known comes out as it
 * stands in fmt and takes no argument.
 */
int uk_vformat(uk_format_out_t out, void *cookie, const char *fmt, va_list ap);

/* The arguments of a call of uk_vformat(): a va_list that can be pointed to. */
struct uk_format_args {
	va_list ap;
};

/*
 * Take a double, or a long double, and return the bits of the double. Kernel
 * code cannot do that: posix/nolibc has it, as application code. Where nobody
 * has it, floating point numbers are not formatted.
 */
uint64_t uk_format_arg_double(struct uk_format_args *a, int is_long)
	__attribute__((weak));

/* Returns the next character as unsigned char, or -1 at the end, for ever. */
typedef int (*uk_scan_in_t)(void *cookie);

/*
 * Scan as vscanf() does. Reads one character beyond what it uses at most, and
 * stores it to *left, or -1 if there is none such. *nread, if it is not NULL,
 * receives the number of characters used.
 * Returns the number of conversions stored, or -1 if the input ended before
 * the first was stored.
 */
int uk_vscan(uk_scan_in_t in, void *cookie, int *left, size_t *nread,
	     const char *fmt, va_list ap);

#ifdef __cplusplus
}
#endif

#endif /* __UK_FORMAT_H__ */
