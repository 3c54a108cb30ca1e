/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What libdeflate calls for the one thing that it allocates, a decompressor. */
#include <stddef.h>
#include <uk/alloc.h>

void *libdeflate_malloc(size_t size);
void libdeflate_free(void *memory);

void *libdeflate_malloc(size_t size)
{
	return uk_malloc(uk_alloc_get_default(), size);
}

void libdeflate_free(void *memory)
{
	uk_free(uk_alloc_get_default(), memory);
}
