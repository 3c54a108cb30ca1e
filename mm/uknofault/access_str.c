/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Strings of an application, by the aligned words that they lie in. */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <arch/nofault.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include "nofault_priv.h"

#define WORD sizeof(uint64_t)

/*
 * The bytes from at to the end of its word, which does not reach into another
 * page, into the low bytes of *bytes. Returns how many, 0 if there are none to
 * be had.
 */
static inline unsigned int load_bytes(__vaddr_t at, uint64_t *bytes)
{
	unsigned int skip = at % WORD;

	if (unlikely(!uk_app_range_ok(at - skip, WORD) ||
		     !arch_nofault_load(at - skip, bytes)))
		return 0;
	*bytes >>= 8 * skip;
	return WORD - skip;
}

/* The index of the first zero byte; what is shifted in above n is none. */
static inline unsigned int find_zero(uint64_t bytes, unsigned int n)
{
	/* the lowest bit that is set is that of the first zero byte */
	uint64_t zeros =
		(bytes - 0x0101010101010101UL) & ~bytes & 0x8080808080808080UL;
	unsigned int first =
		zeros ? (unsigned int)__builtin_ctzl(zeros) / 8 : WORD;

	return MIN(first, n);
}

static inline void store_bytes(char *dst, uint64_t bytes, __sz n)
{
	if (likely(n == WORD))
		memcpy(dst, &bytes, WORD);
	else
		memcpy(dst, &bytes, n);
}

long uk_strncpy_from_app(char *dst, const char *app_src, __sz size)
{
	__vaddr_t at = (__vaddr_t)app_src;
	__sz max = nofault_clip(at, size);
	__sz len = 0;
	unsigned int n, end;
	uint64_t bytes;

	while (len < max) {
		n = load_bytes(at + len, &bytes);
		if (unlikely(!n))
			break;
		end = find_zero(bytes, n);
		store_bytes(dst + len, bytes, MIN(MIN(end + 1, n), size - len));
		len += end;
		if (end < n && len < size)
			return (long)len;
		if (end < n)
			break;
	}
	if (size)
		dst[0] = '\0';
	return len < size ? -EFAULT : -ENAMETOOLONG;
}
