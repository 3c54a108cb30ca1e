/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* uk_vformat(): the engine behind printf(). */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "format_priv.h"

/* Count n more bytes. Returns false if they are not to be written. */
static bool sink_count(struct sink *s, size_t n)
{
	if (s->total > INT_MAX || n > INT_MAX - s->total)
		s->total = (size_t)INT_MAX + 1;
	else
		s->total += n;
	return n != 0 && !s->full && s->total <= INT_MAX;
}

void format_emit(struct sink *s, const char *buf, size_t len)
{
	if (sink_count(s, len))
		s->full = !s->out(s->cookie, buf, len);
}

/* Write n times the same character, a space or a zero. */
void format_pad(struct sink *s, char c, size_t n)
{
	static const char spaces[16] = "                ";
	static const char zeros[16] = "0000000000000000";
	const char *pad = c == '0' ? zeros : spaces;

	if (!sink_count(s, n))
		return;
	for (; !s->full && n > sizeof(spaces); n -= sizeof(spaces))
		s->full = !s->out(s->cookie, pad, sizeof(spaces));
	if (!s->full)
		s->full = !s->out(s->cookie, pad, n);
}

/* Write text in a field: padded with spaces on one side. */
static void emit_field(struct sink *s, const struct spec *sp, const char *text,
		       size_t len)
{
	size_t width = (size_t)sp->width;
	size_t pad = width > len ? width - len : 0;

	if (pad && !(sp->flags & FLAG_LEFT))
		format_pad(s, ' ', pad);
	format_emit(s, text, len);
	if (pad && (sp->flags & FLAG_LEFT))
		format_pad(s, ' ', pad);
}

/* Digits of v in front of end; returns the first. Zero has no digits. */
static char *digits_dec(uintmax_t v, char *end)
{
	uint32_t low;

	while (v > UINT32_MAX) {
		*--end = (char)('0' + v % 10);
		v /= 10;
	}
	for (low = (uint32_t)v; low; low /= 10)
		*--end = (char)('0' + low % 10);
	return end;
}

static char *digits_pow2(uintmax_t v, char *end, unsigned int shift,
			 const char *alphabet)
{
	for (; v; v >>= shift)
		*--end = alphabet[v & ((1u << shift) - 1)];
	return end;
}

/* Write [spaces][prefix][zeros]digits[spaces] of a number. */
static void emit_number(struct sink *s, const struct spec *sp,
			const char *prefix, size_t nprefix, const char *digits,
			size_t ndigits)
{
	size_t width = (size_t)sp->width;
	size_t zeros = 0;
	size_t len, pad;

	if (sp->prec >= 0 && (size_t)sp->prec > ndigits)
		zeros = (size_t)sp->prec - ndigits;
	len = nprefix + zeros + ndigits;
	pad = width > len ? width - len : 0;
	if (sp->prec < 0 &&
	    (sp->flags & (FLAG_ZERO | FLAG_LEFT)) == FLAG_ZERO) {
		zeros = pad;
		pad = 0;
	}

	if (pad && !(sp->flags & FLAG_LEFT))
		format_pad(s, ' ', pad);
	format_emit(s, prefix, nprefix);
	if (zeros)
		format_pad(s, '0', zeros);
	format_emit(s, digits, ndigits);
	if (pad && (sp->flags & FLAG_LEFT))
		format_pad(s, ' ', pad);
}

static intmax_t arg_signed(struct uk_format_args *a, enum length len)
{
	switch (len) {
	case LEN_CHAR:
		return (signed char)va_arg(a->ap, int);
	case LEN_SHORT:
		return (short)va_arg(a->ap, int);
	case LEN_LONG:
		return va_arg(a->ap, long);
	case LEN_LLONG:
	case LEN_LDBL:
		return va_arg(a->ap, long long);
	default:
		return va_arg(a->ap, int);
	}
}

static uintmax_t arg_unsigned(struct uk_format_args *a, enum length len)
{
	switch (len) {
	case LEN_CHAR:
		return (unsigned char)va_arg(a->ap, int);
	case LEN_SHORT:
		return (unsigned short)va_arg(a->ap, int);
	case LEN_LONG:
		return va_arg(a->ap, unsigned long);
	case LEN_LLONG:
	case LEN_LDBL:
		return va_arg(a->ap, unsigned long long);
	default:
		return va_arg(a->ap, unsigned int);
	}
}

const char *format_sign(const struct spec *sp, int negative)
{
	if (negative)
		return "-";
	if (sp->flags & FLAG_PLUS)
		return "+";
	return sp->flags & FLAG_SPACE ? " " : "";
}

