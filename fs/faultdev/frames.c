/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The frame allocator's functions, the same way. */
#include <errno.h>
#include <stddef.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "faultdev_priv.h"

static struct uk_falloc orig; /* its functions */

static long used; /* the heap's excepted */

static int count(int rc, unsigned long frames)
{
	if (rc == 0 && !faultdev_heap_busy())
		used += (long)frames;
	return rc;
}

static bool refused(void)
{
	return !faultdev_heap_busy() && faultdev_request();
}

static int frames_get(struct uk_falloc *fa, __paddr_t *paddr,
		      unsigned long frames, unsigned long flags)
{
	return refused() ? -ENOMEM
			 : count(orig.falloc(fa, paddr, frames, flags), frames);
}

static int frames_get_from(struct uk_falloc *fa, __paddr_t *paddr,
			   unsigned long frames, unsigned long flags,
			   __paddr_t min, __paddr_t max)
{
	return refused() ? -ENOMEM
			 : count(orig.falloc_from_range(fa, paddr, frames,
							flags, min, max),
				 frames);
}

static int frames_put(struct uk_falloc *fa, __paddr_t paddr,
		      unsigned long frames)
{
	(void)count(0, -frames);
	return orig.ffree(fa, paddr, frames);
}

long faultdev_frames_used(void)
{
	return used;
}

void faultdev_frames_init(void)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;

	orig = *fa;
	fa->falloc = frames_get;
	fa->falloc_from_range = frames_get_from;
	fa->ffree = frames_put;
}
