/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * 128 bits by multiplication, eight bytes at a time: contents that differ do
 * not meet by chance.
 */
#ifndef CACHE_HASH_H
#define CACHE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef unsigned __int128 hash_t;

static inline hash_t hash_add(hash_t hash, uint64_t word)
{
	/* Odd, its bits in no order */
	const hash_t factor =
		((hash_t)0x9e3779b97f4a7c15 << 64) + 0xf39cc0605cedc835;

	hash = (hash ^ word) * factor;
	return hash ^ hash >> 64;
}

static inline hash_t hash_of(const char *at, size_t size)
{
	hash_t hash = hash_add(0, size);
	uint64_t word;

	for (; size >= sizeof(word); size -= sizeof(word), at += sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		hash = hash_add(hash, word);
	}
	word = 0;
	memcpy(&word, at, size);
	return hash_add(hash, word);
}

static inline void hash_write(FILE *file, hash_t hash)
{
	fprintf(file, "%016llx%016llx", (unsigned long long)(hash >> 64),
		(unsigned long long)hash);
}

#endif
