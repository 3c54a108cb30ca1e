/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Conversions of floating point numbers: exact, in integer arithmetic on the
 * bits of a double.
 */
#include <string.h>

#include "../stdlib/decimal.h"
#include "format_priv.h"

#define MANTISSA_BITS 52
#define EXPONENT_MAX  0x7ff
#define BIAS	      1023

/* The text of a number: int_digits int_zeros . frac_zeros ... exponent */
struct text {
	const char *sign;
	const char *prefix; /* 0x */
	const char *digits; /* before the point */
	size_t ndigits;
	size_t zeros; /* behind them */
	int point;
	size_t frac_zeros; /* behind the point */
	const char *frac;
	size_t nfrac;
	size_t end_zeros; /* behind those */
	char exponent[8];
	size_t nexponent;
};

static void emit_text(struct sink *s, const struct spec *sp,
		      const struct text *t)
{
	size_t nsign = strlen(t->sign);
	size_t nprefix = strlen(t->prefix);
	size_t width = (size_t)sp->width;
	size_t len = nsign + nprefix + t->ndigits + t->zeros +
		     (size_t)t->point + t->frac_zeros + t->nfrac +
		     t->end_zeros + t->nexponent;
	size_t pad = width > len ? width - len : 0;

	if (pad && !(sp->flags & (FLAG_LEFT | FLAG_ZERO)))
		format_pad(s, ' ', pad);
	format_emit(s, t->sign, nsign);
	format_emit(s, t->prefix, nprefix);
	if (pad && (sp->flags & (FLAG_LEFT | FLAG_ZERO)) == FLAG_ZERO)
		format_pad(s, '0', pad);
	format_emit(s, t->digits, t->ndigits);
	format_pad(s, '0', t->zeros);
	format_emit(s, ".", (size_t)t->point);
	format_pad(s, '0', t->frac_zeros);
	format_emit(s, t->frac, t->nfrac);
	format_pad(s, '0', t->end_zeros);
	format_emit(s, t->exponent, t->nexponent);
	if (pad && (sp->flags & FLAG_LEFT))
		format_pad(s, ' ', pad);
}

/* A letter, a sign and at least min_digits digits. */
static void set_exponent(struct text *t, char letter, int value, int min_digits)
{
	unsigned int v = (unsigned int)(value < 0 ? -value : value);
	char *p = t->exponent + sizeof(t->exponent);
	int n;

	for (n = 0; v || n < min_digits; v /= 10, n++)
		*--p = (char)('0' + v % 10);
	*--p = value < 0 ? '-' : '+';
	*--p = letter;
	t->nexponent = (size_t)n + 2;
	memmove(t->exponent, p, t->nexponent);
}

/* ---- decimal: digits of dec are text already, rounded ---- */

/* %f: prec digits behind the point. */
static void set_fixed(struct text *t, const struct decimal *dec, int prec)
{
	const char *d = (const char *)dec->d;
	int point = dec->count ? dec->point : 0;
	int before = point < 0 ? 0 : point; /* digits before the point */
	int have = before < dec->count ? before : dec->count;
	int lead = point < 0 ? -point : 0; /* zeros behind the point */

	t->digits = before ? d : "0";
	t->ndigits = (size_t)(before ? have : 1);
	t->zeros = (size_t)(before - have);
	t->point = prec > 0;
	lead = lead < prec ? lead : prec;
	t->frac_zeros = (size_t)lead;
	t->frac = d + have;
	t->nfrac = (size_t)(dec->count - have);
	t->end_zeros = (size_t)(prec - lead) - t->nfrac;
}

/* %e: one digit before the point, prec behind it. */
static void set_scientific(struct text *t, const struct decimal *dec, int prec,
			   char letter)
{
	const char *d = (const char *)dec->d;

	t->digits = dec->count ? d : "0";
	t->ndigits = 1;
	t->point = prec > 0;
	t->frac = d + 1;
	t->nfrac = dec->count ? (size_t)dec->count - 1 : 0;
	t->end_zeros = (size_t)prec - t->nfrac;
	set_exponent(t, letter, dec->count ? dec->point - 1 : 0, 2);
}

static void digits_to_text(struct decimal *dec)
{
	int i;

	for (i = 0; i < dec->count; i++)
		dec->d[i] = (unsigned char)(dec->d[i] + '0');
}

/* %g: prec digits, in the shorter form; no zeros at the end without #. */
static void set_general(struct text *t, struct decimal *dec, int prec,
			int keep_zeros, char letter)
{
	int exponent;
	int behind; /* digits behind the point of the one or the other form */

	if (prec == 0)
		prec = 1;
	decimal_round(dec, prec);
	digits_to_text(dec);
	exponent = dec->count ? dec->point - 1 : 0;
	if (exponent < -4 || exponent >= prec) {
		behind = keep_zeros ? prec - 1 : dec->count - 1;
		set_scientific(t, dec, behind, letter);
	} else {
		behind = (keep_zeros ? prec : dec->count) - 1 - exponent;
		set_fixed(t, dec, behind > 0 ? behind : 0);
	}
}

