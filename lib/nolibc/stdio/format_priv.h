/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the parts of the formatter share. */
#ifndef NOLIBC_FORMAT_PRIV_H
#define NOLIBC_FORMAT_PRIV_H

#include <stddef.h>
#include <stdint.h>
#include <uk/format.h>

#define FLAG_LEFT  0x01 /* - */
#define FLAG_PLUS  0x02 /* + */
#define FLAG_SPACE 0x04 /* space */
#define FLAG_ALT   0x08 /* # */
#define FLAG_ZERO  0x10 /* 0 */

enum length { LEN_INT, LEN_CHAR, LEN_SHORT, LEN_LONG, LEN_LLONG, LEN_LDBL };

/* A conversion: %[flags][width][.precision][length]conv */
struct spec {
	unsigned int flags;
	int width;
	int prec; /* -1: none given */
	enum length len;
	char conv;
};

struct sink {
	uk_format_out_t out;
	void *cookie;
	bool full;
	size_t total; /* above INT_MAX: the text is too long, no more of it */
};

/* format.c */
void format_emit(struct sink *s, const char *buf, size_t len);
/* n times the same character, a space or a zero. */
void format_pad(struct sink *s, char c, size_t n);
/* The sign of a number by the flags. */
const char *format_sign(const struct spec *sp, int negative);

/*
 * format_float.c, or format_nofloat.c: a double, whose bits these are. Returns
 * 0 if there is no such conversion.
 */
int format_double(struct sink *s, const struct spec *sp,
		  struct uk_format_args *a);

#endif /* NOLIBC_FORMAT_PRIV_H */
