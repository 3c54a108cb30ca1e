/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Multiboot information to boot information. */
#include <stddef.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include "multiboot_priv.h"

static void modules_read(struct boot_state *bs, const struct multiboot_info *mi)
{
	struct multiboot_mod mod;

	for (uint32_t i = 0; i < mi->mods_count; i++) {
		const char *name = NULL;
		__sz len;

		if (!boot_read(mi->mods_addr + (__paddr_t)i * sizeof(mod), &mod,
			       sizeof(mod)))
			return;
		if (mod.cmdline)
			name = boot_phys_string(mod.cmdline, &len);
		if (mod.end > mod.start)
			boot_module_add(bs, mod.start, mod.end - mod.start,
					name ? name : "");
	}
}

static void memory_map_read(struct boot_state *bs,
			    const struct multiboot_info *mi)
{
	struct multiboot_mmap e;
	__u64 pos = 0;

	while (pos + sizeof(e) <= mi->mmap_length &&
	       boot_read(mi->mmap_addr + pos, &e, sizeof(e))) {
		boot_memory_add(bs, e.addr, e.len,
				e.type == MULTIBOOT_MMAP_AVAILABLE);
		/* size does not count itself, and may be more than we know */
		pos += (__u64)e.size + sizeof(e.size);
	}
}

void multiboot_read(struct boot_state *bs, const struct multiboot_info *mi)
{
	const char *name;
	__sz len;

	boot_loader_set(bs, "unknown");
	if (mi->flags & MULTIBOOT_INFO_LOADER) {
		name = boot_phys_string(mi->boot_loader_name, &len);
		if (name)
			boot_loader_set(bs, name);
	}
	if (mi->flags & MULTIBOOT_INFO_CMDLINE)
		boot_cmdline_set(bs, mi->cmdline);
	if (mi->flags & MULTIBOOT_INFO_MODS)
		modules_read(bs, mi);
	if (mi->flags & MULTIBOOT_INFO_MMAP) {
		memory_map_read(bs, mi);
	} else if (mi->flags & MULTIBOOT_INFO_MEMORY) {
		boot_memory_add(bs, 0, (__u64)mi->mem_lower << 10, true);
		boot_memory_add(bs, 1 << 20, (__u64)mi->mem_upper << 10, true);
	}
}

void multiboot_entry(__paddr_t paddr)
{
	struct multiboot_info mi;
	struct boot_state bs;

	boot_begin(&bs, ukplat_bootinfo_get(), "multiboot");
	if (paddr && boot_read(paddr, &mi, sizeof(mi)))
		multiboot_read(&bs, &mi);
	boot_go(&bs);
}
