/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What the image knows about the machine when it starts. The build prepares
 * the structure (support/scripts/mkbootinfo.py fills section .uk_bootinfo with
 * the regions of the image itself), the boot protocol completes it.
 *
 * Implemented by base/bootinfo.
 */
#ifndef __UKPLAT_BOOTINFO_H__
#define __UKPLAT_BOOTINFO_H__

#include <uk/arch/types.h>
#include <uk/essentials.h>
#include <uk/plat/memory.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UKPLAT_BOOTINFO_MAGIC	0xB007B0B0 /* boot, boo! */
#define UKPLAT_BOOTINFO_VERSION 0x01

/* Regions, sorted by physical address, that do not overlap. */
struct ukplat_memregion_list {
	__u32 capacity;
	__u32 count;
	struct ukplat_memregion_desc mrds[];
};

struct ukplat_bootinfo {
	__u32 magic;
	__u8 version;
	__u8 _pad0[3];
	char bootloader[16];   /* who loaded us; need not be terminated */
	char bootprotocol[16]; /* how; need not be terminated */
	__u64 cmdline;	       /* virtual address of a string, or 0 */
	struct ukplat_memregion_list mrds;
} __packed __align8;

/* mkbootinfo.py writes this layout. */
UK_CTASSERT(sizeof(struct ukplat_bootinfo) == 56);
UK_CTASSERT(__offsetof(struct ukplat_bootinfo, bootloader) == 8);
UK_CTASSERT(__offsetof(struct ukplat_bootinfo, bootprotocol) == 24);
UK_CTASSERT(__offsetof(struct ukplat_bootinfo, cmdline) == 40);
UK_CTASSERT(__offsetof(struct ukplat_bootinfo, mrds) == 48);

/* The boot information; NULL if magic, version or count are not right. */
struct ukplat_bootinfo *ukplat_bootinfo_get(void);

/* Use another one from now on, for instance a larger copy. Keeps the pointer.
 */
void ukplat_bootinfo_set(struct ukplat_bootinfo *bi);

/* Print everything at info level. */
void ukplat_bootinfo_print(void);

/* ---- building the list; for boot protocols and the platform ---- */

/* Make an empty list with room for `capacity` regions. */
void ukplat_memregion_list_init(struct ukplat_memregion_list *l,
				__u32 capacity);

/*
 * Insert a copy in the order of pbase. Returns its index, -ENOMEM if the list
 * is full, -EINVAL if the region is empty or wraps around.
 */
int ukplat_memregion_list_insert(struct ukplat_memregion_list *l,
				 const struct ukplat_memregion_desc *mrd);

/* Remove the region at idx. */
void ukplat_memregion_list_delete(struct ukplat_memregion_list *l, __u32 idx);

/*
 * Resolve overlaps (what is used wins over what is reserved, and that over what
 * is free) and merge neighbours of the same kind. 0 or -ENOMEM.
 */
int ukplat_memregion_list_coalesce(struct ukplat_memregion_list *l);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_BOOTINFO_H__ */
