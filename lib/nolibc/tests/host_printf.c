/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* printf() and scanf() against those of the build machine. */
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/test.h>

/* The build machine's, whatever prefix.h says. */
int host_vsnprintf(char *s, size_t n, const char *fmt,
		   va_list ap) __asm__("vsnprintf");
int host_sscanf(const char *s, const char *fmt, ...) __asm__("sscanf");
long host_strtol(const char *s, char **end, int base) __asm__("strtol");
unsigned long host_strtoul(const char *s, char **end,
			   int base) __asm__("strtoul");

static unsigned int seed = 12345;

static unsigned int below(unsigned int n)
{
	return (unsigned int)rand_r(&seed) % n;
}

static int agree(char *fmt, ...)
{
	char ours[512], theirs[512];
	va_list ap, again;
	int our_len, their_len;
	size_t size = below(3) ? sizeof(ours) : below(40);

	memset(ours, '~', sizeof(ours));
	memset(theirs, '~', sizeof(theirs));
	va_start(ap, fmt);
	va_copy(again, ap);
	our_len = vsnprintf(ours, size, fmt, ap);
	their_len = host_vsnprintf(theirs, size, fmt, again);
	va_end(again);
	va_end(ap);
	if (our_len == their_len &&
	    (our_len < 0 || memcmp(ours, theirs, sizeof(ours)) == 0))
		return 1;
	uk_test_printf("\"%s\": ours %d \"%.100s\", theirs %d \"%.100s\"\n",
		       fmt, our_len, ours, their_len, theirs);
	return 0;
}

static char *random_flags(char *p)
{
	const char *flags = "-+ #0";
	unsigned int i;

	for (i = below(4); i; i--)
		*p++ = flags[below(5)];
	if (below(2))
		p += sprintf(p, "%u", below(30) + 1);
	if (below(2))
		p += sprintf(p, ".%u", below(30));
	return p;
}

static uint64_t random_value(void)
{
	static const uint64_t edges[] = {0,
					 1,
					 9,
					 10,
					 127,
					 128,
					 255,
					 256,
					 32767,
					 32768,
					 65535,
					 0x7fffffff,
					 0x80000000,
					 0xffffffff,
					 0x50000000,
					 9999999999,
					 5000000000,
					 0x7fffffffffffffff,
					 0x8000000000000000,
					 0xffffffffffffffff};

	if (below(2))
		return edges[below(ARRAY_SIZE(edges))];
	return ((uint64_t)below(INT_MAX) << 33 | below(INT_MAX)) >> below(64);
}

UK_TESTCASE(nolibc_host, integers_by_random_formats)
{
	static const char *const lengths[] = {"hh", "h", "",  "l",
					      "ll", "j", "z", "t"};
	char fmt[64];
	char *p;
	int good = 1;
	int i;

	for (i = 0; i < 50000 && good; i++) {
		p = fmt;
		*p++ = '<';
		*p++ = '%';
		p = random_flags(p);
		sprintf(p, "%s%c>", lengths[below(ARRAY_SIZE(lengths))],
			"diouxX"[below(6)]);
		good = agree(fmt, random_value());
	}
	UK_TEST_EXPECT(good);
}

UK_TESTCASE(nolibc_host, text_by_random_formats)
{
	static const char *const texts[] = {"", "a", "hello",
					    "a longer text with blanks", NULL};
	char fmt[64];
	char *p;
	int good = 1;
	int i;

	for (i = 0; i < 50000 && good; i++) {
		p = fmt;
		*p++ = '%';
		*p++ = '-';
		p -= below(2);
		if (below(2))
			p += sprintf(p, "%u", below(30) + 1);
		if (below(2))
			p += sprintf(p, ".%u", below(30));
		strcpy(p, "s|%c|%p|%d");
		good = agree(fmt, texts[below(ARRAY_SIZE(texts))],
			     (int)below(256), (void *)random_value(),
			     (int)random_value());
	}
	UK_TEST_EXPECT(good);
}

static void random_text(char *s, const char *alphabet, unsigned int max)
{
	unsigned int n = below(max);

	while (n--)
		*s++ = alphabet[below((unsigned int)strlen(alphabet))];
	*s = '\0';
}

UK_TESTCASE(nolibc_host, scanf_of_random_text)
{
	static const char *const formats[] = {
		"%ld",	  "%5ld%ld", "%ld,%ld", " %ld%%%ld",
		"%*d%ld", "%ld %lu", "%lo%ld",	"%ld%n",
	};
	char text[32];
	long ours[3], theirs[3];
	const char *f;
	int a, b;
	int good = 1;
	int i;

	for (i = 0; i < 50000 && good; i++) {
		random_text(text, "0123456789-+ ,%", 24);
		f = formats[below(ARRAY_SIZE(formats))];
		memset(ours, 0, sizeof(ours));
		memset(theirs, 0, sizeof(theirs));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		a = sscanf(text, f, &ours[0], &ours[1], &ours[2]);
		b = host_sscanf(text, f, &theirs[0], &theirs[1], &theirs[2]);
#pragma GCC diagnostic pop
		good = a == b && memcmp(ours, theirs, sizeof(ours)) == 0;
		if (!good)
			uk_test_printf("\"%s\" by \"%s\": %d %d\n", text, f, a,
				       b);
	}
	UK_TEST_EXPECT(good);
}

/* What a conversion gave; the sanitizer's strtol() loses errno. */
struct converted {
	unsigned long value;
	long used;
};

static int same(const struct converted *a, const struct converted *b)
{
	return a->value == b->value && a->used == b->used;
}

#define CONVERT(result, function)                                           \
	do {                                                                \
		(result).value = (unsigned long)function(text, &end, base); \
		(result).used = end - text;                                 \
	} while (0)

UK_TESTCASE(nolibc_host, strtol_of_random_text)
{
	struct converted ours, theirs, our_u, their_u;
	char text[32];
	char *end;
	int base;
	int good = 1;
	int i;

	for (i = 0; i < 50000 && good; i++) {
		random_text(text, "0123456789abcdefxXzZ-+ 00", 26);
		base = (int)below(37);
		if (base == 1)
			base = 0;
		CONVERT(ours, strtol);
		CONVERT(theirs, host_strtol);
		CONVERT(our_u, strtoul);
		CONVERT(their_u, host_strtoul);
		good = same(&ours, &theirs) && same(&our_u, &their_u);
		if (!good)
			uk_test_printf("\"%s\" base %d: %ld %ld, %ld %ld\n",
				       text, base, (long)ours.value, ours.used,
				       (long)theirs.value, theirs.used);
	}
	UK_TEST_EXPECT(good);
}

uk_testsuite_register(nolibc_host, NULL);
