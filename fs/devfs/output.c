/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Output processing, for what is written and for what is echoed. */
#include "ldisc_priv.h"

#define TAB   8U
#define CHUNK 128U

/* The device adds carriage returns by itself, if that is all there is to do. */
bool ldisc_is_plain(const struct ldisc *ld)
{
	const uint32_t flags = O_OPOST | O_ONLCR | O_OCRNL;

	return (ld->t.oflag & flags) == (O_OPOST | O_ONLCR);
}

static size_t process_return(struct ldisc *ld, char *to)
{
	if ((ld->t.oflag & O_ONOCR) && !ld->column)
		return 0;
	if (ld->t.oflag & O_OCRNL) {
		*to = '\n';
	} else {
		ld->column = ld->canon_column = 0;
		*to = '\r';
	}
	return 1;
}

static size_t process_newline(struct ldisc *ld, char *to)
{
	size_t n = 0;

	if (ld->t.oflag & O_ONLCR) {
		ld->column = 0;
		if (!ldisc_is_plain(ld))
			to[n++] = '\r';
	}
	ld->canon_column = ld->column;
	to[n++] = '\n';
	return n;
}

static size_t process_tab(struct ldisc *ld, char *to)
{
	size_t n = TAB - ld->column % TAB;

	ld->column += (unsigned int)n;
	if ((ld->t.oflag & O_TABDLY) != O_XTABS) {
		*to = '\t';
		return 1;
	}
	for (size_t i = 0; i < n; i++)
		to[i] = ' ';
	return n;
}

/* What is written for a character, at most a tab's width. */
static size_t process(struct ldisc *ld, unsigned char c, char *to)
{
	switch (c) {
	case '\r':
		return process_return(ld, to);
	case '\n':
		return process_newline(ld, to);
	case '\t':
		return process_tab(ld, to);
	case '\b':
		ld->column -= ld->column ? 1 : 0;
		break;
	default:
		if (!ldisc_is_control(c) && !ldisc_is_continuation(ld, c))
			ld->column++;
	}
	*to = (char)c;
	return 1;
}

void ldisc_write(struct ldisc *ld, const char *text, size_t len)
{
	char buf[CHUNK + TAB];
	size_t n = 0;

	if (!(ld->t.oflag & O_OPOST)) {
		if (len)
			ld->out(ld, text, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		n += process(ld, (unsigned char)text[i], buf + n);
		if (n >= CHUNK) {
			ld->out(ld, buf, n);
			n = 0;
		}
	}
	if (n)
		ld->out(ld, buf, n);
}
