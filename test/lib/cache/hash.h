/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* FNV-1a with 128 bits: contents that differ do not meet by chance. */
#ifndef CACHE_HASH_H
#define CACHE_HASH_H

#include <stddef.h>
#include <stdio.h>

__extension__ typedef unsigned __int128 hash_t;

static inline hash_t hash_of(const char *at, size_t size)
{
	const hash_t prime = ((hash_t)1 << 88) + 0x13b;
	hash_t hash = ((hash_t)0x6c62272e07bb0142 << 64) + 0x62b821756295c58d;
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)at[i]) * prime;
	return hash;
}

static inline void hash_write(FILE *file, hash_t hash)
{
	fprintf(file, "%016llx%016llx", (unsigned long long)(hash >> 64),
		(unsigned long long)hash);
}

#endif
