/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A frame allocator (<uk/falloc.h>) on a binary buddy system. */
#ifndef __UK_FALLOCBUDDY_H__
#define __UK_FALLOCBUDDY_H__

#include <stdbool.h>
#include <uk/falloc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that an allocator needs, and bytes that addmem() needs for its
 * metadata, at least. Both are to be aligned to 8 bytes.
 */
__sz uk_fallocbuddy_size(void);
__sz uk_fallocbuddy_metadata_size(unsigned long frames);

/* Makes an allocator without memory out of uk_fallocbuddy_size() bytes. */
int uk_fallocbuddy_init(struct uk_falloc *fa);

/*
 * Beyond <uk/falloc.h>, for a heap on top that does not want to write down
 * how large each of its runs is.
 */

/* Frames of the run that starts at paddr; 0 if no run starts there. */
unsigned long uk_fallocbuddy_run_length(struct uk_falloc *fa, __paddr_t paddr);

/* Gives back the run that starts at paddr. Its frames; 0 if no run starts
 * there.
 */
unsigned long uk_fallocbuddy_run_free(struct uk_falloc *fa, __paddr_t paddr);

/* Makes the run of that many frames at paddr longer or shorter in place.
 * -ENOMEM if what follows is not free; -EFAULT if it is no such run.
 */
int uk_fallocbuddy_run_resize(struct uk_falloc *fa, __paddr_t paddr,
			      unsigned long frames, unsigned long new_frames);

/* Frames of the longest run that falloc() can surely give. */
unsigned long uk_fallocbuddy_largest(struct uk_falloc *fa);

/* Takes back the memory that one addmem() brought, its first frame at paddr;
 * its metadata are the caller's again. -EBUSY if a frame is in use, -EFAULT if
 * no such memory starts there.
 */
int uk_fallocbuddy_remmem(struct uk_falloc *fa, __paddr_t paddr);

/* What happened so far; all zero unless LIBUKFALLOCBUDDY_STATS is on. */
struct uk_fallocbuddy_stats {
	unsigned long allocs; /* runs taken */
	unsigned long frees;  /* runs, or parts of runs, given back */
	unsigned long failed; /* calls of either kind that failed */
	unsigned long merges; /* blocks merged with their buddies */
};

void uk_fallocbuddy_stats_get(const struct uk_falloc *fa,
			      struct uk_fallocbuddy_stats *dst);

/*
 * Walks everything: lists, bitmaps, sums. True if they agree; else says what
 * does not. Takes time in proportion to the memory: for tests.
 * Nobody else may use the allocator meanwhile.
 */
bool uk_fallocbuddy_check(struct uk_falloc *fa);

#ifdef __cplusplus
}
#endif

#endif /* __UK_FALLOCBUDDY_H__ */
