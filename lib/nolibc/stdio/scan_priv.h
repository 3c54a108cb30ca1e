/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the parts of the scanner share. */
#ifndef NOLIBC_SCAN_PRIV_H
#define NOLIBC_SCAN_PRIV_H

#include <stddef.h>
#include <uk/format.h>

enum length { LEN_INT, LEN_CHAR, LEN_SHORT, LEN_LONG, LEN_LDBL };

/* The input, one character ahead. */
struct source {
	uk_scan_in_t in;
	void *cookie;
	int c; /* the next character, -1 at the end; if peeked */
	int peeked;
	size_t used;
};

/* A conversion: %[*][width][length]conv */
struct spec {
	int store;
	size_t width; /* 0: none given */
	enum length len;
	char conv;
	unsigned char set[256 / 8]; /* of %[ */
};

/* How a conversion ended. */
enum result { MATCHED, MISMATCH, INPUT_END };

/* scan.c: the next character, -1 at the end; step behind it. */
int scan_peek(struct source *src);
void scan_take(struct source *src);

/*
 * scan_float.c, or scan_nofloat.c: a floating point number, if conv is one of
 * its conversions, else MISMATCH.
 */
enum result scan_double(struct source *src, const struct spec *sp,
			struct uk_format_args *a);

#endif /* NOLIBC_SCAN_PRIV_H */