/* mantissa * 2^(exponent - 52) is a finite number. */
static void format_decimal(struct sink *s, const struct spec *sp,
			   struct text *t, uint64_t mantissa, int exponent)
{
	char conv = (char)(sp->conv | 32);
	char letter = sp->conv == conv ? 'e' : 'E';
	int prec = sp->prec < 0 ? 6 : sp->prec;
	int keep = prec < 2000 ? prec : 2000; /* more than any has */
	struct decimal dec;

	decimal_set(&dec, mantissa);
	decimal_shift(&dec, exponent - MANTISSA_BITS);
	if (conv == 'f') {
		decimal_round(&dec, dec.point + keep);
		digits_to_text(&dec);
		set_fixed(t, &dec, prec);
	} else if (conv == 'e') {
		decimal_round(&dec, keep + 1);
		digits_to_text(&dec);
		set_scientific(t, &dec, prec, letter);
	} else {
		set_general(t, &dec, prec, sp->flags & FLAG_ALT, letter);
	}
	t->point |= (sp->flags & FLAG_ALT) != 0;
	emit_text(s, sp, t);
}

/* ---- hexadecimal ---- */

static void format_hex(struct sink *s, const struct spec *sp, struct text *t,
		       uint64_t mantissa, int exponent)
{
	const char *alphabet =
		sp->conv == 'a' ? "0123456789abcdef" : "0123456789ABCDEF";
	uint64_t half, rest;
	char digits[14]; /* one before the point */
	int is_zero = mantissa == 0;
	int prec = sp->prec;
	int n = 13;
	int shift, i;

	if (prec >= 0 && prec < n) {
		shift = (n - prec) * 4;
		half = (uint64_t)1 << (shift - 1);
		rest = mantissa & (half | (half - 1));
		mantissa >>= shift;
		mantissa += rest > half || (rest == half && (mantissa & 1));
		mantissa <<= shift;
		n = prec;
	} else if (prec < 0) {
		while (n > 0 && !((mantissa >> (13 - n) * 4) & 0xf))
			n--;
		prec = n;
	}
	for (i = 0; i <= n; i++)
		digits[i] = alphabet[(mantissa >> (13 - i) * 4) & 0xf];
	t->prefix = sp->conv == 'a' ? "0x" : "0X";
	t->digits = digits;
	t->ndigits = 1;
	t->point = prec > 0 || (sp->flags & FLAG_ALT);
	t->frac = digits + 1;
	t->nfrac = (size_t)n;
	t->end_zeros = (size_t)(prec - n);
	set_exponent(t, sp->conv == 'a' ? 'p' : 'P', is_zero ? 0 : exponent, 1);
	emit_text(s, sp, t);
}

static void format_word(struct sink *s, const struct spec *sp, struct text *t,
			int is_nan)
{
	struct spec plain = *sp;
	int upper = !(sp->conv & 32);

	plain.flags &= ~(unsigned int)FLAG_ZERO;
	if (is_nan)
		t->digits = upper ? "NAN" : "nan";
	else
		t->digits = upper ? "INF" : "inf";
	t->ndigits = 3;
	emit_text(s, &plain, t);
}

int format_double(struct sink *s, const struct spec *sp,
		  struct uk_format_args *a)
{
	struct text t = {.prefix = "", .digits = "", .frac = ""};
	uint64_t bits, mantissa;
	int exponent;

	if (!sp->conv || !strchr("aAeEfFgG", sp->conv) || !uk_format_arg_double)
		return 0;
	bits = uk_format_arg_double(a, sp->len == LEN_LDBL);
	mantissa = bits & (((uint64_t)1 << MANTISSA_BITS) - 1);
	exponent = (int)(bits >> MANTISSA_BITS) & EXPONENT_MAX;
	t.sign = format_sign(sp, bits >> 63 != 0);
	if (exponent == EXPONENT_MAX) {
		format_word(s, sp, &t, mantissa != 0);
		return 1;
	}
	if (exponent == 0)
		exponent = 1; /* subnormal: no leading 1 */
	else
		mantissa |= (uint64_t)1 << MANTISSA_BITS;
	if ((sp->conv | 32) == 'a')
		format_hex(s, sp, &t, mantissa, exponent - BIAS);
	else
		format_decimal(s, sp, &t, mantissa, exponent - BIAS);
	return 1;
}
