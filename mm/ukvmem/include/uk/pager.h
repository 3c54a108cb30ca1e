/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Areas over frames that somebody else owns and counts: pages of a file, or
 * memory that several address spaces share. The owner implements a struct
 * uk_pager and knows nothing of areas; ukvmem knows nothing of files.
 *
 * Shared (UK_VMA_MAP_SHARED): an area writes into the pager's frames. Private:
 * the first write to a page makes a copy, which is the area's and goes with
 * it, or with UK_VMA_ADV_DONTNEED. A page table notes of each page whose it
 * is, so that areas need no memory for that.
 *
 * Pages are of the smallest size.
 */
#ifndef __UK_PAGER_H__
#define __UK_PAGER_H__

#include <uk/vma.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_pager;

/* Called with offsets that are multiples of the page size. May be NULL: get,
 * put, dirty, has_page.
 */
struct uk_pager_ops {
	/* An area more, or less, refers to the pager. */
	void (*get)(struct uk_pager *pager);
	void (*put)(struct uk_pager *pager);

	/*
	 * Gives the frame of a page, which stays there until put_page; once for
	 * every page mapped. write: through this page it will be written to.
	 * Bytes behind the end of what is inside are 0. -ENXIO: it lies behind
	 * the end as a whole; -EIO; -ENOMEM; -EAGAIN: it had to wait: who waits
	 * must say so, for what the caller knew may not hold any more.
	 */
	int (*get_page)(struct uk_pager *pager, __u64 offset, int write,
			__paddr_t *paddr);
	void (*put_page)(struct uk_pager *pager, __u64 offset, __paddr_t paddr);

	/*
	 * A page that was given for reading is written to from now on, until
	 * uk_pager_protect(). Errors as above, or -ENOSPC. Without it shared
	 * pages are writable at once.
	 */
	int (*dirty)(struct uk_pager *pager, __u64 offset);

	/* Would get_page have it without reading it from somewhere? */
	int (*has_page)(struct uk_pager *pager, __u64 offset);
};

struct uk_pager {
	const struct uk_pager_ops *ops;
	/* A read brings in the other pages of an aligned window of so many, a
	 * power of two, as far as has_page says so. 0: only itself.
	 */
	unsigned int around;
	/* The library's. */
	struct uk_list_head areas;
	__u64 id; /* 0: nobody has asked */
};

static inline void uk_pager_init(struct uk_pager *pager,
				 const struct uk_pager_ops *ops)
{
	pager->ops = ops;
	pager->around = 0;
	pager->id = 0;
	UK_INIT_LIST_HEAD(&pager->areas);
}

/*
 * A number that is no other pager's, also after this one is gone: who keeps it
 * in mind need not keep the pager.
 */
__u64 uk_pager_id(struct uk_pager *pager);

/* Does an area refer to it? */
static inline int uk_pager_is_mapped(const struct uk_pager *pager)
{
	return !uk_list_empty(&pager->areas);
}

/*
 * Takes the pages of [offset, offset + len) away from all areas, so that the
 * next access asks again: after truncation, copies too, or without them.
 */
#define UK_PAGER_COPIES 0x1UL
void uk_pager_invalidate(struct uk_pager *pager, __u64 offset, __u64 len,
			 unsigned long flags);

/* The next write to a shared page in there calls dirty again. */
void uk_pager_protect(struct uk_pager *pager, __u64 offset, __u64 len);

/* ---- the type of areas ---- */

extern const struct uk_vma_ops uk_vma_pager_ops;

/* A flag of uk_vma_map_pager() and of areas: this one does not become writable,
 * -EACCES.
 */
#define UK_VMA_PAGER_READONLY (1UL << (UK_VMA_MAP_EXTF_SHIFT + 1))

struct uk_vma_pager {
	struct uk_vma base;
	__u64 offset; /* of the area's first byte */
	struct uk_pager *pager;
	struct uk_list_head link; /* in pager->areas */
};

struct uk_vma_pager_args {
	struct uk_pager *pager;
	__u64 offset;
};

/*
 * uk_vma_map() of a pager from an offset on. flags: UK_VMA_MAP_SHARED or not,
 * and the others; POPULATE brings in what can be had. -EINVAL: offset is not a
 * multiple of the page size, or the range wraps around.
 */
int uk_vma_map_pager(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long attr, unsigned long flags, const char *name,
		     struct uk_pager *pager, __u64 offset);

/* Of an area of this type, or of one over it. */
static inline const struct uk_vma_pager *uk_vma_to_pager(
	const struct uk_vma *vma)
{
	return vma->ops->paged
		       ? __containerof(vma, const struct uk_vma_pager, base)
		       : __NULL;
}

/* ---- for types over this one: what their struct uk_vma_ops has ---- */

/* An object of so many bytes that begins with a struct uk_vma_pager. */
int uk_vma_pager_make(struct uk_vas *vas, __sz size, struct uk_pager *pager,
		      __u64 offset, struct uk_vma **vma);

/* -EINVAL: new has to refuse this range of the pager. */
int uk_vma_pager_check(__u64 offset, __sz len);

__vaddr_t uk_vma_pager_get_base(struct uk_vas *vas, void *data,
				unsigned long flags);
void uk_vma_pager_destroy(struct uk_vma *vma);
int uk_vma_pager_fault(struct uk_vma *vma, struct uk_vm_fault *fault);
int uk_vma_pager_unmap(struct uk_vma *vma, __vaddr_t vaddr, __sz len);
int uk_vma_pager_may_attr(const struct uk_vma *vma, unsigned long attr);
int uk_vma_pager_merge(struct uk_vma *vma, struct uk_vma *next);
int uk_vma_pager_set_attr(struct uk_vma *vma, unsigned long attr);
int uk_vma_pager_advise(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
			unsigned long advice);
int uk_vma_pager_resident(struct uk_vma *vma, __vaddr_t vaddr);

/* uk_vma_map_pager() for such a type. */
int uk_vma_map_paged(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		     unsigned long attr, unsigned long flags, const char *name,
		     const struct uk_vma_ops *ops, void *args);

#ifdef __cplusplus
}
#endif

#endif /* __UK_PAGER_H__ */
