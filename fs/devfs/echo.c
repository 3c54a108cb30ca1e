/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a terminal shows of what is typed. */
#include "ldisc_priv.h"

#define TAB 8U

/* Linux's echo does not process this one, and counts it */
#define UNPROCESSED 0xff

/* Letters of ISO 8859-1 are some, whatever the terminal shows */
static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '_' ||
	       (c >= 0xc0 && c != 0xd7 && c != 0xf7);
}

void ldisc_echo_raw(struct ldisc *ld, unsigned char c)
{
	char text = (char)c;

	if (c != UNPROCESSED) {
		ldisc_write(ld, &text, 1);
		return;
	}
	ld->out(ld, &text, 1);
	ld->column++;
}

/* Two characters for one: they are no output that is processed. */
static void echo_control(struct ldisc *ld, unsigned char c)
{
	const char text[] = {'^', (char)(c ^ 0100)};

	ld->out(ld, text, sizeof(text));
	ld->column += 2;
}

void ldisc_echo(struct ldisc *ld, unsigned char c)
{
	if ((ld->t.lflag & L_ECHOCTL) && ldisc_is_control(c) && c != '\t')
		echo_control(ld, c);
	else
		ldisc_echo_raw(ld, c);
}

/* How many columns a character takes in a column. */
static unsigned int width(const struct ldisc *ld, unsigned char c,
			  unsigned int column)
{
	if (c == '\t')
		return TAB - column % TAB;
	if (ldisc_is_control(c))
		return ld->t.lflag & L_ECHOCTL ? 2 : 0;
	return ldisc_is_continuation(ld, c) ? 0 : 1;
}

/* The column in which what comes next would be shown. */
static unsigned int column_of_head(const struct ldisc *ld)
{
	unsigned int column = ld->canon_column;

	for (unsigned int i = ld->canon; i != ld->head; i++)
		column += width(ld, ldisc_at(ld, i), column);
	return column;
}

/* A tab has written nothing that is to be overwritten. */
static void unshow_tab(struct ldisc *ld, unsigned int n)
{
	while (n--) {
		ld->out(ld, "\b", 1);
		ld->column -= ld->column ? 1 : 0;
	}
}

/* Takes back what the last character, which is gone, has shown. */
static void unshow(struct ldisc *ld, unsigned char c)
{
	unsigned int n = width(ld, c, column_of_head(ld));

	if (c == '\t') {
		unshow_tab(ld, n);
		return;
	}
	while (n--) {
		ldisc_echo_raw(ld, '\b');
		ldisc_echo_raw(ld, ' ');
		ldisc_echo_raw(ld, '\b');
	}
}

/* Where the last character of the line begins; false: it is none. */
static bool find_last(const struct ldisc *ld, unsigned int *at)
{
	unsigned int i = ld->head - 1;

	while (i != ld->canon && ldisc_is_continuation(ld, ldisc_at(ld, i)))
		i--;
	*at = i;
	return !ldisc_is_continuation(ld, ldisc_at(ld, i));
}

static void kill_unseen(struct ldisc *ld)
{
	bool echoes = ld->t.lflag & L_ECHO;

	ld->head = ld->canon;
	if (!echoes)
		return;
	ldisc_echo(ld, ld->t.cc[CC_KILL]);
	if (ld->t.lflag & L_ECHOK)
		ldisc_echo_raw(ld, '\n');
}

static void show_erased(struct ldisc *ld, unsigned char c, bool single)
{
	if (!(ld->t.lflag & L_ECHO))
		return;
	if (single && !(ld->t.lflag & L_ECHOE))
		ldisc_echo(ld, ld->t.cc[CC_ERASE]);
	else
		unshow(ld, c);
}

/* c is what was typed: erase, word erase or kill. */
void ldisc_erase(struct ldisc *ld, unsigned char c)
{
	const uint32_t seen = L_ECHO | L_ECHOE | L_ECHOK | L_ECHOKE;
	bool single = ldisc_is(ld, c, CC_ERASE);
	bool all = !single && !ldisc_is(ld, c, CC_WERASE);
	bool in_word = false;
	unsigned char last;
	unsigned int at;

	if (ld->head == ld->canon)
		return;
	if (all && (ld->t.lflag & seen) != seen) {
		kill_unseen(ld);
		return;
	}
	while (ld->head != ld->canon && find_last(ld, &at)) {
		last = ldisc_at(ld, at);
		if (!single && !all) {
			if (in_word && !is_word(last))
				return;
			in_word |= is_word(last);
		}
		ld->head = at;
		show_erased(ld, last, single);
		if (single)
			return;
	}
}

void ldisc_reprint(struct ldisc *ld)
{
	ldisc_echo(ld, ld->t.cc[CC_REPRINT]);
	ldisc_echo_raw(ld, '\n');
	for (unsigned int i = ld->canon; i != ld->head; i++)
		ldisc_echo(ld, ldisc_at(ld, i));
}
