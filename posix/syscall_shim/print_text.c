/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Text and bytes of an application, in C's way of writing them. */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include "print_priv.h"

#define STRING_MAX 64
#define DATA_MAX   24 /* bytes of a buffer that are shown */

/* \xHH for each */
#define QUOTED_MAX (STRING_MAX * 4 + 1)

static void quote(char *out, const char *bytes, size_t len)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
			*out++ = (char)c;
			continue;
		}
		*out++ = '\\';
		if (c == '\n') {
			*out++ = 'n';
		} else if (c == '"' || c == '\\') {
			*out++ = (char)c;
		} else {
			*out++ = 'x';
			*out++ = hex[c >> 4];
			*out++ = hex[c & 15];
		}
	}
	*out = '\0';
}

static void put_quoted(struct shim_line *line, const char *bytes, size_t len,
		       bool more)
{
	char quoted[QUOTED_MAX];

	/* In two steps, since a piece has an end */
	quote(quoted, bytes, MIN(len, DATA_MAX));
	shim_put(line, SHIM_TEXT, "\"%s", quoted);
	for (size_t at = DATA_MAX; at < len; at += DATA_MAX) {
		quote(quoted, bytes + at, MIN(len - at, DATA_MAX));
		shim_put(line, SHIM_TEXT, "%s", quoted);
	}
	shim_put(line, SHIM_TEXT, more ? "\"..." : "\"");
}

void shim_put_string(struct shim_line *line, long addr)
{
	char text[STRING_MAX];
	long len;

	len = addr ? uk_strncpy_from_app(text, (const char *)addr, sizeof(text))
		   : -EFAULT;
	if (len == -ENAMETOOLONG) {
		if (!uk_copy_from_app(text, (const char *)addr, sizeof(text)))
			put_quoted(line, text, sizeof(text), true);
	} else if (len < 0) {
		shim_put_value(line, SHIM_ADDR, addr);
	} else {
		put_quoted(line, text, (size_t)len, false);
	}
}

void shim_put_data(struct shim_line *line, long addr, long len)
{
	size_t shown = MIN((size_t)len, DATA_MAX);
	char bytes[DATA_MAX];

	if (!addr || len < 0 ||
	    uk_copy_from_app(bytes, (const void *)addr, shown))
		shim_put_value(line, SHIM_ADDR, addr);
	else
		put_quoted(line, bytes, shown, (size_t)len > shown);
}
