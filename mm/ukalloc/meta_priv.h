/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What ifmalloc.c and ifpages.c write in front of the memory they hand out:
 *
 *	base            ptr - sizeof        ptr                    ptr + size
 *	| for alignment | struct alloc_meta | the caller's memory  |
 */
#ifndef __UKALLOC_META_PRIV_H__
#define __UKALLOC_META_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/alloc_impl.h>
#include <uk/arch/limits.h>
#include <uk/essentials.h>

#define ALLOC_ALIGN_MIN 16

struct alloc_meta {
	void *base;
	__sz size;  /* what the caller may use */
	__sz pages; /* from base on; ifpages only */
	__u64 check;
};

UK_CTASSERT(sizeof(struct alloc_meta) % ALLOC_ALIGN_MIN == 0);

/* Bytes to ask for, so that size bytes can be aligned behind a header; base
 * is aligned to base_align. False if there is no such number.
 */
static inline bool alloc_meta_room(__sz size, __sz align, __sz base_align,
				   __sz *room)
{
	__sz extra = sizeof(struct alloc_meta);

	if (align > base_align &&
	    __builtin_add_overflow(extra, align - base_align, &extra))
		return false;
	return !__builtin_add_overflow(size, extra, room);
}

struct alloc_meta *alloc_meta_of(void *ptr);
void *alloc_meta_put(void *base, __sz align, __sz size, __sz pages);

/* Is it what posix_memalign() allows? */
static inline bool alloc_align_ok(__sz align)
{
	return POWER_OF_2(align) && align >= sizeof(void *);
}

#endif /* __UKALLOC_META_PRIV_H__ */
