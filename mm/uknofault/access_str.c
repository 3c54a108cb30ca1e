/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Strings of an application. By words, wherever they begin; where one of them
 * faults, or would be longer than the rest of dst, by the bytes of the aligned
 * word, which does not reach into another page.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <arch/nofault.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>

#define WORD sizeof(uint64_t)
#define ONES 0x0101010101010101UL

/* The lowest bit that is set is bit 7 of the first byte that is zero. */
static inline uint64_t zero_bytes(uint64_t bytes)
{
	return (bytes - ONES) & ~bytes & (ONES << 7);
}

/*
 * Copies whole words while they can be read, up to the one with the end.
 * Returns the number of bytes before the end.
 */
static inline __sz copy_words(char *dst, __vaddr_t at, __sz max, bool *ended)
{
	uint64_t bytes, zeros = 0;
	__sz len = 0;

	while (max - len >= WORD && arch_nofault_load(at + len, &bytes)) {
		memcpy(dst + len, &bytes, WORD);
		zeros = zero_bytes(bytes);
		if (zeros)
			break;
		len += WORD;
	}
	*ended = zeros != 0;
	return zeros ? len + (__sz)__builtin_ctzl(zeros) / 8 : len;
}

/* The bytes from at to the end of its aligned word; none after a fault. */
static inline unsigned int load_bytes(__vaddr_t at, uint64_t *bytes)
{
	unsigned int skip = at % WORD;

	if (unlikely(!arch_nofault_load(at - skip, bytes)))
		return 0;
	*bytes >>= 8 * skip;
	return WORD - skip;
}

/*
 * How many of [at, at + size) the running thread may name. The limit is a
 * page's boundary, so a word does not cross it. No string starts at 0.
 */
static inline __sz clip(__vaddr_t at, __sz size)
{
	__vaddr_t limit = uk_app_limit();
	__sz room = at <= limit - 1 ? limit - at : 0;

	return MIN(size, room);
}

long uk_strncpy_from_app(char *dst, const char *app_src, __sz size)
{
	__vaddr_t at = (__vaddr_t)app_src;
	__sz max = clip(at, size);
	__sz len = 0;
	uint64_t bytes = 0;
	unsigned int n = 1;
	bool ended;

	while (n && len < max) {
		len += copy_words(dst + len, at + len, max - len, &ended);
		if (ended)
			return (long)len;
		n = len < max ? load_bytes(at + len, &bytes) : 0;
		for (unsigned int i = 0; i < n && len < max; i++) {
			dst[len] = (char)(bytes >> 8 * i);
			if (!dst[len])
				return (long)len;
			len++;
		}
	}
	if (size)
		dst[0] = '\0';
	return len < size ? -EFAULT : -ENAMETOOLONG;
}
