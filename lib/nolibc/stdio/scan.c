/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* uk_vscan(): the engine behind scanf(). */
#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "scan_priv.h"

int scan_peek(struct source *src)
{
	if (!src->peeked) {
		src->c = src->in(src->cookie);
		src->peeked = 1;
	}
	return src->c;
}

void scan_take(struct source *src)
{
	src->peeked = 0;
	src->used++;
}

static void skip_space(struct source *src)
{
	while (scan_peek(src) >= 0 && isspace(scan_peek(src)))
		scan_take(src);
}

static void store_int(struct uk_format_args *a, enum length len, uintmax_t v)
{
	switch (len) {
	case LEN_CHAR:
		*va_arg(a->ap, unsigned char *) = (unsigned char)v;
		break;
	case LEN_SHORT:
		*va_arg(a->ap, unsigned short *) = (unsigned short)v;
		break;
	case LEN_LONG:
	case LEN_LDBL:
		*va_arg(a->ap, unsigned long *) = (unsigned long)v;
		break;
	default:
		*va_arg(a->ap, unsigned int *) = (unsigned int)v;
		break;
	}
}

static unsigned int digit_value(int c)
{
	if (c >= 0 && isdigit(c))
		return (unsigned int)(c - '0');
	if (c >= 0 && isalpha(c))
		return (unsigned int)((c | 32) - 'a') + 10;
	return UINT_MAX;
}

static unsigned int conv_base(char conv)
{
	switch (conv) {
	case 'i':
		return 0;
	case 'o':
		return 8;
	case 'x':
	case 'X':
	case 'p':
		return 16;
	default:
		return 10;
	}
}

/* Take an optional 0 or 0x; returns the base and whether a digit was seen. */
static unsigned int scan_prefix(struct source *src, unsigned int base,
				size_t *left, int *digits)
{
	if ((base != 0 && base != 16) || *left == 0 || scan_peek(src) != '0')
		return base ? base : 10;
	scan_take(src);
	--*left;
	*digits = 1;
	if (*left == 0 || (scan_peek(src) | 32) != 'x')
		return base ? base : 8;
	scan_take(src);
	--*left;
	*digits = 0;
	return 16;
}

static enum result scan_number(struct source *src, const struct spec *sp,
			       struct uk_format_args *a)
{
	size_t left = sp->width ? sp->width : SIZE_MAX;
	int negative = 0;
	int digits = 0;
	int overflow = 0;
	unsigned int base, digit;
	unsigned long v = 0;

	if (scan_peek(src) == '-' || scan_peek(src) == '+') {
		negative = scan_peek(src) == '-';
		scan_take(src);
		left--;
	}
	base = scan_prefix(src, conv_base(sp->conv), &left, &digits);
	while (left && (digit = digit_value(scan_peek(src))) < base) {
		overflow |= __builtin_mul_overflow(v, base, &v);
		overflow |= __builtin_add_overflow(v, digit, &v);
		digits = 1;
		scan_take(src);
		left--;
	}
	if (!digits)
		return MISMATCH;

	/* out of range is not defined: the nearest is what strtol() gives */
	if (sp->conv == 'd' || sp->conv == 'i') {
		if (overflow || v > (unsigned long)LONG_MAX + (negative != 0))
			v = negative ? (unsigned long)LONG_MIN : LONG_MAX;
		else if (negative)
			v = -v;
	} else if (overflow) {
		v = ULONG_MAX;
	} else if (negative) {
		v = -v;
	}
	if (sp->store)
		store_int(a, sp->conv == 'p' ? LEN_LONG : sp->len, v);
	return MATCHED;
}

static int in_set(const struct spec *sp, int c)
{
	if (sp->conv == 's')
		return !isspace(c);
	if (sp->conv == 'c')
		return 1;
	return (sp->set[c / 8] >> (c % 8)) & 1;
}

/* %s, %[ and %c. */
static enum result scan_chars(struct source *src, const struct spec *sp,
			      struct uk_format_args *a)
{
	size_t limit = sp->width ? sp->width : sp->conv == 'c' ? 1 : SIZE_MAX;
	char *dst = sp->store ? va_arg(a->ap, char *) : NULL;
	size_t n;

