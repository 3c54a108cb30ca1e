/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Error numbers as text. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/*
 * All texts one after the other, and where each begins: a table of pointers
 * would be four times as large.
 */
struct texts {
#define ERROR(name, text) char t_##name[sizeof(text)];
#include "errno_texts.h"
#undef ERROR
};

static const struct texts texts = {
#define ERROR(name, text) text,
#include "errno_texts.h"
#undef ERROR
};

static const unsigned short offsets[] = {
#define ERROR(name, text) [name] = __builtin_offsetof(struct texts, t_##name),
#include "errno_texts.h"
#undef ERROR
};

/* NULL if there is no such error. */
static const char *error_text(int errnum)
{
	size_t i = (size_t)errnum;

	if (errnum < 0 || i >= sizeof(offsets) / sizeof(offsets[0]) ||
	    (offsets[i] == 0 && i != 0))
		return NULL;
	return (const char *)&texts + offsets[i];
}

int strerror_r(int errnum, char *buf, size_t size)
{
	const char *text = error_text(errnum);
	int len;

	if (text)
		len = snprintf(buf, size, "%s", text);
	else
		len = snprintf(buf, size, "Unknown error %d", errnum);
	return (size_t)len < size ? 0 : ERANGE;
}

/* The text is constant; of unknown numbers it is that of the last call. */
char *strerror(int errnum)
{
	static char unknown[sizeof("Unknown error -2147483648")];
	const char *text = error_text(errnum);

	if (text)
		return (char *)(uintptr_t)text;
	strerror_r(errnum, unknown, sizeof(unknown));
	return unknown;
}