static void format_signed(struct sink *s, const struct spec *sp, intmax_t v)
{
	char buf[24];
	char *end = buf + sizeof(buf);
	char *p = digits_dec(v < 0 ? -(uintmax_t)v : (uintmax_t)v, end);
	const char *sign = format_sign(sp, v < 0);

	if (v == 0 && sp->prec != 0)
		*--p = '0';
	emit_number(s, sp, sign, sign[0] != '\0', p, (size_t)(end - p));
}

static void format_unsigned(struct sink *s, const struct spec *sp, uintmax_t v)
{
	char buf[24]; /* 22 octal digits and a leading zero */
	char *end = buf + sizeof(buf);
	char *p;
	const char *prefix = "";

	switch (sp->conv) {
	case 'o':
		p = digits_pow2(v, end, 3, "01234567");
		break;
	case 'x':
		p = digits_pow2(v, end, 4, "0123456789abcdef");
		if (v && (sp->flags & FLAG_ALT))
			prefix = "0x";
		break;
	case 'X':
		p = digits_pow2(v, end, 4, "0123456789ABCDEF");
		if (v && (sp->flags & FLAG_ALT))
			prefix = "0X";
		break;
	default:
		p = digits_dec(v, end);
		break;
	}
	if (v == 0 && sp->prec != 0)
		*--p = '0';
	/* # makes the first octal digit a zero, if none is there already */
	if (sp->conv == 'o' && (sp->flags & FLAG_ALT) &&
	    sp->prec <= (int)(end - p) && (p == end || *p != '0'))
		*--p = '0';
	emit_number(s, sp, prefix, prefix[0] ? 2 : 0, p, (size_t)(end - p));
}

static void format_pointer(struct sink *s, const struct spec *sp, const void *v)
{
	struct spec hex = *sp;

	if (!v) {
		emit_field(s, sp, "(nil)", 5);
		return;
	}
	hex.conv = 'x';
	hex.flags |= FLAG_ALT;
	format_unsigned(s, &hex, (uintptr_t)v);
}

