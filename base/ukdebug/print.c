/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Kernel messages: what <uk/print.h> declares. Each line of a message starts
 * with a header,
 *
 *	[    0.105192] Info: [libukboot] <boot.c @  318> Init Table @ ...
 *
 * of the parts that are configured. A message may leave its line open for the
 * next one of the same level to go on; any other first ends the line.
 */

#include <string.h>
#include <arch/percpu.h>
#include <uk/crash.h>
#include <uk/format.h>
#include <uk/plat/console.h>
#include <uk/plat/time.h>
#include <uk/print.h>
#include "print_priv.h"

#ifdef CONFIG_LIBUKDEBUG_PRINT_TIME
#define WITH_TIME 1
#else
#define WITH_TIME 0
#endif
#ifdef CONFIG_LIBUKDEBUG_PRINT_THREAD
#define WITH_THREAD 1
#else
#define WITH_THREAD 0
#endif
#ifdef CONFIG_LIBUKDEBUG_PRINT_CALLER
#define WITH_CALLER 1
#else
#define WITH_CALLER 0
#endif
#ifdef CONFIG_LIBUKDEBUG_ANSI_COLOR
#define COLOR(sequence) sequence
#else
#define COLOR(sequence) ""
#endif

/* Which console a level goes to, see the redirections in Config.uk. */
#ifdef CONFIG_LIBUKDEBUG_REDIR_PRINTK
#define PRINTK_OUT ukplat_coutd
#else
#define PRINTK_OUT ukplat_coutk
#endif
#ifdef CONFIG_LIBUKDEBUG_REDIR_PRINTD
#define PRINTD_OUT ukplat_coutk
#else
#define PRINTD_OUT ukplat_coutd
#endif

#define TIME_COLOR    COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_GREEN))
#define THREAD_COLOR  COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_BLUE))
#define CALLER_COLOR  COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_RED))
#define LIBRARY_COLOR COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_YELLOW))
#define SOURCE_COLOR  COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_CYAN))
#define RESET_COLOR   COLOR(UK_ANSI_MOD_RESET)

static const char *const labels[] = {
	COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_WHITE)) "dbg:  ",
	COLOR(UK_ANSI_MOD_COLOR(UK_ANSI_COLOR_WHITE, UK_ANSI_COLOR_RED)) "CRIT"
									 ": ",
	COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_RED)) "ERR:  ",
	COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_YELLOW)) "Warn: ",
	COLOR(UK_ANSI_MOD_COLORFG(UK_ANSI_COLOR_GREEN)) "Info: ",
};

/*
 * A console and the text on its way there: it is handed over in pieces, so
 * that no message is too long, and seldom in more than one.
 */
struct sink {
	int (*out)(const char *buf, unsigned int len);
	int lvl;  /* of the line that is open */
	int open; /* the last line has no end yet */
};

struct piece {
	struct sink *sink;
	const struct print_place *place;
	int lvl;
	unsigned int len;
	char buf[240];
};

static struct sink printk_sink = {.out = PRINTK_OUT};
static struct sink printd_sink = {.out = PRINTD_OUT};

static const char *(*thread_name_get)(const struct uk_thread *);

void uk_crash_thread_name_set(const char *(*name)(const struct uk_thread *))
{
	thread_name_get = name;
}

const char *print_thread_name(void)
{
	const struct uk_thread *thread = arch_thread_get();

	return thread && thread_name_get ? thread_name_get(thread) : NULL;
}

static void piece_flush(struct piece *piece)
{
	if (piece->len > 0)
		piece->sink->out(piece->buf, piece->len);
	piece->len = 0;
}

static void piece_add(struct piece *piece, const char *text, size_t len)
{
	size_t part;

	while (len > 0) {
		part = MIN(len, sizeof(piece->buf) - piece->len);
		memcpy(piece->buf + piece->len, text, part);
		piece->len += part;
		text += part;
		len -= part;
		if (piece->len == sizeof(piece->buf))
			piece_flush(piece);
	}
}

