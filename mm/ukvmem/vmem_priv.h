/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The inside of ukvmem. Every operation on a range goes the same way: check,
 * allocate all that may be needed (vma_cut_prepare() and its like), and only
 * then change anything, which cannot fail.
 */
#ifndef __VMEM_PRIV_H__
#define __VMEM_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/arch/lcpu.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/pager.h>
#include <uk/vmem.h>

/* Areas end here. The last page of the half stays empty: what follows the
 * last byte of an area is an address.
 */
#define VAS_END ((1UL << 47) - PAGE_SIZE)

/* ---- index.c: the set of areas ---- */

/* The area that contains an address; that, or the first behind it. */
struct uk_vma *vma_at(struct uk_vas *vas, __vaddr_t vaddr);
struct uk_vma *vma_from(struct uk_vas *vas, __vaddr_t vaddr);

struct uk_vma *vma_next(const struct uk_vma *vma);
struct uk_vma *vma_prev(const struct uk_vma *vma);

/* Behind prev; prev NULL: as the first. */
void vma_insert(struct uk_vma *vma, struct uk_vma *prev);
void vma_remove(struct uk_vma *vma);
void vma_end_set(struct uk_vma *vma, __vaddr_t end);
void vma_start_set(struct uk_vma *vma, __vaddr_t start);

/* The lowest address from base on with len bytes of room, aligned to align, a
 * power of two; __VADDR_INV if there is none. *next: the area behind it, NULL
 * if it is the last.
 */
__vaddr_t vma_room_find(struct uk_vas *vas, __vaddr_t base, __sz len,
			__sz align, struct uk_vma **next);

/* ---- range.c ---- */

/* -EINVAL, or -ENOENT if flags say strict and there is a hole. */
int vma_range_check(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned long flags);

/* What it takes to cut areas at the ends of [start, end). */
struct vma_cut {
	__vaddr_t start, end;
	struct uk_vma *first;	   /* is cut at start */
	struct uk_vma *last;	   /* is cut at end; may be from_start */
	struct uk_vma *from_start; /* the objects for what follows the cuts */
	struct uk_vma *from_end;
};

/* The object of [at, end of vma) as if it were cut off, alike in all. */
int vma_copy_make(struct uk_vma *vma, __vaddr_t at, struct uk_vma **copy);

/* attr not NULL: areas that have it already are not cut. */
int vma_cut_prepare(struct vma_cut *cut, struct uk_vas *vas, __vaddr_t start,
		    __vaddr_t end, const unsigned long *attr);
void vma_cut_commit(struct vma_cut *cut);
void vma_cut_abort(struct vma_cut *cut);

/* Takes away the areas of a range, at whose ends nothing is to be cut. */
void vma_remove_range(struct uk_vas *vas, __vaddr_t start, __vaddr_t end);

/* Is next behind vma and could continue it? */
bool vma_can_merge(struct uk_vma *vma, struct uk_vma *next);

/* Merges what can be merged in [start, end] and at its ends. */
void vma_merge_range(struct uk_vas *vas, __vaddr_t start, __vaddr_t end);

/* ---- commit.c ---- */

/* Bytes that an area with that protection commits. */
__sz vma_commits(const struct uk_vma *vma, unsigned long attr);

/* Bytes that were promised, or are not any more. */
void vas_commit(struct uk_vas *vas, __sz bytes);
void vas_uncommit(struct uk_vas *vas, __sz bytes);

/* Can the address space commit so many bytes more? 0 or -ENOMEM. */
int vma_memory_check(const struct uk_vas *vas, __sz more);

/* ---- map.c ---- */

/* Room for an area of a type, args being the call's or NULL, and what follows
 * it; or -ENOMEM.
 */
int vma_place(struct uk_vas *vas, const struct uk_vma_ops *ops, void *args,
	      unsigned long flags, __sz len, int page_lvl, __vaddr_t *vaddr,
	      struct uk_vma **next);

/* Into the set, and one with its neighbours: vma may be gone then. next: what
 * will follow it, or NULL.
 */
void vma_add(struct uk_vma *vma, struct uk_vma *next);

/* ---- object.c ---- */

/* A plain object, its fields undefined. */
int vma_alloc(struct uk_vas *vas, __sz size, struct uk_vma **vma);

/* Gives up the object of an area that is not in the set; its release comes with
 * vas_settle(), at the end of every call that may give up one.
 */
