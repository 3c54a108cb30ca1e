/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdio.h>
#include <string.h>
#include <uk/assert.h>
#include "make.h"

#define BYTES(...)                            \
	(const unsigned char[]){__VA_ARGS__}, \
		sizeof((const unsigned char[]){__VA_ARGS__})

void make_bytes(struct disk *d, const void *data, size_t len)
{
	UK_BUGON(len > sizeof(d->data) - d->len);
	memcpy(d->data + d->len, data, len);
	d->len += len;
}

void make_zeros(struct disk *d, size_t len)
{
	while (len--)
		make_bytes(d, "", 1);
}

static void entry(struct disk *d, const char *name, unsigned int mode,
		  size_t len)
{
	size_t begin = d->len;
	char head[111];

	sprintf(head,
		"070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x", 0,
		mode, 0, 0, 1, 0, (unsigned int)len, 0, 0, 0, 0,
		(unsigned int)strlen(name) + 1, 0);
	make_bytes(d, head, 110);
	make_bytes(d, name, strlen(name) + 1);
	make_zeros(d, (begin - d->len) & 3);
	for (size_t i = 0; i < len; i++)
		make_bytes(d, &"0123456789abcde"[i % 15], 1);
	make_zeros(d, (begin - d->len) & 3);
}

void make_archive(struct disk *d, const char *name, size_t len)
{
	entry(d, name, 0100644, len);
	entry(d, "TRAILER!!!", 0, 0);
}

void make_lz4(struct disk *d, const void *data, size_t len)
{
	UK_BUGON(len > 60000);
	make_bytes(d, BYTES(0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82));
	make_bytes(d, BYTES(len & 0xff, len >> 8 & 0xff, 0, 0x80));
	make_bytes(d, data, len);
	make_zeros(d, 4);
}

void make_zstd(struct disk *d, const void *data, size_t len)
{
	size_t head = len << 3 | 1;

	UK_BUGON(len > 60000);
	make_bytes(d, BYTES(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58));
	make_bytes(d, BYTES(head & 0xff, head >> 8 & 0xff, head >> 16));
	make_bytes(d, data, len);
}

void make_bomb(struct disk *d, unsigned int blocks)
{
	make_bytes(d, BYTES(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58));
	while (blocks--)
		make_bytes(d, BYTES(blocks ? 2 : 3, 0x00, 0x10, 'x'));
}
