/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Text and words share the buffer: what is read never lies before what is
 * written, because quotes and backslashes only take characters away.
 */
#include <uk/argparse.h>
#include <uk/assert.h>

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int is_quote(char c)
{
	return c == '\'' || c == '"';
}

static char char_at(const char *argb, __sz pos, __sz maxlen)
{
	return pos < maxlen ? argb[pos] : '\0';
}

static int is_escape(const char *argb, __sz pos, __sz maxlen, char quote)
{
	char next;

	if (argb[pos] != '\\' || quote == '\'')
		return 0;
	next = char_at(argb, pos + 1, maxlen);
	return next == '\\' || is_quote(next) || is_space(next);
}

/*
 * Moves the word that begins at *pos to *out, and both behind it; the
 * terminator is not written.
 */
static void word_take(char *argb, __sz *pos, __sz maxlen, __sz *out)
{
	char quote = '\0';
	char c;

	for (; (c = char_at(argb, *pos, maxlen)) != '\0'; (*pos)++) {
		if (!quote && is_space(c))
			return;
		if (quote ? c == quote : is_quote(c)) {
			quote = quote ? '\0' : c;
			continue;
		}
		if (is_escape(argb, *pos, maxlen, quote))
			c = argb[++(*pos)];
		argb[(*out)++] = c;
	}
}

int uk_argnparse(char *argb, __sz maxlen, char *argv[], int maxcount)
{
	__sz pos = 0;
	__sz out;
	int argc = 0;
	char end;

	UK_ASSERT(argb);
	UK_ASSERT(argv || maxcount <= 0);

	while (argc < maxcount) {
		while (is_space(char_at(argb, pos, maxlen)))
			pos++;
		if (char_at(argb, pos, maxlen) == '\0')
			break;

		out = pos;
		argv[argc++] = &argb[out];
		word_take(argb, &pos, maxlen, &out);
		end = char_at(argb, pos, maxlen);
		argb[out] = '\0';
		if (end == '\0')
			break;
		pos++;
	}
	return argc;
}
