/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <stdio.h>
#include <string.h>
#include <uk/hexdump.h>
#include <uk/print.h>

/* A dump in progress: where its text goes and what it looks like. */
struct dump {
	uk_hexdump_out_t out;
	void *arg;
	const char *prefix;
	size_t addr;	      /* of the first byte */
	unsigned int digits;  /* of an address */
	unsigned int per_grp; /* bytes in a group */
	unsigned int per_row; /* bytes in a row */
	int flags;
	size_t count; /* characters given out */
};

static void emit(struct dump *d, const char *text, size_t len)
{
	d->out(d->arg, text, len);
	d->count += len;
}

/* The lowest digits of a number in hexadecimal. */
static void emit_hex(struct dump *d, size_t value, unsigned int digits)
{
	char text[2 * sizeof(value)];
	unsigned int i;

	for (i = digits; i > 0; i--) {
		text[i - 1] = "0123456789abcdef"[value & 15];
		value >>= 4;
	}
	emit(d, text, digits);
}

/* A space between bytes, one more between groups of several. */
static void emit_gap(struct dump *d, unsigned int i)
{
	if (i == 0)
		return;
	emit(d, "  ", d->per_grp > 1 && i % d->per_grp == 0 ? 2 : 1);
}

/* One row of len bytes; a short one is filled up so that columns align. */
static void emit_row(struct dump *d, const uint8_t *row, size_t offset,
		     size_t len)
{
	int ascii = d->flags & UK_HXDF_ASCIISEC;
	unsigned int i;
	char c;

	emit(d, d->prefix, strlen(d->prefix));
	if (d->flags & UK_HXDF_ADDR) {
		emit_hex(d, d->addr + offset, d->digits);
		emit(d, "  ", 2);
	}
	for (i = 0; i < (ascii ? d->per_row : len); i++) {
		emit_gap(d, i);
		if (i < len)
			emit_hex(d, row[i], 2);
		else
			emit(d, "  ", 2);
	}
	if (ascii) {
		emit(d, "  |", 3);
		for (i = 0; i < len; i++) {
			c = row[i] >= 0x20 && row[i] < 0x7f ? (char)row[i]
							    : '.';
			emit(d, &c, 1);
		}
		emit(d, "|", 1);
	}
	emit(d, "\n", 1);
}

static unsigned int group_bytes(int flags)
{
	if (flags & UK_HXDF_GRPQWORD)
		return 8;
	if (flags & UK_HXDF_GRPDWORD)
		return 4;
	if (flags & UK_HXDF_GRPWORD)
		return 2;
	return 1;
}

size_t uk_hexdump_to(uk_hexdump_out_t out, void *arg, const void *data,
		     size_t len, size_t addr0, int flags,
		     unsigned int grps_per_line, const char *line_prefix)
{
	struct dump d = {
		.out = out,
		.arg = arg,
		.prefix = line_prefix ? line_prefix : "",
		.addr = addr0,
		.digits = (addr0 + len) >> 16 >> 16 ? 16 : 8,
		.per_grp = group_bytes(flags),
		.flags = flags,
	};
	const uint8_t *bytes = data;
	int skipping = 0;
	size_t at, row;

	d.per_row = d.per_grp * MAX(grps_per_line, 1U);
	for (at = 0; at < len; at += row) {
		row = MIN(len - at, (size_t)d.per_row);
		/* Rows like the one before shrink to one asterisk. */
		if ((flags & UK_HXDF_COMPRESS) && at > 0 && at + row < len &&
		    row == d.per_row &&
		    memcmp(bytes + at, bytes + at - row, row) == 0) {
			if (!skipping) {
				emit(&d, d.prefix, strlen(d.prefix));
				emit(&d, "*\n", 2);
			}
			skipping = 1;
			continue;
		}
		skipping = 0;
		emit_row(&d, bytes + at, at, row);
	}
	return d.count;
}

/* Where uk_hexdumpsn() writes: like snprintf, it counts what does not fit. */
struct string_sink {
	char *at;
	size_t left;
};

static void string_out(void *arg, const char *text, size_t len)
{
	struct string_sink *sink = arg;
	size_t part = MIN(len, sink->left);

	memcpy(sink->at, text, part);
	sink->at += part;
	sink->left -= part;
}

int uk_hexdumpsn(char *str, size_t size, const void *data, size_t len,
		 size_t addr0, int flags, unsigned int grps_per_line,
		 const char *line_prefix)
{
	struct string_sink sink = {str, size ? size - 1 : 0};
	size_t count;

	count = uk_hexdump_to(string_out, &sink, data, len, addr0, flags,
			      grps_per_line, line_prefix);
	if (size)
		*sink.at = '\0';
	return (int)count;
}

/* Rows become messages in as few pieces as possible. */
struct message_sink {
	int lvl;
	const char *libname;
	const char *srcname;
	unsigned int srcline;
	size_t len;
	char buf[96];
};

static void message_flush(struct message_sink *sink)
{
	if (sink->len == 0)
		return;
	if (sink->lvl == KLVL_DEBUG)
		_uk_printd(sink->libname, sink->srcname, sink->srcline, "%.*s",
			   (int)sink->len, sink->buf);
	else
		_uk_printk(sink->lvl, sink->libname, sink->srcname,
			   sink->srcline, "%.*s", (int)sink->len, sink->buf);
	sink->len = 0;
}

static void message_out(void *arg, const char *text, size_t len)
{
	struct message_sink *sink = arg;
	size_t part;

	while (len > 0) {
		part = MIN(len, sizeof(sink->buf) - sink->len);
		memcpy(sink->buf + sink->len, text, part);
		sink->len += part;
		text += part;
		len -= part;
		if (sink->len == sizeof(sink->buf) || text[-1] == '\n')
			message_flush(sink);
	}
}

void _uk_hexdumpk(int lvl, const char *libname, const char *srcname,
		  unsigned int srcline, const void *data, size_t len,
		  size_t addr0, int flags, unsigned int grps_per_line,
		  const char *line_prefix)
{
	struct message_sink sink = {
		.lvl = lvl,
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
	};

	uk_hexdump_to(message_out, &sink, data, len, addr0, flags,
		      grps_per_line, line_prefix);
}

void _uk_hexdumpd(const char *libname, const char *srcname,
		  unsigned int srcline, const void *data, size_t len,
		  size_t addr0, int flags, unsigned int grps_per_line,
		  const char *line_prefix)
{
	_uk_hexdumpk(KLVL_DEBUG, libname, srcname, srcline, data, len, addr0,
		     flags, grps_per_line, line_prefix);
}