/* UTF-8 of a character to buf[4]; returns its length, 0 if there is none. */
static size_t utf8_encode(char *buf, uint32_t c)
{
	if (c < 0x80) {
		buf[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		buf[0] = (char)(0xc0 | (c >> 6));
		buf[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000 && (c < 0xd800 || c > 0xdfff)) {
		buf[0] = (char)(0xe0 | (c >> 12));
		buf[1] = (char)(0x80 | ((c >> 6) & 0x3f));
		buf[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	if (c >= 0x10000 && c < 0x110000) {
		buf[0] = (char)(0xf0 | (c >> 18));
		buf[1] = (char)(0x80 | ((c >> 12) & 0x3f));
		buf[2] = (char)(0x80 | ((c >> 6) & 0x3f));
		buf[3] = (char)(0x80 | (c & 0x3f));
		return 4;
	}
	return 0;
}

static void format_wide(struct sink *s, const struct spec *sp, const wchar_t *w)
{
	char buf[4];
	size_t limit = sp->prec < 0 ? SIZE_MAX : (size_t)sp->prec;
	size_t width = (size_t)sp->width;
	size_t len = 0;
	const wchar_t *p;
	size_t n;

	/* a character that does not fit as a whole is left out */
	for (p = w; *p; p++, len += n) {
		n = utf8_encode(buf, (uint32_t)*p);
		if (n > limit - len)
			break;
	}
	if (!(sp->flags & FLAG_LEFT) && width > len)
		format_pad(s, ' ', width - len);
	for (; w < p; w++)
		format_emit(s, buf, utf8_encode(buf, (uint32_t)*w));
	if ((sp->flags & FLAG_LEFT) && width > len)
		format_pad(s, ' ', width - len);
}

static void format_string(struct sink *s, const struct spec *sp, const char *v)
{
	size_t len;

	if (!v) {
		v = sp->prec < 0 || sp->prec >= 6 ? "(null)" : "";
		len = strlen(v);
	} else {
		len = sp->prec < 0 ? strlen(v) : strnlen(v, (size_t)sp->prec);
	}
	emit_field(s, sp, v, len);
}

static void format_char(struct sink *s, const struct spec *sp,
			struct uk_format_args *a)
{
	char buf[4];
	size_t n = 1;

	if (sp->len == LEN_LONG)
		n = utf8_encode(buf, (uint32_t)va_arg(a->ap, wint_t));
	else
		buf[0] = (char)va_arg(a->ap, int);
	emit_field(s, sp, buf, n);
}

static void store_count(struct uk_format_args *a, enum length len, size_t n)
{
	switch (len) {
	case LEN_CHAR:
		*va_arg(a->ap, signed char *) = (signed char)n;
		break;
	case LEN_SHORT:
		*va_arg(a->ap, short *) = (short)n;
		break;
	case LEN_LONG:
		*va_arg(a->ap, long *) = (long)n;
		break;
	case LEN_LLONG:
	case LEN_LDBL:
		*va_arg(a->ap, long long *) = (long long)n;
		break;
	default:
		*va_arg(a->ap, int *) = (int)n;
		break;
	}
}

/* Returns 0 if there is no such conversion. */
static int format_one(struct sink *s, const struct spec *sp,
		      struct uk_format_args *a)
{
	const char *text;

	switch (sp->conv) {
	case 'd':
	case 'i':
		format_signed(s, sp, arg_signed(a, sp->len));
		return 1;
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		format_unsigned(s, sp, arg_unsigned(a, sp->len));
		return 1;
	case 's':
		text = va_arg(a->ap, const char *);
		if (sp->len == LEN_LONG && text)
			format_wide(s, sp, (const wchar_t *)(const void *)text);
		else
			format_string(s, sp, text);
		return 1;
	case 'c':
		format_char(s, sp, a);
		return 1;
	case 'p':
		format_pointer(s, sp, va_arg(a->ap, const void *));
		return 1;
	case 'n':
		store_count(a, sp->len, s->total);
		return 1;
	case '%':
		format_emit(s, "%", 1);
		return 1;
	default:
		return format_double(s, sp, a);
	}
}

static unsigned int flag_of(char c)
{
	switch (c) {
	case '-':
		return FLAG_LEFT;
	case '+':
		return FLAG_PLUS;
	case ' ':
		return FLAG_SPACE;
	case '#':
		return FLAG_ALT;
	case '0':
		return FLAG_ZERO;
	default:
		return 0;
	}
}

/* A decimal number, or * for an argument. Too large ones become INT_MAX. */
static const char *parse_number(const char *p, int *v, struct uk_format_args *a)
{
	unsigned int digit;
	int n = 0;

	if (*p == '*') {
		*v = va_arg(a->ap, int);
		return p + 1;
	}
	for (; (digit = (unsigned int)(*p - '0')) < 10; p++)
		n = n > (INT_MAX - 9) / 10 ? INT_MAX : n * 10 + (int)digit;
	*v = n;
	return p;
}

static const char *parse_length(const char *p, enum length *len)
{
	*len = LEN_INT;
	switch (*p) {
	case 'h':
		*len = p[1] == 'h' ? LEN_CHAR : LEN_SHORT;
		return p + (p[1] == 'h' ? 2 : 1);
	case 'l':
		*len = p[1] == 'l' ? LEN_LLONG : LEN_LONG;
		return p + (p[1] == 'l' ? 2 : 1);
	case 'j':
	case 'z':
	case 't':
		*len = LEN_LONG; /* all of these are long here */
		return p + 1;
	case 'L':
		*len = LEN_LDBL;
		return p + 1;
	default:
		return p;
	}
}

/* [flags][width][.precision] */
static const char *parse_field(const char *p, struct spec *sp,
			       struct uk_format_args *a)
{
	unsigned int flag;

	for (; (flag = flag_of(*p)) != 0; p++)
		sp->flags |= flag;
	p = parse_number(p, &sp->width, a);
	if (sp->width < 0) {
		sp->flags |= FLAG_LEFT;
		sp->width = sp->width == INT_MIN ? INT_MAX : -sp->width;
	}
	if (*p == '.') {
		p = parse_number(p + 1, &sp->prec, a);
		if (sp->prec < 0)
			sp->prec = -1;
	}
	return p;
}

/* p is behind the %. Returns what follows the conversion. */
static const char *parse_spec(const char *p, struct spec *sp,
			      struct uk_format_args *a)
{
	sp->flags = 0;
	sp->width = 0;
	sp->prec = -1;
	if (*p <= '9') /* none of these is a letter */
		p = parse_field(p, sp, a);
	p = parse_length(p, &sp->len);
	sp->conv = *p;
	return *p ? p + 1 : p;
}

int uk_vformat(uk_format_out_t out, void *cookie, const char *fmt, va_list ap)
{
	struct sink s = {out, cookie, false, 0};
	const char *start;
	struct spec sp;
	struct uk_format_args a;

	va_copy(a.ap, ap);
	while (*fmt) {
		start = fmt;
		while (*fmt && *fmt != '%')
			fmt++;
		format_emit(&s, start, (size_t)(fmt - start));
		if (!*fmt)
			break;
		start = fmt;
		fmt = parse_spec(fmt + 1, &sp, &a);
		if (!format_one(&s, &sp, &a))
			format_emit(&s, start, (size_t)(fmt - start));
	}
	va_end(a.ap);
	return s.total > INT_MAX ? -EOVERFLOW : (int)s.total;
}
