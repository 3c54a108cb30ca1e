/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The line discipline of a terminal, termios(3), and nothing of the device:
 *what arrives becomes lines that can be edited, or not, and echo. It neither
 *locks nor sleeps; its owner does.
 *
 * One buffer holds what can be read and, behind it, the line being edited:
 *
 *	tail ....... canon ....... head
 *	lines to read	line edited
 *
 * A bit marks the last character of each line; an end of file is a line whose
 * last character is a NUL that nobody reads.
 */
#ifndef __DEVFS_LDISC_PRIV_H__
#define __DEVFS_LDISC_PRIV_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Linux's struct termios, as TCGETS has it */
struct tty_termios {
	uint32_t iflag, oflag, cflag, lflag;
	uint8_t line;
	uint8_t cc[19];
};

enum {
	CC_INTR,
	CC_QUIT,
	CC_ERASE,
	CC_KILL,
	CC_EOF,
	CC_TIME,
	CC_MIN,
	CC_SWTC,
	CC_START,
	CC_STOP,
	CC_SUSP,
	CC_EOL,
	CC_REPRINT,
	CC_DISCARD,
	CC_WERASE,
	CC_LNEXT,
	CC_EOL2,
};

#define I_ISTRIP  0000040U
#define I_INLCR	  0000100U
#define I_IGNCR	  0000200U
#define I_ICRNL	  0000400U
#define I_IXON	  0002000U
#define I_IXANY	  0004000U
#define I_IUTF8	  0040000U
#define O_OPOST	  0000001U
#define O_ONLCR	  0000004U
#define O_OCRNL	  0000010U
#define O_ONOCR	  0000020U
#define O_TABDLY  0014000U
#define O_XTABS	  0014000U
#define L_ISIG	  0000001U
#define L_ICANON  0000002U
#define L_ECHO	  0000010U
#define L_ECHOE	  0000020U
#define L_ECHOK	  0000040U
#define L_ECHONL  0000100U
#define L_NOFLSH  0000200U
#define L_ECHOCTL 0001000U
#define L_ECHOKE  0004000U
#define L_IEXTEN  0100000U

#define LDISC_SIZE 4096U /* of the buffer; a power of two */

struct ldisc {
	struct tty_termios t;
	unsigned char buf[LDISC_SIZE];
	uint64_t ends[LDISC_SIZE / 64]; /* bits: the last of a line */
	unsigned int head, canon, tail; /* modulo the size */
	bool lnext;		   /* the next character is taken as it is */
	bool stopped;		   /* output waits */
	unsigned int column;	   /* of the output */
	unsigned int canon_column; /* where the edited line begins */

	/* The owner's: output, processed; a signal's number. */
	void (*out)(struct ldisc *ld, const char *text, size_t len);
	void (*signal)(struct ldisc *ld, int signo);
};

/* With the termios of a new terminal; out and signal are set already. */
void ldisc_init(struct ldisc *ld);

/* Is there room for one more character from the device? */
bool ldisc_has_room(const struct ldisc *ld);

/* A character has arrived. */
void ldisc_receive(struct ldisc *ld, unsigned char c);

/* Can something be read; would poll() say so? */
bool ldisc_ready(const struct ldisc *ld);
bool ldisc_poll_ready(const struct ldisc *ld);

/*
 * Takes up to n characters, of one line only if there are lines. *more: n was
 * too small, the same read goes on. Returns whether there was something, which
 * may be an end of file: *got is 0 then.
 */
bool ldisc_take(struct ldisc *ld, char *to, size_t n, size_t *got, bool *more);

/* The reader's memory is full: an end of file that comes next ended what he
 * has, and is not to be read as one.
 */
void ldisc_skip_eof(struct ldisc *ld);

/* How many a read would find: FIONREAD. */
unsigned int ldisc_count(const struct ldisc *ld);

/* Forgets all that has come. */
void ldisc_flush(struct ldisc *ld);

void ldisc_set_termios(struct ldisc *ld, const struct tty_termios *t);

/* output.c: what a program writes. Plain: out() is given the ends of lines as
 * they are, and the device adds a carriage return to each.
 */
bool ldisc_is_plain(const struct ldisc *ld);
void ldisc_write(struct ldisc *ld, const char *text, size_t len);

/* echo.c: what a character shows, and taking characters back. */
void ldisc_echo(struct ldisc *ld, unsigned char c);
void ldisc_echo_raw(struct ldisc *ld, unsigned char c);
void ldisc_erase(struct ldisc *ld, unsigned char c);
void ldisc_reprint(struct ldisc *ld);

static inline unsigned char ldisc_at(const struct ldisc *ld, unsigned int i)
{
	return ld->buf[i % LDISC_SIZE];
}

static inline bool ldisc_is_control(unsigned char c)
{
	return c < ' ' || c == 0x7f;
}

/* A byte of UTF-8 that is not the first of a character */
static inline bool ldisc_is_continuation(const struct ldisc *ld,
					 unsigned char c)
{
	return (ld->t.iflag & I_IUTF8) && (c & 0xc0) == 0x80;
}

/* Is c this control character? One that is 0 is disabled. */
static inline bool ldisc_is(const struct ldisc *ld, unsigned char c, int cc)
{
	return c && c == ld->t.cc[cc];
}

/* The same for those that need IEXTEN. */
static inline bool ldisc_is_ext(const struct ldisc *ld, unsigned char c, int cc)
{
	return ldisc_is(ld, c, cc) && (ld->t.lflag & L_IEXTEN);
}

#endif /* __DEVFS_LDISC_PRIV_H__ */
