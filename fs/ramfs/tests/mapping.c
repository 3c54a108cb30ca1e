/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/assert.h>
#include <uk/pager.h>
#include "drive.h"

#define PAGES (FILE_MAX / 4096)

/* A page table's entry is there or not, and may be written through or not. */
static struct mapping {
	struct uk_pager *pager;
	struct uk_list_head link;
	struct {
		char *frame;
		bool writable;
	} pages[PAGES];
} mappings[MAPPINGS];

void uk_pager_invalidate(struct uk_pager *pager, __u64 offset, __u64 len,
			 unsigned long flags __unused)
{
	struct mapping *m;

	uk_list_for_each_entry (m, &pager->areas, link) {
		for (unsigned int i = 0; i < PAGES; i++) {
			if (i * 4096UL < offset || i * 4096UL - offset >= len ||
			    !m->pages[i].frame)
				continue;
			pager->ops->put_page(
				pager, i * 4096UL,
				arch_virt_to_phys(m->pages[i].frame));
			m->pages[i].frame = NULL;
		}
	}
}

long mapping_add(unsigned int i, struct uk_pager *pager)
{
	struct mapping *m = &mappings[i];

	memset(m, 0, sizeof(*m));
	m->pager = pager;
	uk_list_add(&m->link, &pager->areas);
	pager->ops->get(pager);
	/* The reference of who asked for the pager */
	pager->ops->put(pager);
	return 0;
}

long mapping_remove(unsigned int i)
{
	struct mapping *m = &mappings[i];

	uk_list_del(&m->link);
	m->pager->ops->put(m->pager);
	m->pager = NULL;
	return 0;
}

static int page_in(struct mapping *m, unsigned int page, bool write)
{
	__paddr_t paddr;
	int rc =
		m->pager->ops->get_page(m->pager, page * 4096UL, write, &paddr);

	if (rc)
		return rc;
	m->pages[page].frame = arch_phys_to_direct(paddr);
	m->pages[page].writable = false;
	return 0;
}

/* Reads a byte (c < 0), or writes it. */
long mapping_touch(unsigned int i, off_t off, int c)
{
	struct mapping *m = &mappings[i];
	unsigned int page = (unsigned int)off / 4096;
	int rc = 0;

	if (!m->pages[page].frame)
		rc = page_in(m, page, c >= 0);
	if (rc)
		return rc;
	if (c < 0)
		return (unsigned char)m->pages[page].frame[off % 4096];
	while (!m->pages[page].writable) {
		rc = m->pager->ops->dirty(m->pager, page * 4096UL);
		if (rc == -EAGAIN)
			rc = page_in(m, page, true);
		else if (rc == 0)
			m->pages[page].writable = true;
		if (rc)
			return rc;
	}
	m->pages[page].frame[off % 4096] = (char)c;
	return 0;
}

void mapping_check(void)
{
	for (unsigned int i = 0; i < MAPPINGS; i++) {
		const char *contents;
		off_t size;

		if (!mappings[i].pager)
			continue;
		contents = model_mapped(i, &size);
		for (off_t p = 0; p < PAGES; p++) {
			const char *frame = mappings[i].pages[p].frame;
			off_t n = size - p * 4096;

			if (!frame)
				continue;
			UK_BUGON(n <= 0);
			UK_BUGON(memcmp(frame, contents + p * 4096,
					(size_t)(n < 4096 ? n : 4096)));
		}
	}
}
