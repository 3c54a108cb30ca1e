/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Conversions of floating point numbers: collect what looks like one, and
 * convert that.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <uk/floatbits.h>

#include "scan_priv.h"

/* More characters than any number needs are a mismatch. */
#define NUMBER_MAX 400

struct number {
	struct source *src;
	size_t left; /* characters that may still be taken */
	size_t len;
	char text[NUMBER_MAX + 1];
};

static int next(struct number *n)
{
	return n->left ? scan_peek(n->src) : -1;
}

static void keep(struct number *n)
{
	n->text[n->len++] = (char)next(n);
	n->left--;
	scan_take(n->src);
}

/* One of two characters, in any case. */
static int keep_if(struct number *n, char a, char b)
{
	int c = next(n);

	if (c < 0 || (tolower(c) != a && tolower(c) != b))
		return 0;
	keep(n);
	return 1;
}

static int keep_digits(struct number *n, int (*is_digit)(int))
{
	int count = 0;

	for (; next(n) >= 0 && is_digit(next(n)); count++)
		keep(n);
	return count;
}

/* All of a word. */
static int keep_word(struct number *n, const char *word)
{
	while (*word && keep_if(n, *word, *word))
		word++;
	return !*word;
}

/* digits . digits exponent; returns whether that is a number. */
static int keep_number(struct number *n)
{
	int (*is_digit)(int) = isdigit;
	char letter = 'e';
	int count = 0;

	if (keep_if(n, '0', '0')) {
		count = 1;
		if (keep_if(n, 'x', 'x')) {
			is_digit = isxdigit;
			letter = 'p';
			count = 0;
		}
	}
	count += keep_digits(n, is_digit);
	if (keep_if(n, '.', '.'))
		count += keep_digits(n, is_digit);
	if (count == 0)
		return 0;
	if (!keep_if(n, letter, letter))
		return 1;
	keep_if(n, '+', '-');
	return keep_digits(n, isdigit) > 0;
}

static int keep_any(struct number *n)
{
	keep_if(n, '+', '-');
	if (next(n) >= 0 && tolower(next(n)) == 'n')
		return keep_word(n, "nan");
	if (next(n) >= 0 && tolower(next(n)) == 'i') {
		if (!keep_word(n, "inf"))
			return 0;
		return next(n) < 0 || tolower(next(n)) != 'i' ||
		       keep_word(n, "inity");
	}
	return keep_number(n);
}

static void store(const struct number *n, const struct spec *sp,
		  struct uk_format_args *a)
{
	const char *end;
	uint64_t d;
	uint32_t f;
	int range;

	if (sp->len == LEN_LONG) {
		d = uk_float_parse(n->text, &end, &uk_float_double, &range);
		memcpy(va_arg(a->ap, double *), &d, sizeof(d));
	} else {
		f = (uint32_t)uk_float_parse(n->text, &end, &uk_float_single,
					     &range);
		memcpy(va_arg(a->ap, float *), &f, sizeof(f));
	}
}

enum result scan_double(struct source *src, const struct spec *sp,
			struct uk_format_args *a)
{
	struct number n = {.src = src};

	if (!strchr("aAeEfFgG", sp->conv) || sp->len == LEN_LDBL)
		return MISMATCH;
	n.left = sp->width && sp->width < NUMBER_MAX ? sp->width : NUMBER_MAX;
	if (!keep_any(&n))
		return MISMATCH;
	n.text[n.len] = '\0';
	if (sp->store)
		store(&n, sp, a);
	return MATCHED;
}
