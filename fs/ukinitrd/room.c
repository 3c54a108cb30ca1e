/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What an archive becomes is seldom known before it is decompressed, and it
 * must not move meanwhile, nor lie in pieces afterwards: so it gets a run of
 * frames that is surely long enough, or else the longest that there is, and
 * what is left over is given back.
 */
#include <string.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "initrd_priv.h"

/* Frames that stay free meanwhile: the decompressors use the heap. */
#define RESERVE 256UL

static int run_take(struct uk_falloc *fa, unsigned long frames,
		    __paddr_t *paddr)
{
	*paddr = __PADDR_ANY;
	return fa->falloc_from_range(fa, paddr, frames, 0, 0, __PADDR_MAX);
}

/* The longest run, within two in a hundred: some frames, and where. */
static unsigned long run_longest(struct uk_falloc *fa)
{
	unsigned long fits = 0, too_long = fa->free_memory / PAGE_SIZE + 1;
	__paddr_t paddr;

	while (too_long - fits > 1 + fits / 50) {
		unsigned long frames = fits + (too_long - fits) / 2;

		if (run_take(fa, frames, &paddr)) {
			too_long = frames;
			continue;
		}
		fits = frames;
		uk_ffree(fa, paddr, frames);
	}
	return fits;
}

static int room_make(struct room *r, unsigned long frames, bool is_longest)
{
	__paddr_t paddr;

	*r = (struct room){.is_longest = is_longest};
	if (!frames || run_take(ukplat_pt_get_active()->fa, frames, &paddr))
		return -ENOMEM;
	r->base = (char *)arch_phys_to_direct(paddr);
	r->len = frames * PAGE_SIZE;
	return 0;
}

int room_take(struct room *r, __sz len)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	unsigned long frames = PAGE_ALIGN_UP(len) / PAGE_SIZE;

	if (fa->free_memory / PAGE_SIZE < frames + RESERVE)
		return -ENOMEM;
	return room_make(r, frames, false);
}

int room_take_longest(struct room *r)
{
	unsigned long frames = run_longest(ukplat_pt_get_active()->fa);

	return room_make(r, frames - MIN(RESERVE, frames / 2), true);
}

static void cut(struct room *r, __sz len)
{
	if (len < r->len)
		uk_ffree(ukplat_pt_get_active()->fa,
			 arch_virt_to_phys(r->base + len),
			 (r->len - len) / PAGE_SIZE);
	r->len = len;
}

void room_trim(struct room *r)
{
	cut(r, MAX(PAGE_ALIGN_UP(r->used), (__sz)PAGE_SIZE));
}

void room_drop(struct room *r)
{
	cut(r, 0);
}

void room_align(struct room *r)
{
	__sz to = PAGE_ALIGN_UP(r->used);

	memset(r->base + r->used, 0, to - r->used);
	r->used = to;
}