void vma_destroy(struct uk_vma *vma);
void vma_release_all(struct uk_vas *vas);

static inline void vas_settle(struct uk_vas *vas)
{
	if (unlikely(!uk_list_empty(&vas->gone)))
		vma_release_all(vas);
}

static inline void vma_attr_set(struct uk_vma *vma, unsigned long attr)
{
	vma->attr = attr;
	vma->pte = arch_pte_leaf(0, attr, PAGE_LEVEL);
}

/* Takes pages of an area out of the page table. */
void vma_unmap_pages(struct uk_vma *vma, __vaddr_t vaddr, __sz len);

/* ---- populate.c ---- */

/* Brings in what is not there of a range in an area: all or nothing. fresh:
 * nothing is there, and a size of pages that was asked for is a must.
 */
int vma_populate(struct uk_vma *vma, struct uk_pagetable *pt, __vaddr_t vaddr,
		 __sz len, bool fresh);

/* The same for a whole area that is not in the set yet and whose addresses
 * others still use: in a page table of its own. -ENOTSUP: an area of the
 * kernel's, which all page tables share.
 */
int vma_stage(struct uk_vma *vma, struct uk_pagetable *stage);

/* Into the page table of the address space, where these are free now. Frees
 * stage, as does vma_stage_abort().
 */
void vma_stage_commit(struct uk_vma *vma, struct uk_pagetable *stage);
void vma_stage_abort(struct uk_vma *vma, struct uk_pagetable *stage);

/* ---- fault.c ---- */

/* The largest pages that an area wants. */
unsigned int vma_level_max(const struct uk_vma *vma);

/* grow.c: lets the area above an address that is in none grow down to it; NULL:
 * there is none that does.
 */
struct uk_vma *vma_grow_down(struct uk_vas *vas, __vaddr_t vaddr);

/* A frame, or frames side by side, for a fault: zeroed unless the area is
 * UNINITIALIZED.
 */
int vma_frames_get(const struct uk_vma *vma, struct uk_vm_fault *fault);

/* A page of the smallest size where there is none; else -EEXIST. */
int vma_fault_small(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type,
		    struct __regs *regs);

/* The function for ukplat_page_mapx() that asks the type. */
struct vma_filler {
	struct uk_vma *vma;
	struct __regs *regs;
	__vaddr_t vaddr; /* the address accessed, unless SOFT */
	unsigned int type;
	unsigned int lvl_max;
	bool forced; /* no smaller pages */
};

int vma_fill_page(struct uk_pagetable *pt, __vaddr_t vaddr, __vaddr_t pt_vaddr,
		  unsigned int level, __pte_t *pte, void *ctx);

/* Whose frames go with the pages? */
static inline unsigned long vma_frame_flags(const struct uk_vma *vma)
{
	return vma->ops->unmap ? PAGE_FLAG_KEEP_FRAMES : 0;
}

/* ---- pager.c ---- */

static inline bool vma_is_pager(const struct uk_vma *vma)
{
	return vma->ops->paged;
}

/* There is a page and the access needs more than it allows. */
int vma_pager_fault_present(struct uk_vma *vma, __vaddr_t vaddr,
			    unsigned int type);

/* Do the offsets of so many bytes more exist? 0 or -EINVAL. */
int vma_pager_grows(const struct uk_vma *vma, __sz more);

/* After a page came by an access: those around it that are at hand. */
void vma_pager_around(struct uk_vma *vma, __vaddr_t vaddr, unsigned int type);

/* The same as vma_populate(), of what can be had; copies of private pages that
 * may be written to come with it, unless advice says TO_READ. -EAGAIN: it had
 * to wait, the area may be another; -EFAULT: there were pages without anything
 * behind them.
 */
int vma_pager_populate(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		       unsigned long advice);

/* ---- operations that several types have ---- */

int vma_op_set_attr(struct uk_vma *vma, unsigned long attr);
int vma_op_advise(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		  unsigned long advice);

/* ---- checks ---- */

/* uk_vas_check() without the pages. */
int vma_check_areas(struct uk_vas *vas);

#ifdef CONFIG_LIBUKVMEM_DEBUG
static inline void vas_debug(struct uk_vas *vas)
{
	UK_ASSERT(!uk_vas_check(vas));
}
#else
static inline void vas_debug(struct uk_vas *vas __unused)
{
}
#endif

#endif /* __VMEM_PRIV_H__ */
