/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Integers from text. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

/* What a number in text says. */
struct number {
	unsigned long value; /* without the sign; ULONG_MAX if it is larger */
	int negative;
	int overflow;
	const char *end; /* behind it; the start if there is none */
};

static unsigned int digit_value(char c)
{
	if (isdigit((unsigned char)c))
		return (unsigned int)(c - '0');
	if (isalpha((unsigned char)c))
		return (unsigned int)((c | 32) - 'a') + 10;
	return UINT_MAX;
}

/* The base that a prefix says; steps over 0x. */
static unsigned int prefix_base(const char **sp, unsigned int base)
{
	const char *s = *sp;

	if ((base == 0 || base == 16) && s[0] == '0' && (s[1] | 32) == 'x' &&
	    digit_value(s[2]) < 16) {
		*sp = s + 2;
		return 16;
	}
	if (base == 0)
		return s[0] == '0' ? 8 : 10;
	return base;
}

static struct number parse(const char *s, unsigned int base)
{
	struct number n = {0, 0, 0, s};
	unsigned int digit;

	while (isspace((unsigned char)*s))
		s++;
	if (*s == '+' || *s == '-')
		n.negative = *s++ == '-';
	base = prefix_base(&s, base);
	for (; (digit = digit_value(*s)) < base; n.end = ++s) {
		if (__builtin_mul_overflow(n.value, base, &n.value) ||
		    __builtin_add_overflow(n.value, digit, &n.value))
			n.overflow = 1;
		if (n.overflow)
			n.value = ULONG_MAX;
	}
	return n;
}

static int base_is_valid(int base, const char *s, char **end)
{
	if (base == 0 || (base >= 2 && base <= 36))
		return 1;
	errno = EINVAL;
	if (end)
		*end = (char *)(uintptr_t)s;
	return 0;
}

unsigned long strtoul(const char *restrict s, char **restrict end, int base)
{
	struct number n;

	if (!base_is_valid(base, s, end))
		return 0;
	n = parse(s, (unsigned int)base);
	if (end)
		*end = (char *)(uintptr_t)n.end;
	if (n.overflow) {
		errno = ERANGE;
		return ULONG_MAX;
	}
	return n.negative ? -n.value : n.value;
}

long strtol(const char *restrict s, char **restrict end, int base)
{
	struct number n;

	if (!base_is_valid(base, s, end))
		return 0;
	n = parse(s, (unsigned int)base);
	if (end)
		*end = (char *)(uintptr_t)n.end;
	if (n.value > (unsigned long)LONG_MAX + (n.negative ? 1 : 0)) {
		errno = ERANGE;
		return n.negative ? LONG_MIN : LONG_MAX;
	}
	return (long)(n.negative ? -n.value : n.value);
}

/* long, long long and intmax_t are the same here. */

long long strtoll(const char *restrict s, char **restrict end, int base)
{
	return strtol(s, end, base);
}

unsigned long long strtoull(const char *restrict s, char **restrict end,
			    int base)
{
	return strtoul(s, end, base);
}

intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
{
	return strtol(s, end, base);
}

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
{
	return strtoul(s, end, base);
}

int atoi(const char *s)
{
	return (int)strtol(s, NULL, 10);
}

long atol(const char *s)
{
	return strtol(s, NULL, 10);
}

long long atoll(const char *s)
{
	return strtol(s, NULL, 10);
}
