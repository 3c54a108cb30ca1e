/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Makes initial RAM disks out of pieces. */
#ifndef __UKINITRD_TESTS_MAKE_H__
#define __UKINITRD_TESTS_MAKE_H__

#include <stddef.h>

struct disk {
	size_t len;
	char data[200000];
};

void make_bytes(struct disk *d, const void *data, size_t len);
void make_zeros(struct disk *d, size_t len);

/* An archive with one file, of so many bytes. */
void make_archive(struct disk *d, const char *name, size_t len);

/* Frames that hold bytes as they are, at most 60000. */
void make_lz4(struct disk *d, const void *data, size_t len);
void make_zstd(struct disk *d, const void *data, size_t len);

/* A frame of Zstandard that becomes so many times 128 KiB. */
void make_bomb(struct disk *d, unsigned int blocks);

#endif /* __UKINITRD_TESTS_MAKE_H__ */
