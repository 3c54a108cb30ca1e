/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What arrives, and what is read of it. */
#include <string.h>
#include "ldisc_priv.h"

#define SIG_INT	 2
#define SIG_QUIT 3
#define SIG_TSTP 20

static const struct tty_termios termios_new = {
	.iflag = 0x500,	 /* ICRNL IXON */
	.oflag = 0x5,	 /* OPOST ONLCR */
	.cflag = 0x1cb2, /* 115200, CS8, CREAD, HUPCL */
	.lflag = 0x8a3b, /* ISIG ICANON ECHO* IEXTEN */
	.cc = {3, 0x1c, 0x7f, 0x15, 4, 0, 1, 0, 0x11, 0x13, 0x1a, 0, 0x12, 0x0f,
	       0x17, 0x16},
};

void ldisc_init(struct ldisc *ld)
{
	ld->t = termios_new;
	ldisc_flush(ld);
}

static bool is_canonical(const struct ldisc *ld)
{
	return ld->t.lflag & L_ICANON;
}

static bool end_get(const struct ldisc *ld, unsigned int i)
{
	i %= LDISC_SIZE;
	return ld->ends[i / 64] >> i % 64 & 1;
}

static void end_put(struct ldisc *ld, unsigned int i, bool is_end)
{
	uint64_t bit = 1ULL << i % 64;

	i %= LDISC_SIZE;
	if (is_end)
		ld->ends[i / 64] |= bit;
	else
		ld->ends[i / 64] &= ~bit;
}

static bool is_eof(const struct ldisc *ld, unsigned int i)
{
	return end_get(ld, i) && !ldisc_at(ld, i);
}

void ldisc_flush(struct ldisc *ld)
{
	ld->head = ld->canon = ld->tail = 0;
	memset(ld->ends, 0, sizeof(ld->ends));
	ld->lnext = false;
}

bool ldisc_has_room(const struct ldisc *ld)
{
	/* An edited line that fills the buffer can still be ended or erased */
	return ld->head - ld->tail < LDISC_SIZE - 1 ||
	       (is_canonical(ld) && ld->canon == ld->tail);
}

/* A line that is too long loses its last character to the new one. */
static void put(struct ldisc *ld, unsigned char c)
{
	if (ld->head - ld->tail >= LDISC_SIZE - 1)
		ld->head--;
	ld->buf[ld->head++ % LDISC_SIZE] = c;
}

/* ---- special characters ---- */

static int signal_of(const struct ldisc *ld, unsigned char c)
{
	if (!(ld->t.lflag & L_ISIG))
		return 0;
	if (ldisc_is(ld, c, CC_INTR))
		return SIG_INT;
	if (ldisc_is(ld, c, CC_QUIT))
		return SIG_QUIT;
	return ldisc_is(ld, c, CC_SUSP) ? SIG_TSTP : 0;
}

static void receive_signal(struct ldisc *ld, unsigned char c, int signo)
{
	if (!(ld->t.lflag & L_NOFLSH))
		ldisc_flush(ld);
	if (ld->t.iflag & I_IXON)
		ld->stopped = false;
	if (ld->t.lflag & L_ECHO)
		ldisc_echo(ld, c);
	ld->signal(ld, signo);
}

/* Stopping and going on; whether that is what it was. */
static bool receive_flow(struct ldisc *ld, unsigned char c)
{
	if (!(ld->t.iflag & I_IXON))
		return false;
	if (ldisc_is(ld, c, CC_START)) {
		ld->stopped = false;
		return true;
	}
	if (ldisc_is(ld, c, CC_STOP)) {
		ld->stopped = true;
		return true;
	}
	return false;
}

/* ---- lines ---- */

static void line_end(struct ldisc *ld, unsigned char c)
{
	put(ld, c);
	end_put(ld, ld->head - 1, true);
	ld->canon = ld->head;
}

/* Characters that edit or end the line; whether it was one. */
static bool receive_canonical(struct ldisc *ld, unsigned char c)
{
	bool echoes = ld->t.lflag & L_ECHO;

	if (ldisc_is(ld, c, CC_ERASE) || ldisc_is(ld, c, CC_KILL) ||
	    ldisc_is_ext(ld, c, CC_WERASE)) {
		ldisc_erase(ld, c);
	} else if (ldisc_is_ext(ld, c, CC_LNEXT)) {
		ld->lnext = true;
		if (echoes && (ld->t.lflag & L_ECHOCTL)) {
			ldisc_echo_raw(ld, '^');
			ldisc_echo_raw(ld, '\b');
		}
	} else if (echoes && ldisc_is_ext(ld, c, CC_REPRINT)) {
		ldisc_reprint(ld);
	} else if (c == '\n') {
		if (ld->t.lflag & (L_ECHO | L_ECHONL))
			ldisc_echo_raw(ld, '\n');
		line_end(ld, '\n');
	} else if (ldisc_is(ld, c, CC_EOF)) {
		line_end(ld, '\0');
	} else if (ldisc_is(ld, c, CC_EOL) || ldisc_is_ext(ld, c, CC_EOL2)) {
		if (echoes)
			ldisc_echo(ld, c);
		line_end(ld, c);
	} else {
		return false;
	}
	return true;
}

