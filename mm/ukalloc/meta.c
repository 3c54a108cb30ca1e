/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/assert.h>
#include "meta_priv.h"

/* With the address: a copy of a header elsewhere is none. */
#define CHECK 0x68656170u

struct alloc_meta *alloc_meta_of(void *ptr)
{
	struct alloc_meta *meta = (struct alloc_meta *)ptr - 1;

	/* Else freed twice, or never allocated here. */
	UK_ASSERT(meta->check == ((uintptr_t)ptr ^ CHECK));
	return meta;
}

void *alloc_meta_put(void *base, __sz align, __sz size, __sz pages)
{
	uintptr_t ptr = (uintptr_t)base + sizeof(struct alloc_meta);
	struct alloc_meta *meta;

	ptr = ALIGN_UP(ptr, MAX(align, (__sz)ALLOC_ALIGN_MIN));
	meta = (struct alloc_meta *)ptr - 1;
	meta->base = base;
	meta->size = size;
	meta->pages = pages;
	meta->check = ptr ^ CHECK;
	return (void *)ptr;
}
