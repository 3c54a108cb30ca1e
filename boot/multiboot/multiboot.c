/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Multiboot information to boot information. */
#include <stddef.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include "multiboot_priv.h"

static void modules_read(struct boot_state *bs, const struct multiboot_info *mi)
{
	const struct multiboot_mod *mods =
		boot_phys(mi->mods_addr, mi->mods_count * sizeof(*mods));

	for (uint32_t i = 0; mods && i < mi->mods_count; i++) {
		const char *name = NULL;
		__sz len;

		if (mods[i].cmdline)
			name = boot_phys_string(mods[i].cmdline, &len);
		if (mods[i].end > mods[i].start)
			boot_module_add(bs, mods[i].start,
					mods[i].end - mods[i].start,
					name ? name : "");
	}
}

static void memory_map_read(struct boot_state *bs,
			    const struct multiboot_info *mi)
{
	uint32_t pos = 0;

	while (pos < mi->mmap_length) {
		const struct multiboot_mmap *e =
			boot_phys((__u64)mi->mmap_addr + pos, sizeof(*e));

		if (!e || mi->mmap_length - pos < sizeof(*e))
			return;
		boot_memory_add(bs, e->addr, e->len,
				e->type == MULTIBOOT_MMAP_AVAILABLE);
		/* size does not count itself, and may be more than we know */
		if (e->size > mi->mmap_length - pos - sizeof(e->size))
			return;
		pos += e->size + sizeof(e->size);
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
	const struct multiboot_info *mi = boot_phys(paddr, sizeof(*mi));
	struct boot_state bs;

	boot_begin(&bs, ukplat_bootinfo_get(), "multiboot");
	if (paddr && mi)
		multiboot_read(&bs, mi);
	boot_go(&bs);
}
