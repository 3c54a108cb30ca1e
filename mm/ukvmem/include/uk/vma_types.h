/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The types of areas that come with ukvmem. Each wrapper is uk_vma_map() with
 * the type's operations; see there.
 */
#ifndef __UK_VMA_TYPES_H__
#define __UK_VMA_TYPES_H__

#include <uk/pager.h>
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

/*
 * It grows down by an access below it, as long as UK_VMA_GROWTH_GAP bytes stay
 * free before an area that can be accessed and does not grow down itself, and
 * uk_vas.may_grow allows.
 */
#define UK_VMA_ANON_GROWS_DOWN (1UL << UK_VMA_MAP_EXTF_SHIFT)
#define UK_VMA_GROWTH_GAP      (256 * PAGE_SIZE)

int uk_vma_map_anon(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, const char *name);

static inline int uk_vma_grows_down(const struct uk_vma *vma)
{
	return vma->ops == &uk_vma_anon_ops &&
	       (vma->flags & UK_VMA_ANON_GROWS_DOWN);
}

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

/*
 * File: the pages of an open file, which the area holds; a type over that of
 * pagers, implemented by fs/vfscore.
 */
#ifdef CONFIG_LIBVFSCORE
struct vfscore_file;

extern const struct uk_vma_ops uk_vma_file_ops;

/* Among the flags, the same as UK_VMA_MAP_SHARED. */
#define UK_VMA_FILE_SHARED (1UL << UK_VMA_MAP_EXTF_SHIFT)

struct uk_vma_file {
	__extension__ union {
		struct uk_vma_pager pager;
		__extension__ struct {
			struct uk_vma base;
			__off offset; /* of the area's first byte */
		};
	};
	struct vfscore_file *f;
};

struct uk_vma_file_args {
	struct vfscore_file *f;
	struct uk_pager *pager; /* the file's */
	__off offset;
};

/* Of an area of this type; NULL: it is of another one. */
static inline const struct uk_vma_file *uk_vma_to_file(const struct uk_vma *vma)
{
	return vma->ops == &uk_vma_file_ops
		       ? __containerof(vma, const struct uk_vma_file, base)
		       : __NULL;
}

/*
 * posix/fdtab: maps an open file by its descriptor. Private, a written page is
 * a copy; UK_VMA_FILE_SHARED, it is the file's. The area's name is the
 * file's. -EBADF; -ENODEV: it is nothing to be mapped; -EACCES: it was not
 * opened for reading, or to be shared and written not for writing; -EINVAL:
 * offset is negative or not a multiple of the page size.
 */
int uk_vma_map_file(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, int fd,
		    __off offset);
#endif /* CONFIG_LIBVFSCORE */

#ifdef __cplusplus
}
#endif

#endif /* __UK_VMA_TYPES_H__ */
