/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Virtual memory areas; <uk/vmem.h> is the way in.
 *
 * A struct uk_vas owns the lower half of an address space (one is the
 * kernel's), a struct uk_vma is a range in it with one set of attributes. What
 * is behind an area is its type's (struct uk_vma_ops); <uk/vma_types.h> has the
 * types that come with it and wrappers for uk_vma_map().
 *
 * Functions return 0 or a negative errno unless they say otherwise, and a call
 * that fails has changed nothing. Addresses and lengths are multiples of the
 * page size. Nothing here locks or sleeps: the owner of an address space keeps
 * others out, and interrupt handlers stay away. One exception: after the last
 * area of a file went, and all is done, closing the file may sleep.
 */
#ifndef __UK_VMA_H__
#define __UK_VMA_H__

#include <uk/arch/paging.h>
#include <uk/arch/types.h>
#include <uk/config.h>
#include <uk/list.h>
#include <uk/plat/paging.h>
#include <uk/tree.h>

#ifdef __cplusplus
extern "C" {
#endif

struct __regs;
struct uk_alloc;
struct uk_vma;

/* ---- address spaces ---- */

/* Accesses to what is not there are not handled: no demand paging. */
#define UK_VAS_FLAG_NO_PAGING 0x1UL
/* Addresses are chosen from the bases on, not from random places. */
#define UK_VAS_FLAG_NO_ASLR 0x2UL
/* Not a lower half: types have no bases of their own there. */
#define UK_VAS_FLAG_KERNEL 0x4UL

/* Kinds of areas that have a random place each. */
#define UK_VAS_SLIDES 5

struct uk_vas {
	struct uk_pagetable *pt;
	struct uk_alloc *a;	      /* for areas */
	__vaddr_t vma_base;	      /* where types without a base begin */
	__vaddr_t vma_end;	      /* areas end here */
	struct uk_list_head vma_list; /* ascending */
	unsigned long flags;	      /* UK_VAS_FLAG_* */

	/* May an area that grows down have so many bytes, of which more are
	 * new? 0 or a negative errno. NULL: any.
	 */
	int (*may_grow)(const struct uk_vma *vma, __sz len, __sz more);

	/* What follows is the library's. */
	struct uk_tree vma_tree;  /* the same areas */
	struct uk_vma *vma_cache; /* found last */
	unsigned long vma_count;
	unsigned long generation;  /* of the set of areas: changes with it */
	int fault_rc;		   /* of the last one that was not handled */
	__sz committed;		   /* bytes that may all need frames */
	__sz slide[UK_VAS_SLIDES]; /* how far behind its base each kind begins
				    */
	int slid;		   /* are these known? */
	struct uk_list_head gone;  /* areas whose release is still to come */
};

/*
 * A random number of whole pages, in bytes, of so many bits: for who chooses
 * addresses for a program. 0 if addresses are not random (vmem.aslr=0, or not
 * configured).
 */
__sz uk_vas_slide(unsigned int bits);

/* Are they, as Linux's randomize_va_space says it: 0 no, 2 all of them. Another
 * value is -EINVAL if that is not configured.
 */
long uk_vas_random(void);
int uk_vas_random_set(long value);

/* The address space in use; NULL before there is one. */
struct uk_vas *uk_vas_get_active(void);

/*
 * kernel.c: the kernel's own areas, which all address spaces share: the heap,
 * stacks of threads. Never active, nothing in it is demand-paged. Interrupts
 * are off while it is used.
 */
struct uk_vas *uk_vas_kernel(void);

/* The boot sequence calls it once. a: where its areas' objects come from, which
 * must not be a heap that is such an area itself. Before, there are none, and
 * uk_vas_kernel()->a is NULL.
 */
void uk_vas_kernel_init(struct uk_alloc *a);

/* Switches the page table and then the pointer. */
int uk_vas_set_active(struct uk_vas *vas);

/* An address space without areas around a page table; both stay the caller's.
 */
int uk_vas_init(struct uk_vas *vas, struct uk_pagetable *pt,
		struct uk_alloc *a);

/* Unmaps and frees every area. Then it is not the active one any more; page
 * table and object stay.
 */
void uk_vas_destroy(struct uk_vas *vas);

/* Switches demand paging off; the result is for switching back. */
unsigned long uk_vas_paging_savef(struct uk_vas *vas);
void uk_vas_paging_restoref(struct uk_vas *vas, unsigned long flag);

/*
 * Walks every invariant: order, no overlap, list and tree and gaps agree,
 * neighbours that could be one are one, pages lie in one area each and have
 * its protection. 0, or -EINVAL with a message.
 */
int uk_vas_check(struct uk_vas *vas);

/* ---- flags of uk_vma_map() and its wrappers ---- */

#define UK_VMA_MAP_POPULATE 0x01UL /* with frames from the start */
#define UK_VMA_MAP_UNINITIALIZED                                         \
	0x02UL			    /* frames need not be zeroed, loaded \
				     */
#define UK_VMA_MAP_REPLACE   0x04UL /* what is there, if anything */
#define UK_VMA_MAP_NORESERVE 0x08UL /* may be more than there is memory */
#define UK_VMA_MAP_SHARED    0x10UL /* writing is for others to see, too */

/* Pages of size 2^order; 0: no preference. */
#define UK_VMA_MAP_SIZE_SHIFT 5
#define UK_VMA_MAP_SIZE_BITS  6
#define UK_VMA_MAP_SIZE_MASK \
	(((1UL << UK_VMA_MAP_SIZE_BITS) - 1) << UK_VMA_MAP_SIZE_SHIFT)
#define UK_VMA_MAP_SIZE(order)                               \
	(((unsigned long)(order) << UK_VMA_MAP_SIZE_SHIFT) & \
	 UK_VMA_MAP_SIZE_MASK)
#define UK_VMA_MAP_SIZE_TO_ORDER(flag) \
	(((flag)&UK_VMA_MAP_SIZE_MASK) >> UK_VMA_MAP_SIZE_SHIFT)
#define UK_VMA_MAP_SIZE_4KB UK_VMA_MAP_SIZE(12)
#define UK_VMA_MAP_SIZE_2MB UK_VMA_MAP_SIZE(21)
#define UK_VMA_MAP_SIZE_1GB UK_VMA_MAP_SIZE(30)

/* Of any operation on a range: all of it must be covered, else -ENOENT. */
#define UK_VMA_FLAG_STRICT_VMA_CHECK 0x1000UL

/* A type's own flags. */
#define UK_VMA_MAP_EXTF_SHIFT 32
#define UK_VMA_MAP_EXTF_BITS  32
#define UK_VMA_MAP_EXTF_MASK \
	(((1UL << UK_VMA_MAP_EXTF_BITS) - 1) << UK_VMA_MAP_EXTF_SHIFT)

/* ---- areas ---- */

/* In uk_vma.flags; the type's own flags are kept above. */
#define UK_VMA_FLAG_UNINITIALIZED 0x1UL
#define UK_VMA_FLAG_NORESERVE	  0x2UL
#define UK_VMA_FLAG_SHARED	  0x4UL

/* To read; only the library changes one. */
struct uk_vma {
	__vaddr_t start;
	__vaddr_t end; /* exclusive */
	struct uk_vas *vas;
	const struct uk_vma_ops *ops;
	struct uk_list_head vma_list;
	unsigned long attr;  /* PAGE_ATTR_* */
	unsigned long flags; /* UK_VMA_FLAG_* */
	int page_lvl;	     /* size of its pages; -1: any */
	const char *name;    /* may be NULL; compared by pointer */

	/* What follows is the library's. */
	struct uk_tree_max_node node; /* value: the gap before the area */
	__pte_t pte; /* a smallest page's entry, without a frame */
};

/* ---- advice ---- */

#define UK_VMA_ADV_DONTNEED 0x01UL /* frees the frames at once */
#define UK_VMA_ADV_WILLNEED 0x02UL /* populates; wins if both are given */
#define UK_VMA_ADV_FREE	    0x04UL /* the contents may be lost: DONTNEED */
#define UK_VMA_ADV_TO_READ  0x08UL /* WILLNEED makes no copies yet */

#define UK_VMA_ADV_EXTF_SHIFT 32
#define UK_VMA_ADV_EXTF_BITS  32
#define UK_VMA_ADV_EXTF_MASK \
	(((1UL << UK_VMA_ADV_EXTF_BITS) - 1) << UK_VMA_ADV_EXTF_SHIFT)

/* ---- faults ---- */

#define UK_VMA_FAULT_ACCESSTYPE 0x03
#define UK_VMA_FAULT_READ	0x00
#define UK_VMA_FAULT_WRITE	0x01
#define UK_VMA_FAULT_EXEC	0x02
#define UK_VMA_FAULT_NONPRESENT 0x04 /* there is no page */
#define UK_VMA_FAULT_MISCONFIG	0x08 /* the page-table entry is malformed */
#define UK_VMA_FAULT_SOFT	0x10 /* nobody accessed: populating */

/* One page that is to come, for a type's fault function. */
struct uk_vm_fault {
	const __vaddr_t vaddr; /* the address accessed */
	const __vaddr_t vbase; /* the page: [vbase, vbase + len) */
	const __sz len;
	const unsigned int level; /* its size as a level */
	const unsigned int type;  /* UK_VMA_FAULT_* */
	__paddr_t paddr;	  /* out: the frame; in: that of the page */
	__pte_t pte;		  /* out, if need be: the entry */
	struct __regs *regs;	  /* NULL if SOFT */
};

/*
 * A type of areas. Everything may be NULL; what happens then stands behind
 * the dash. None of these may change the set of areas.
 */
struct uk_vma_ops {
	/* Where to look for room; data: args of the call, NULL for a move - at
	 * the base of the address space.
	 */
	__vaddr_t (*get_base)(struct uk_vas *vas, void *data,
			      unsigned long flags);

	/*
	 * Makes the object, from vas->a, with the type's own fields set; may
	 * refuse and may change the flags of the call - a plain uk_vma.
	 */
	int (*new)(struct uk_vas *vas, __vaddr_t vaddr, __sz len, void *data,
		   unsigned long *flags, struct uk_vma **vma);

	/* Gives up what the object holds; the library frees it - nothing. */
	void (*destroy)(struct uk_vma *vma);

	/*
	 * Gives up what destroy could not, for it may sleep: called at the end
	 * of the call, when all has been done and the set may change - nothing.
	 */
	void (*release)(struct uk_vma *vma);

	/* 0, or why the area may not have this protection: -EACCES - 0. */
	int (*may_attr)(const struct uk_vma *vma, unsigned long attr);

	/* Of an area that was not given a name; may be NULL - NULL. */
	const char *(*name)(const struct uk_vma *vma);

	/*
	 * Gives the frame of a page in fault->paddr - every access faults. If
	 * not NONPRESENT the page is there with another protection. Returns 0;
	 * UKPLAT_PAGE_MAPX_ESKIP (SOFT only): not this page; -ENOMEM: smaller
	 * pages are tried; -EAGAIN: it had to wait, look the area up again; or
	 * another negative errno: the access faults.
	 */
	int (*fault)(struct uk_vma *vma, struct uk_vm_fault *fault);

	/*
	 * Takes pages out of the page table; must not fail - their frames are
	 * freed. Frames of a type with an unmap of its own belong to something
	 * that the area holds as a whole: when populating fails in the middle,
	 * pages that came with it go without a call.
	 */
	int (*unmap)(struct uk_vma *vma, __vaddr_t vaddr, __sz len);

	/*
	 * Makes the object for [vaddr, end of vma), and leaves vma as it is;
	 * -EPERM: this type is not cut - as new would. Required with new.
	 */
	int (*split)(struct uk_vma *vma, __vaddr_t vaddr,
		     struct uk_vma **new_vma);

	/* Does next, which follows and is alike, continue vma? 0 or -EPERM;
	 * only answers: next is destroyed afterwards - it does.
	 */
	int (*merge)(struct uk_vma *vma, struct uk_vma *next);

	/* Gives the pages a new protection; must not fail - nothing. */
	int (*set_attr)(struct uk_vma *vma, unsigned long attr);

	/* UK_VMA_ADV_* for a part of the area - nothing. */
	int (*advise)(struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		      unsigned long advice);

	/* Is a page that is not mapped at hand all the same? - no */
	int (*resident)(struct uk_vma *vma, __vaddr_t vaddr);

	/* Writable pages are memory of their own: may not be more than there
	 * is, unless NORESERVE or SHARED.
	 */
	int commits;

	/* Behind its end there is nothing: it does not grow. */
	int bounded;

	/* Its objects begin with a struct uk_vma_pager; see <uk/pager.h>. */
	int paged;
};

/*
 * Makes an area. *vaddr: where, or __VADDR_ANY to choose, upwards from the
 * type's base; receives the address. attr: PAGE_ATTR_*. flags: UK_VMA_MAP_*.
 * name stays referenced. args are the type's.
 *
 * -EINVAL: alignment, or not in the lower half; -EEXIST: something is there
 * and no REPLACE; -ENOMEM: no room, no memory, or more memory than the machine
 * has; with REPLACE also -EPERM: what is there cannot be cut; and what the
 * type says.
 */
int uk_vma_map(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
	       unsigned long attr, unsigned long flags, const char *name,
	       const struct uk_vma_ops *ops, void *args);

/*
 * Takes away what is in a range; holes are fine unless strict. -EINVAL: also
 * when it cuts through a page of an area with a larger page size; -EPERM: the
 * type does not want to be cut; -ENOMEM.
 */
int uk_vma_unmap(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		 unsigned long flags);

/* Changes protections; otherwise like uk_vma_unmap(), and what a type says that
 * does not have such a protection: -EACCES.
 */
int uk_vma_set_attr(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned long attr, unsigned long flags);

/*
 * UK_VMA_ADV_* to each area in a range; those that do not care are passed
 * over. If populating fails, what came stays; -EFAULT: there is nothing behind
 * some pages, and all others came.
 */
int uk_vma_advise(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		  unsigned long advice, unsigned long flags);

/*
 * Takes [vaddr, vaddr + len) of one area to another address, pages and all;
 * nothing is copied. *to: where, or __VADDR_ANY to choose; receives the
 * address. new_len: if it is larger the area grows there; if it is smaller,
 * what is behind is unmapped, and may be in other areas. flags: 0, or
 * UK_VMA_MAP_REPLACE and UK_VMA_MOVE_KEEP, which does not change the length.
 *
 * -EFAULT: not in one area; -EINVAL: alignment, new_len is 0, or the two
 * ranges overlap; -EEXIST; -EPERM: this type is not moved or cut, or does not
 * grow; -ENOMEM.
 */
int uk_vma_move(struct uk_vas *vas, __vaddr_t vaddr, __sz len, __vaddr_t *to,
		__sz new_len, unsigned long flags);

/* An area stays at the old address, without pages. */
#define UK_VMA_MOVE_KEEP 0x10000UL

/*
 * Lets an area that ends at vaddr + len grow to vaddr + new_len. -ENOMEM: there
 * is no room, or no memory; -EFAULT, -EINVAL, -EPERM as above, also for an area
 * that does not end there.
 */
int uk_vma_grow(struct uk_vas *vas, __vaddr_t vaddr, __sz len, __sz new_len);

/*
 * For each page of a range, 1 if an access finds it there without reading it
 * from somewhere, else 0. -ENOENT: not all of it is covered by areas.
 */
int uk_vma_resident(struct uk_vas *vas, __vaddr_t vaddr, __sz len,
		    unsigned char *vec);

/* May an area be given this protection? 0, or what uk_vma_set_attr() says. */
int uk_vma_may_attr(const struct uk_vma *vma, unsigned long attr);

/* What to call an area in a list: its name, or what its type calls it; NULL:
 * there is nothing to say. Holds until the area changes.
 */
const char *uk_vma_name(const struct uk_vma *vma);

/* The area that contains an address, or NULL. */
const struct uk_vma *uk_vma_find(struct uk_vas *vas, __vaddr_t vaddr);

/* That, or the first behind the address. */
const struct uk_vma *uk_vma_find_from(struct uk_vas *vas, __vaddr_t vaddr);

/* Ascending; NULL at the ends. */
const struct uk_vma *uk_vma_first(struct uk_vas *vas);
const struct uk_vma *uk_vma_last(struct uk_vas *vas);
const struct uk_vma *uk_vma_next(const struct uk_vma *vma);
const struct uk_vma *uk_vma_prev(const struct uk_vma *vma);

/*
 * What the trap handler does: brings in the page of an address. type:
 * UK_VMA_FAULT_*. -EFAULT: that is not for us; -ENOMEM: it would be; or what
 * the type says.
 */
int uk_vas_fault(struct uk_vas *vas, __vaddr_t vaddr, unsigned int type,
		 struct __regs *regs);

/*
 * For who handles a fault that ukvmem did not: did the area allow the access,
 * and only what is behind it has nothing there, or cannot be read (SIGBUS
 * then, and not SIGSEGV)?
 */
int uk_vas_fault_is_bus(const struct uk_vas *vas);

#ifdef __cplusplus
}
#endif

#endif /* __UK_VMA_H__ */