static bool plain_out(void *cookie, const char *text, size_t len)
{
	piece_add(cookie, text, len);
	return true;
}

static void __printf(2, 3)
	piece_printf(struct piece *piece, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	uk_vformat(plain_out, piece, fmt, ap);
	va_end(ap);
}

static void header_add(struct piece *piece)
{
	const struct print_place *place = piece->place;
	const char *thread = WITH_THREAD ? print_thread_name() : NULL;
	__nsec now = WITH_TIME ? ukplat_monotonic_clock() : 0;

	if (WITH_TIME)
		piece_printf(piece, TIME_COLOR "[%5lu.%06lu] " RESET_COLOR,
			     (unsigned long)ukarch_time_nsec_to_sec(now),
			     (unsigned long)ukarch_time_subsec(now) / 1000);
	piece_printf(piece, "%s" RESET_COLOR, labels[piece->lvl - KLVL_DEBUG]);
	if (WITH_THREAD)
		piece_printf(piece, THREAD_COLOR "<%s> " RESET_COLOR,
			     thread ? thread : "init");
	if (WITH_CALLER)
		piece_printf(
			piece, CALLER_COLOR "{r:0x%lx,f:0x%lx} " RESET_COLOR,
			(unsigned long)place->ret, (unsigned long)place->frame);
	if (place->libname)
		piece_printf(piece, LIBRARY_COLOR "[%s] " RESET_COLOR,
			     place->libname);
	if (place->srcname)
		piece_printf(piece, SOURCE_COLOR "<%s @ %4u> " RESET_COLOR,
			     place->srcname, place->srcline);
}

/* A message's text, with a header where a line begins. */
static bool message_out(void *cookie, const char *text, size_t len)
{
	struct piece *piece = cookie;
	struct sink *sink = piece->sink;
	const char *end;
	size_t line;

	while (len > 0) {
		if (!sink->open)
			header_add(piece);
		end = memchr(text, '\n', len);
		line = end ? (size_t)(end - text) + 1 : len;
		piece_add(piece, text, line);
		sink->open = !end;
		text += line;
		len -= line;
	}
	return true;
}

static void line_close(struct piece *piece)
{
	if (piece->sink->open)
		piece_add(piece, "\n", 1);
	piece->sink->open = 0;
}

void print_message(int lvl, const struct print_place *place, const char *fmt,
		   va_list ap)
{
	struct piece piece;

	piece.sink = lvl == KLVL_DEBUG ? &printd_sink : &printk_sink;
	piece.place = place;
	piece.lvl = lvl;
	piece.len = 0;
	if (piece.sink->lvl != lvl)
		line_close(&piece);
	piece.sink->lvl = lvl;
	uk_vformat(message_out, &piece, fmt, ap);
	piece_flush(&piece);
}

void print_plain(const char *fmt, va_list ap)
{
	struct piece piece;

	piece.sink = &printk_sink;
	piece.len = 0;
	line_close(&piece);
	uk_vformat(plain_out, &piece, fmt, ap);
	piece_flush(&piece);
}

void _uk_vprintk(int lvl, const char *libname, const char *srcname,
		 unsigned int srcline, const char *fmt, va_list ap)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};

	if (lvl >= KLVL_CRIT && lvl <= KLVL_MAX)
		print_message(lvl, &place, fmt, ap);
}

void _uk_printk(int lvl, const char *libname, const char *srcname,
		unsigned int srcline, const char *fmt, ...)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};
	va_list ap;

	if (lvl < KLVL_CRIT || lvl > KLVL_MAX)
		return;
	va_start(ap, fmt);
	print_message(lvl, &place, fmt, ap);
	va_end(ap);
}

void _uk_vprintd(const char *libname, const char *srcname, unsigned int srcline,
		 const char *fmt, va_list ap)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};

	print_message(KLVL_DEBUG, &place, fmt, ap);
}

void _uk_printd(const char *libname, const char *srcname, unsigned int srcline,
		const char *fmt, ...)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};
	va_list ap;

	va_start(ap, fmt);
	print_message(KLVL_DEBUG, &place, fmt, ap);
	va_end(ap);
}
