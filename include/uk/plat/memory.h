/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The regions of physical memory, and the heap that the platform uses.
 *
 * Implemented by base/bootinfo.
 */
#ifndef __UKPLAT_MEMORY_H__
#define __UKPLAT_MEMORY_H__

#include <uk/arch/types.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

/* What a region is. */
#define UKPLAT_MEMRT_FREE	0x0001 /* may be used */
#define UKPLAT_MEMRT_RESERVED	0x0002 /* firmware, devices */
#define UKPLAT_MEMRT_KERNEL	0x0004 /* the image */
#define UKPLAT_MEMRT_INITRD	0x0008 /* initial RAM disk */
#define UKPLAT_MEMRT_CMDLINE	0x0010 /* command line */
#define UKPLAT_MEMRT_DEVICETREE 0x0020 /* device tree */
#define UKPLAT_MEMRT_STACK	0x0040 /* boot stack */
#define UKPLAT_MEMRT_ANY	0xffff

/* What may be done with it. */
#define UKPLAT_MEMRF_READ    0x0001
#define UKPLAT_MEMRF_WRITE   0x0002
#define UKPLAT_MEMRF_EXECUTE 0x0004
#define UKPLAT_MEMRF_PERMS   0x0007
#define UKPLAT_MEMRF_UNMAP   0x0010 /* unmap it at boot */
#define UKPLAT_MEMRF_MAP     0x0020 /* map it at boot, at vbase */
#define UKPLAT_MEMRF_ALL     0xffff

struct ukplat_memregion_desc {
	__paddr_t pbase;
	__vaddr_t vbase;
	__sz len; /* bytes */
	__u16 type;
	__u16 flags;
#ifdef CONFIG_UKPLAT_MEMRNAME
	char name[36]; /* need not be terminated */
#else
	__u32 _pad;
#endif
} __align8;

/* mkbootinfo.py writes this layout. */
#ifdef CONFIG_UKPLAT_MEMRNAME
UK_CTASSERT(sizeof(struct ukplat_memregion_desc) == 64);
#else
UK_CTASSERT(sizeof(struct ukplat_memregion_desc) == 32);
#endif
UK_CTASSERT(__offsetof(struct ukplat_memregion_desc, len) == 16);
UK_CTASSERT(__offsetof(struct ukplat_memregion_desc, type) == 24);
UK_CTASSERT(__offsetof(struct ukplat_memregion_desc, flags) == 26);

/* Number of regions. */
int ukplat_memregion_count(void);

/* Point *mrd to region i. 0, or -1 if there is no such region. */
int ukplat_memregion_get(int i, struct ukplat_memregion_desc **mrd);

/*
 * Point *mrd to the first region behind region i (-1: the first of all) that
 * has one of the types (0: any) and for which (its flags & fmask) == flags.
 * Returns its index, or -1 if there is none.
 */
int ukplat_memregion_find_next(int i, __u32 type, __u32 flags, __u32 fmask,
			       struct ukplat_memregion_desc **mrd);

/* Visit the regions that match; mrd is a struct ukplat_memregion_desc **. */
#define ukplat_memregion_foreach(mrd, type, flags, fmask)                     \
	for (int __mr_i =                                                     \
		     ukplat_memregion_find_next(-1, type, flags, fmask, mrd); \
	     __mr_i >= 0; __mr_i = ukplat_memregion_find_next(                \
				  __mr_i, type, flags, fmask, mrd))

/* The first initial RAM disk: its index, or -1. */
#define ukplat_memregion_find_initrd0(mrd) \
	ukplat_memregion_find_next(-1, UKPLAT_MEMRT_INITRD, 0, 0, mrd)

/* The allocator that platform and drivers use. 0, or a negative errno. */
int ukplat_memallocator_set(struct uk_alloc *a);
struct uk_alloc *ukplat_memallocator_get(void);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_MEMORY_H__ */
