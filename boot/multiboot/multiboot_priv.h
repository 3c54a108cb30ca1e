/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Multiboot 1, as its specification 0.6.96 has it. */
#ifndef __MULTIBOOT_PRIV_H__
#define __MULTIBOOT_PRIV_H__

#define MULTIBOOT_HEADER_MAGIC 0x1badb002
#define MULTIBOOT_HEADER_FLAGS 0x00000003 /* pages aligned, memory map */
#define MULTIBOOT_LOADER_MAGIC 0x2badb002

/* Which fields of the information are there */
#define MULTIBOOT_INFO_MEMORY  0x001
#define MULTIBOOT_INFO_CMDLINE 0x004
#define MULTIBOOT_INFO_MODS    0x008
#define MULTIBOOT_INFO_MMAP    0x040
#define MULTIBOOT_INFO_LOADER  0x200

#define MULTIBOOT_MMAP_AVAILABLE 1

#ifndef __ASSEMBLER__

#include <stdint.h>
#include <uk/arch/types.h>

struct boot_state;

struct multiboot_info {
	uint32_t flags;
	uint32_t mem_lower; /* KiB from 0 */
	uint32_t mem_upper; /* KiB from 1 MiB */
	uint32_t boot_device;
	uint32_t cmdline;
	uint32_t mods_count;
	uint32_t mods_addr;
	uint32_t syms[4];
	uint32_t mmap_length; /* bytes */
	uint32_t mmap_addr;
	uint32_t drives_length;
	uint32_t drives_addr;
	uint32_t config_table;
	uint32_t boot_loader_name;
};

struct multiboot_mod {
	uint32_t start;
	uint32_t end; /* exclusive */
	uint32_t cmdline;
	uint32_t pad;
};

struct multiboot_mmap {
	uint32_t size; /* of what follows */
	uint64_t addr;
	uint64_t len;
	uint32_t type;
} __attribute__((packed));

/* Collects everything in bs. mi was read at a physical address. */
void multiboot_read(struct boot_state *bs, const struct multiboot_info *mi);

/* From entry.S, through x86_start32: paddr is what the loader left in ebx, 0
 * if it was not a Multiboot loader.
 */
void multiboot_entry(__paddr_t paddr);

#endif /* !__ASSEMBLER__ */

#endif /* __MULTIBOOT_PRIV_H__ */
