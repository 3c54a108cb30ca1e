/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The initial RAM disk without its compression. It is one part in memory, or
 *two: archives that are not compressed and, when something compressed follows
 *them, all of that.
 *
 *	|archive|gzip|zstd|	->	|archive|  and  |what these become|
 *	|LZ4    |archive|	->	|what LZ4 becomes, archive|
 *
 * Compressed parts are decompressed when they are asked for first, into frames
 *of their own; the frames that they had are then free. Without LIBUKINITRD
 *there is one part, which is what the loader brought.
 */
#ifndef __UK_INITRD_H__
#define __UK_INITRD_H__

#include <errno.h>
#include <arch/mmu.h>
#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/plat/memory.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Stays where it is for good. At the start of a page if it was compressed. */
struct uk_initrd_part {
	const char *base;
	__sz len;
};

#if CONFIG_LIBUKINITRD
/*
 * The first part; ukplat_memregion_find_initrd0() finds it there as well from
 *now on. 0, or -ENXIO		there is no initial RAM disk
 *	-EINVAL		it is damaged
 *	-ENOTSUP	its format is not in this image
 *	-ENOMEM		there is too little memory
 * and all but the first are said on the console. Does not sleep.
 */
int uk_initrd_get(struct uk_initrd_part *part);

/*
 * The part that follows *part, the first one, of which so many bytes are
 * archives: 1, or 0 if there is none, or a failure as above. Changes *part only
 * for 1.
 */
int uk_initrd_next(struct uk_initrd_part *part, __sz used);
#else
static inline int uk_initrd_get(struct uk_initrd_part *part)
{
	struct ukplat_memregion_desc *mrd;

	if (ukplat_memregion_find_initrd0(&mrd) < 0)
		return -ENXIO;
	part->base = (const char *)arch_phys_to_direct(mrd->pbase);
	part->len = mrd->len;
	return 0;
}

static inline int uk_initrd_next(struct uk_initrd_part *part __unused,
				 __sz used __unused)
{
	return 0;
}
#endif /* CONFIG_LIBUKINITRD */

#ifdef __cplusplus
}
#endif

#endif /* __UK_INITRD_H__ */
