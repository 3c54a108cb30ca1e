/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The names of functions, from the table that support/scripts/mksymtab.py makes
 * of the linked image:
 *
 *	byte	number of pairs, n
 *	2n	the pairs: what the bytes 0x80, 0x81, ... of a name stand for;
 *		a pair may itself contain such bytes, of earlier pairs
 *	then for each function, in the order of their addresses
 *		LEB128	distance from the function before, at first from
 *			__text_start
 *		name, ended by a 0 byte
 *
 * The table is walked from its beginning: it is small, and nobody is in a hurry
 * in a crash.
 */

#include <stddef.h>
#include <arch/mmu.h>
#include <uk/crash.h>

#define PAIR_FIRST 0x80
#define NAME_MAX   96
#define DEPTH_MAX  16

extern const unsigned char uk_symtab_start[], uk_symtab_end[];

static char name_buf[NAME_MAX];

/* Appends what the byte stands for; returns the length afterwards. */
static size_t byte_expand(unsigned char byte, size_t len, int depth)
{
	const unsigned char *pair;

	if (byte < PAIR_FIRST) {
		if (len < sizeof(name_buf) - 1)
			name_buf[len++] = (char)byte;
		return len;
	}
	if (byte - PAIR_FIRST >= uk_symtab_start[0] || depth > DEPTH_MAX)
		return len;
	pair = uk_symtab_start + 1 + 2 * (byte - PAIR_FIRST);
	len = byte_expand(pair[0], len, depth + 1);
	return byte_expand(pair[1], len, depth + 1);
}

static unsigned long distance_read(const unsigned char **at)
{
	unsigned long value = 0;
	unsigned int shift;

	for (shift = 0; shift < 63; shift += 7) {
		value |= (unsigned long)(**at & 0x7f) << shift;
		if (!(*(*at)++ & 0x80))
			break;
	}
	return value;
}

const char *uk_symbol_find(uintptr_t addr, unsigned long *offset)
{
	uintptr_t text = (uintptr_t)__text_start, start = text, best = text;
	const unsigned char *at, *name = NULL;
	size_t len = 0;

	if (&uk_symtab_start[0] == &uk_symtab_end[0] || addr < text ||
	    addr >= (uintptr_t)__text_end)
		return NULL;

	at = uk_symtab_start + 1 + 2 * uk_symtab_start[0];
	while (at < uk_symtab_end) {
		start += distance_read(&at);
		if (start > addr)
			break;
		best = start;
		name = at;
		while (*at++ != 0)
			;
	}
	if (!name)
		return NULL;

	for (; *name != 0; name++)
		len = byte_expand(*name, len, 0);
	name_buf[len] = '\0';
	*offset = addr - best;
	return name_buf;
}
