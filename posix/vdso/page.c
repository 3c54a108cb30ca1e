/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The page that programs read the clocks by. */
#include <stdbool.h>
#include <arch/cpu.h>
#include <uk/arch/atomic.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include "vdso_priv.h"

#define COARSE_RES 4000000UL /* as clock_getres() says */

static union {
	struct vdso_page page;
	char bytes[VDSO_PAGE_SIZE]; /* nothing else is shown */
} shown __align(VDSO_PAGE_SIZE);

static bool watching;

/* Interrupts are off. */
static void page_update(void)
{
	struct vdso_page *page = &shown.page;
	struct uk_clock_view view;
	uint32_t known = VDSO_ONE_CPU;

	uk_clock_view_get(&view);
	if (view.has_line)
		known |= VDSO_MONOTONIC | (view.has_wall ? VDSO_WALL : 0);

	__atomic_store_n(&page->seq, page->seq + 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_RELEASE);
	page->known = known;
	page->counter = view.line.counter;
	page->monotonic = view.line.ns;
	page->wall = view.line.ns + view.wall_offset;
	page->mult = view.line.scale.mult;
	page->limit = view.line.limit;
	page->coarse_res = COARSE_RES;
	__atomic_store_n(&page->seq, page->seq + 1, __ATOMIC_RELEASE);
}

const struct vdso_page *vdso_page_get(void)
{
	unsigned long flags;

	if (!watching) {
		flags = arch_irq_save();
		watching = true;
		uk_clock_watch(page_update);
		page_update();
		arch_irq_restore(flags);
	}
	return &shown.page;
}
