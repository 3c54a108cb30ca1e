/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The default heap: size classes on pages, pages on a binary buddy system. */
#ifndef __UK_ALLOCBBUDDY_H__
#define __UK_ALLOCBBUDDY_H__

#include <stdbool.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/falloc.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A heap in the whole pages of [base, base + len), registered. Its own data
 * lie at the start; uk_alloc_addmem() adds more. NULL if that leaves no page.
 */
struct uk_alloc *uk_allocbbuddy_init(void *base, size_t len);

/*
 * A heap without memory of its own, registered: it takes pages from a frame
 * allocator as it needs them and gives them back at once. fa is one of
 * <uk/fallocbuddy.h>; its frame at physical address p is mapped at offset + p.
 * NULL if there is not even one frame.
 */
struct uk_alloc *uk_allocbbuddy_init_frames(struct uk_falloc *fa,
					    __vaddr_t offset);

/*
 * A heap that is an area of the kernel's address space, registered, of up to
 * max bytes in whole pages; only with LIBUKALLOCBBUDDY_AREA. It takes frames
 * when it grows, not when it is written to, and gives them back when its end is
 * free. Its pages are anywhere in physical memory: ukplat_virt_to_phys() knows
 * where each is. NULL if there is no memory or no such range. It stays.
 */
struct uk_alloc *uk_allocbbuddy_init_area(__sz max);

/* Gives back the pages that are kept for later. */
void uk_allocbbuddy_trim(struct uk_alloc *a);

/* Walks all size classes; true if everything agrees. For tests. */
bool uk_allocbbuddy_check(struct uk_alloc *a);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOCBBUDDY_H__ */
