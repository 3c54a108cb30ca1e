/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The frame allocator's interface: physical memory in frames of PAGE_SIZE.
 *
 * A frame allocator is an object of functions; <uk/fallocbuddy.h> makes one.
 * Every function may be called with interrupts off and from interrupt
 * handlers; none sleeps. 0 is success, a negative errno failure, and a call
 * that fails has changed nothing.
 */
#ifndef __UK_FALLOC_H__
#define __UK_FALLOC_H__

#include <uk/arch/types.h>
#include <uk/arch/paging.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The run is aligned to its own size, rounded up to a power of two. */
#define FALLOC_FLAG_ALIGNED 0x1

struct uk_falloc {
	/*
	 * Takes a run of frames. *paddr is where it shall be, or __PADDR_ANY;
	 * on success it is where it is.
	 *   -ENOMEM  no such run, or not all of the wanted frames are free
	 *   -EFAULT  the wanted frames are not managed here
	 *   -EINVAL  no frames, or an address that is not page aligned
	 */
	int (*falloc)(struct uk_falloc *fa, __paddr_t *paddr,
		      unsigned long frames, unsigned long flags);

	/* The same inside [min, max), at the lowest address that will do. */
	int (*falloc_from_range)(struct uk_falloc *fa, __paddr_t *paddr,
				 unsigned long frames, unsigned long flags,
				 __paddr_t min, __paddr_t max);

	/*
	 * Gives back frames: a whole run, a part of one, or several that
	 * touch. -EFAULT if any is not managed here or is free already, and
	 * then none is given back.
	 */
	int (*ffree)(struct uk_falloc *fa, __paddr_t paddr,
		     unsigned long frames);

	/*
	 * Adds frames, all free. metadata is memory of its own, as large as
	 * the implementation says, and stays with the allocator; dm_off is
	 * the virtual address at which the first frame can be written.
	 *   -EINVAL  unaligned, empty, too long, or managed here already
	 */
	int (*addmem)(struct uk_falloc *fa, void *metadata, __paddr_t paddr,
		      unsigned long frames, __vaddr_t dm_off);

	__sz free_memory;  /* bytes that are free */
	__sz total_memory; /* bytes that are managed */
};

/* A run of frames anywhere, or __PADDR_INV. */
static inline __paddr_t uk_falloc(struct uk_falloc *fa, unsigned long frames)
{
	__paddr_t paddr = __PADDR_ANY;

	if (fa->falloc(fa, &paddr, frames, 0))
		return __PADDR_INV;
	return paddr;
}

/* Gives back what uk_falloc() returned. */
static inline void uk_ffree(struct uk_falloc *fa, __paddr_t paddr,
			    unsigned long frames)
{
	(void)fa->ffree(fa, paddr, frames);
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_FALLOC_H__ */
