/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sorting and searching arrays. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int (*compare_t)(const void *, const void *, void *);

/* An array being sorted. */
struct array {
	char *base;
	size_t size; /* of an element */
	compare_t cmp;
	void *arg;
};

static char *element(const struct array *a, size_t i)
{
	return a->base + i * a->size;
}

static int compare(const struct array *a, size_t i, size_t j)
{
	return a->cmp(element(a, i), element(a, j), a->arg);
}

static void swap(const struct array *a, size_t i, size_t j)
{
	char *p = element(a, i);
	char *q = element(a, j);
	char tmp[32];
	size_t left = a->size;
	size_t n;

	for (; left; left -= n, p += n, q += n) {
		n = left < sizeof(tmp) ? left : sizeof(tmp);
		memcpy(tmp, p, n);
		memcpy(p, q, n);
		memcpy(q, tmp, n);
	}
}

/*
 * Let element i of a heap of n sink to where it belongs: go down along the
 * larger children to the bottom, then up to the first that is not smaller, and
 * move the ones on the way up by one.
 */
static void sink(const struct array *a, size_t i, size_t n)
{
	size_t top = i;
	size_t child;

	while ((child = 2 * i + 1) < n) {
		if (child + 1 < n && compare(a, child, child + 1) < 0)
			child++;
		i = child;
	}
	while (i > top && compare(a, top, i) > 0)
		i = (i - 1) / 2;
	for (; i > top; i = (i - 1) / 2)
		swap(a, top, i);
}

/* Heapsort: never worse than n log n, needs no memory and no recursion. */
void qsort_r(void *base, size_t n, size_t size, compare_t cmp, void *arg)
{
	struct array a = {base, size, cmp, arg};
	size_t i;

	if (size == 0)
		return;
	for (i = n / 2; i-- > 0;)
		sink(&a, i, n);
	for (i = n; i-- > 1;) {
		swap(&a, 0, i);
		sink(&a, 0, i);
	}
}

static int compare_plain(const void *a, const void *b, void *arg)
{
	int (*const *cmp)(const void *, const void *) = arg;

	return (*cmp)(a, b);
}

void qsort(void *base, size_t n, size_t size,
	   int (*cmp)(const void *, const void *))
{
	qsort_r(base, n, size, compare_plain, &cmp);
}

void *bsearch(const void *key, const void *base, size_t n, size_t size,
	      int (*cmp)(const void *, const void *))
{
	const char *p;
	int order;

	while (n > 0) {
		p = (const char *)base + n / 2 * size;
		order = cmp(key, p);
		if (order == 0)
			return (void *)(uintptr_t)p;
		if (order > 0) {
			base = p + size;
			n -= n / 2 + 1;
		} else {
			n /= 2;
		}
	}
	return NULL;
}
