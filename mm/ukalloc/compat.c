/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Single calls on others of the same allocator. */
#include <stddef.h>
#include <string.h>
#include <uk/alloc_impl.h>
#include <uk/arch/limits.h>
#include <uk/essentials.h>

void *uk_calloc_compat(struct uk_alloc *a, __sz num, __sz len)
{
	__sz size;
	void *ptr;

	if (__builtin_mul_overflow(num, len, &size))
		return NULL;
	ptr = uk_do_malloc(a, size);
	return ptr ? memset(ptr, 0, size) : NULL;
}

void *uk_realloc_compat(struct uk_alloc *a, void *ptr, __sz size)
{
	void *fresh;

	if (!ptr)
		return uk_do_malloc(a, size);
	if (!size) {
		uk_do_free(a, ptr);
		return NULL;
	}
	fresh = uk_do_malloc(a, size);
	if (!fresh)
		return NULL;
	memcpy(fresh, ptr, size);
	uk_do_free(a, ptr);
	return fresh;
}

void *uk_memalign_compat(struct uk_alloc *a, __sz align, __sz len)
{
	void *ptr = NULL;

	if (!POWER_OF_2(align))
		return NULL;
	if (uk_do_posix_memalign(a, &ptr, MAX(align, sizeof(void *)), len))
		return NULL;
	return ptr;
}

void *uk_palloc_compat(struct uk_alloc *a, unsigned long num_pages)
{
	if (num_pages > ~0UL >> __PAGE_SHIFT)
		return NULL;
	return uk_do_memalign(a, __PAGE_SIZE, num_pages << __PAGE_SHIFT);
}

void uk_pfree_compat(struct uk_alloc *a, void *ptr,
		     unsigned long num_pages __unused)
{
	uk_do_free(a, ptr);
}

long uk_alloc_pmaxalloc_compat(struct uk_alloc *a)
{
	__ssz mem = uk_alloc_maxalloc(a);

	return mem < 0 ? mem : mem >> __PAGE_SHIFT;
}

long uk_alloc_pavailmem_compat(struct uk_alloc *a)
{
	__ssz mem = uk_alloc_availmem(a);

	return mem < 0 ? mem : mem >> __PAGE_SHIFT;
}
