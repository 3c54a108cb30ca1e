/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What an address space should do, as an array of pages: no areas, no tree,
 * no page table. Addresses are indices from BASE on.
 */
#ifndef __VMEM_TESTS_MODEL_H__
#define __VMEM_TESTS_MODEL_H__

#include <stdint.h>
#include "fake_pager.h"

/* Where the test works, and what may lie behind because there was no room. */
#define PAGES 1024UL
#define SLACK 1024UL
#define ALL   (PAGES + SLACK)
#define LARGE 512UL

enum kind { NONE, RSVD, ANON, DMA, STACK, PAGER };

struct page {
	uint8_t kind;
	uint8_t attr;
	uint8_t name;
	uint8_t flags; /* UK_VMA_FLAG_* */
	int8_t lvl;
	bool present;
	bool guard;
	int16_t content; /* of its first byte; -1: anything */
	uint32_t stack;	 /* which one */
	bool own;	 /* of a pager: a copy */
	__paddr_t paddr; /* of a DMA page; of a pager: the offset */
};

extern struct page model[ALL];
extern const char *const model_names[3];

static inline __vaddr_t va_of(unsigned long i)
{
	return BASE + i * PAGE_SIZE;
}

struct range {
	unsigned long first;
	unsigned long count;
};

/* Are i and i + 1 in one area? */
bool model_joined(unsigned long i);

/* What cutting at index i says, 0 if there is nothing to cut. */
int model_cut(unsigned long i);

/* Is there anything, is there something everywhere? */
bool model_any(struct range r);
bool model_full(struct range r);

/* First fit; an index that may lie behind everything. */
unsigned long model_room(unsigned long count, unsigned long align);

/* What a page reads as when it is new. */
int model_fresh(const struct page *p);

/* Does an access find memory? */
bool model_allows(const struct page *p, unsigned int type);

/* The frame of a page comes; write: for a write. */
void model_bring(unsigned long i, bool write);

/* It goes. */
void model_drop(unsigned long i);

/* Does the pager have the page? */
bool model_has(const struct page *p);

/* What the first byte is; -1: anything. */
int model_content(const struct page *p);

/* Pages of a range that came although the model did not say which: those of
 * large pages, and of calls that failed half way.
 */
bool model_sync(struct range r);

/* Address space, page table, frames and heap against the model. */
bool model_agrees(void);

#endif /* __VMEM_TESTS_MODEL_H__ */
