/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A console that remembers and a clock that obeys, for tests of messages. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uk/format.h>
#include <uk/plat/console.h>
#include <uk/plat/time.h>
#include <uk/print.h>
#include "fake_console.h"

char fake_console_text[8192];
unsigned int fake_console_calls;
__nsec fake_clock;

static unsigned int used;

void fake_console_reset(void)
{
	used = 0;
	fake_console_calls = 0;
	memset(fake_console_text, 0, sizeof(fake_console_text));
}

int ukplat_coutk(const char *buf, unsigned int len)
{
	if (used + len < sizeof(fake_console_text)) {
		memcpy(fake_console_text + used, buf, len);
		used += len;
	}
	fake_console_calls++;
	return (int)len;
}

int ukplat_coutd(const char *buf, unsigned int len)
{
	return ukplat_coutk(buf, len);
}

__nsec ukplat_monotonic_clock(void)
{
	return fake_clock;
}

/* The build machine's C library formats. */
int uk_vformat(uk_format_out_t out, void *cookie, const char *fmt, va_list ap)
{
	char *text;
	int len = vasprintf(&text, fmt, ap);

	if (len > 0)
		out(cookie, text, (size_t)len);
	if (len >= 0)
		free(text);
	return len;
}

/* The results of the tests are not for the fake console. */
void uk_print_raw(const char *buf, __sz len)
{
	fwrite(buf, 1, len, stdout);
}