/* raw: a newline that was a return is shown as what it is */
static void receive_plain(struct ldisc *ld, unsigned char c, bool raw)
{
	if (ld->t.lflag & L_ECHO) {
		if (ld->head == ld->canon)
			ld->canon_column = ld->column;
		if (raw)
			ldisc_echo_raw(ld, c);
		else
			ldisc_echo(ld, c);
	}
	put(ld, c);
	if (!is_canonical(ld))
		ld->canon = ld->head;
}

/* IGNCR, ICRNL, INLCR; whether the character is left. */
static bool map(const struct ldisc *ld, unsigned char *c)
{
	if (*c == '\r') {
		if (ld->t.iflag & I_IGNCR)
			return false;
		if (ld->t.iflag & I_ICRNL)
			*c = '\n';
	} else if (*c == '\n' && (ld->t.iflag & I_INLCR)) {
		*c = '\r';
	}
	return true;
}

void ldisc_receive(struct ldisc *ld, unsigned char c)
{
	bool is_return = c == '\r';
	int signo;

	if (ld->t.iflag & I_ISTRIP)
		c &= 0x7f;
	if (ld->lnext) {
		ld->lnext = false;
		receive_plain(ld, c, false);
		return;
	}
	if (receive_flow(ld, c))
		return;
	signo = signal_of(ld, c);
	if (signo) {
		receive_signal(ld, c, signo);
		return;
	}
	if (ld->t.iflag & I_IXANY)
		ld->stopped = false;
	if (!map(ld, &c))
		return;
	if (!is_canonical(ld) || !receive_canonical(ld, c))
		receive_plain(ld, c, is_return && c == '\n');
}

/* ---- reading ---- */

bool ldisc_ready(const struct ldisc *ld)
{
	return ld->canon != ld->tail;
}

bool ldisc_poll_ready(const struct ldisc *ld)
{
	unsigned int want = 1;

	if (!is_canonical(ld) && !ld->t.cc[CC_TIME] && ld->t.cc[CC_MIN])
		want = ld->t.cc[CC_MIN];
	return ld->canon - ld->tail >= want;
}

void ldisc_skip_eof(struct ldisc *ld)
{
	if (is_canonical(ld) && ldisc_ready(ld) && is_eof(ld, ld->tail))
		end_put(ld, ld->tail++, false);
}

static size_t take_line(struct ldisc *ld, char *to, size_t n, bool *end)
{
	size_t got = 0;

	*end = false;
	while (!*end && got < n && ld->tail != ld->canon) {
		*end = end_get(ld, ld->tail);
		if (!is_eof(ld, ld->tail))
			to[got++] = (char)ldisc_at(ld, ld->tail);
		end_put(ld, ld->tail++, false);
	}
	return got;
}

static size_t take_characters(struct ldisc *ld, char *to, size_t n)
{
	size_t got = 0;

	while (got < n && ld->tail != ld->canon)
		to[got++] = (char)ldisc_at(ld, ld->tail++);
	return got;
}

bool ldisc_take(struct ldisc *ld, char *to, size_t n, size_t *got, bool *more)
{
	bool end = false;

	*got = 0;
	*more = false;
	if (!ldisc_ready(ld))
		return false;
	if (is_canonical(ld))
		*got = take_line(ld, to, n, &end);
	else
		*got = take_characters(ld, to, n);
	*more = !end && ldisc_ready(ld);
	return true;
}

unsigned int ldisc_count(const struct ldisc *ld)
{
	unsigned int n = ld->canon - ld->tail;

	for (unsigned int i = ld->tail; i != ld->canon; i++)
		if (is_eof(ld, i))
			n--;
	return n;
}

/*
 * Without lines all that has come can be read, ends of files as NULs; when
 * lines begin, what is there is one.
 */
void ldisc_set_termios(struct ldisc *ld, const struct tty_termios *t)
{
	bool changes = (ld->t.lflag ^ t->lflag) & L_ICANON;

	ld->t = *t;
	if (!(t->iflag & I_IXON))
		ld->stopped = false;
	if (!changes)
		return;
	memset(ld->ends, 0, sizeof(ld->ends));
	ld->lnext = false;
	if (is_canonical(ld) && ld->head != ld->tail)
		end_put(ld, ld->head - 1, true);
	ld->canon = ld->head;
}
