/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The heap: the default allocator, with errno. */
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/alloc.h>

static void *checked(void *ptr)
{
	if (!ptr)
		errno = ENOMEM;
	return ptr;
}

/* Zero bytes give a pointer that can be freed, as on Linux. */

void *malloc(size_t size)
{
	return checked(uk_malloc(uk_alloc_get_default(), size ? size : 1));
}

void *calloc(size_t n, size_t size)
{
	if (n == 0 || size == 0)
		n = size = 1;
	return checked(uk_calloc(uk_alloc_get_default(), n, size));
}

void *realloc(void *ptr, size_t size)
{
	if (!ptr)
		return malloc(size);
	if (size == 0) {
		free(ptr);
		return NULL;
	}
	return checked(uk_realloc(uk_alloc_get_default(), ptr, size));
}

void *reallocarray(void *ptr, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(ptr, total);
}

void free(void *ptr)
{
	uk_free(uk_alloc_get_default(), ptr);
}

int posix_memalign(void **ptr, size_t align, size_t size)
{
	return uk_posix_memalign(uk_alloc_get_default(), ptr, align,
				 size ? size : 1);
}

void *memalign(size_t align, size_t size)
{
	if (align == 0 || (align & (align - 1))) {
		errno = EINVAL;
		return NULL;
	}
	return checked(
		uk_memalign(uk_alloc_get_default(), align, size ? size : 1));
}

void *aligned_alloc(size_t align, size_t size)
{
	return memalign(align, size);
}

char *strndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = malloc(len + 1);

	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}

char *strdup(const char *s)
{
	return strndup(s, SIZE_MAX);
}
