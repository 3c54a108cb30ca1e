/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The types of areas that come with ukvmem. Each wrapper is uk_vma_map() with
 * the type's operations; see there.
 */
#ifndef __UK_VMA_TYPES_H__
#define __UK_VMA_TYPES_H__

#include <uk/vma.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reserved: nothing else goes there unless by UK_VMA_MAP_REPLACE. Also for
 * what the page table has already; attr must be what it has.
 */
extern const struct uk_vma_ops uk_vma_rsvd_ops;

/* attr 0 */
int uk_vma_reserve(struct uk_vas *vas, __vaddr_t *vaddr, __sz len);

/* flags: 0 or UK_VMA_MAP_REPLACE */
int uk_vma_reserve_ex(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		      unsigned long attr, unsigned long flags,
		      const char *name);

/* Anonymous: zeroed memory on first access. */
extern const struct uk_vma_ops uk_vma_anon_ops;

int uk_vma_map_anon(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, const char *name);

/*
 * Stack: as anonymous, with a guard page at its lower end, or at its upper end
 * if it grows up. It is not cut and not merged.
 */
extern const struct uk_vma_ops uk_vma_stack_ops;

#define UK_VMA_STACK_GROWS_UP (1UL << UK_VMA_MAP_EXTF_SHIFT)

/*
 * len includes the guard page: two pages at least, else -EINVAL. initial_len
 * bytes, whole pages, are populated where the stack begins.
 */
int uk_vma_map_stack(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long flags, const char *name, __sz initial_len);

/* DMA: physical memory that is somebody else's. Its frames are never freed. */
extern const struct uk_vma_ops uk_vma_dma_ops;

struct uk_vma_dma {
	struct uk_vma base;
	__paddr_t paddr; /* of the area's first byte */
};

struct uk_vma_dma_args {
	__paddr_t paddr;
};

/* -EINVAL: paddr is not page aligned or not there, or UNINITIALIZED. */
int uk_vma_map_dma(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		   unsigned long attr, unsigned long flags, const char *name,
		   __paddr_t paddr);

/* File: comes with the file systems (fs/), which implement it. */
#ifdef CONFIG_LIBVFSCORE
struct vfscore_file;

extern const struct uk_vma_ops uk_vma_file_ops;

#define UK_VMA_FILE_SHARED (1UL << UK_VMA_MAP_EXTF_SHIFT)

struct uk_vma_file {
	struct uk_vma base;
	struct vfscore_file *f;
	__off offset; /* of the area's first byte */
};

struct uk_vma_file_args {
	int fd;
	__off offset;
};

int uk_vma_map_file(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, int fd,
		    __off offset);
#endif /* CONFIG_LIBVFSCORE */

#ifdef __cplusplus
}
#endif

#endif /* __UK_VMA_TYPES_H__ */