	for (n = 0; n < limit && scan_peek(src) >= 0 && in_set(sp, src->c);
	     n++) {
		if (dst)
			*dst++ = (char)src->c;
		scan_take(src);
	}
	if (n == 0 || (sp->conv == 'c' && n < limit))
		return scan_peek(src) < 0 ? INPUT_END : MISMATCH;
	if (dst && sp->conv != 'c')
		*dst = '\0';
	return MATCHED;
}

/* p is behind the [. Returns what follows the ], or NULL if there is none. */
static const char *parse_set(const char *p, struct spec *sp)
{
	int invert = *p == '^';
	unsigned char from, to;
	size_t i;

	memset(sp->set, 0, sizeof(sp->set));
	p += invert;
	do { /* a ] that comes first is one of the set */
		from = to = (unsigned char)*p;
		if (!from)
			return NULL;
		if (p[1] == '-' && p[2] && p[2] != ']' &&
		    (unsigned char)p[2] >= from) {
			to = (unsigned char)p[2];
			p += 2;
		}
		for (i = from; i <= to; i++)
			sp->set[i / 8] |= (unsigned char)(1u << (i % 8));
	} while (*++p != ']');
	for (i = 0; invert && i < sizeof(sp->set); i++)
		sp->set[i] = (unsigned char)~sp->set[i];
	return p + 1;
}

/* p is behind the %. Returns what follows the conversion; NULL: bad format. */
static const char *parse_spec(const char *p, struct spec *sp)
{
	sp->store = *p != '*';
	p += !sp->store;
	sp->width = 0;
	for (; isdigit((unsigned char)*p); p++)
		sp->width = sp->width * 10 + (size_t)(*p - '0');
	sp->len = LEN_INT;
	switch (*p) {
	case 'h':
		sp->len = p[1] == 'h' ? LEN_CHAR : LEN_SHORT;
		p += p[1] == 'h' ? 2 : 1;
		break;
	case 'l':
		sp->len = LEN_LONG;
		p += p[1] == 'l' ? 2 : 1;
		break;
	case 'j':
	case 'z':
	case 't':
		sp->len = LEN_LONG;
		p++;
		break;
	case 'L':
		sp->len = LEN_LDBL;
		p++;
		break;
	}
	sp->conv = *p;
	if (sp->conv == '[')
		return parse_set(p + 1, sp);
	return *p ? p + 1 : NULL;
}

static enum result scan_literal(struct source *src, unsigned char c)
{
	if (scan_peek(src) != c)
		return scan_peek(src) < 0 ? INPUT_END : MISMATCH;
	scan_take(src);
	return MATCHED;
}

/* *count grows by one if something was stored that counts. */
static enum result scan_one(struct source *src, const struct spec *sp,
			    struct uk_format_args *a, int *count)
{
	enum result r;

	if (!strchr("c[n", sp->conv))
		skip_space(src);
	switch (sp->conv) {
	case 'n':
		if (sp->store)
			store_int(a, sp->len, src->used);
		return MATCHED;
	case '%':
		return scan_literal(src, '%');
	case 'c':
	case 's':
	case '[':
		if (scan_peek(src) < 0)
			return INPUT_END;
		r = scan_chars(src, sp, a);
		break;
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
	case 'p':
		if (scan_peek(src) < 0)
			return INPUT_END;
		r = scan_number(src, sp, a);
		break;
	default:
		if (scan_peek(src) < 0)
			return INPUT_END;
		r = scan_double(src, sp, a);
		break;
	}
	if (r == MATCHED && sp->store)
		++*count;
	return r;
}

int uk_vscan(uk_scan_in_t in, void *cookie, int *left, size_t *nread,
	     const char *fmt, va_list ap)
{
	struct source src = {in, cookie, -1, 0, 0};
	enum result r = MATCHED;
	int count = 0;
	struct spec sp;
	struct uk_format_args a;

	va_copy(a.ap, ap);
	while (*fmt && r == MATCHED) {
		if (isspace((unsigned char)*fmt)) {
			skip_space(&src);
			fmt++;
		} else if (*fmt != '%') {
			r = scan_literal(&src, (unsigned char)*fmt++);
		} else {
			fmt = parse_spec(fmt + 1, &sp);
			if (!fmt)
				break;
			r = scan_one(&src, &sp, &a, &count);
		}
	}
	va_end(a.ap);
	*left = src.peeked ? src.c : -1;
	if (nread)
		*nread = src.used;
	return r == INPUT_END && count == 0 ? -1 : count;
}
