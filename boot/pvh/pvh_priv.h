/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The boot protocol of Xen's PVH mode, versions 0 and 1. */
#ifndef __PVH_PRIV_H__
#define __PVH_PRIV_H__

#include <arch/mmu.h>

#define XEN_ELFNOTE_PHYS32_ENTRY 18

#define HVM_START_MAGIC		 0x336ec578
#define HVM_START_VERSION_MEMMAP 1 /* and later: there is a memory map */
#define HVM_MEMMAP_TYPE_RAM	 1

#ifndef __ASSEMBLER__

#include <stdint.h>
#include <uk/arch/types.h>

struct boot_state;

struct hvm_start_info {
	uint32_t magic;
	uint32_t version;
	uint32_t flags;
	uint32_t nr_modules;
	uint64_t modlist_paddr;
	uint64_t cmdline_paddr;
	uint64_t rsdp_paddr;
	/* from version 1 on */
	uint64_t memmap_paddr;
	uint32_t memmap_entries;
	uint32_t reserved;
};

struct hvm_modlist_entry {
	uint64_t paddr;
	uint64_t size;
	uint64_t cmdline_paddr;
	uint64_t reserved;
};

struct hvm_memmap_entry {
	uint64_t addr;
	uint64_t size;
	uint32_t type;
	uint32_t reserved;
};

/* Collects everything in bs. si was read at a physical address. */
void pvh_read(struct boot_state *bs, const struct hvm_start_info *si);

/* From entry.S, through x86_start32: paddr is what the loader left in ebx. */
void pvh_entry(__paddr_t paddr);

#endif /* !__ASSEMBLER__ */

#endif /* __PVH_PRIV_H__ */
