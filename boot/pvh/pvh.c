/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* PVH start information to boot information. */
#include <stddef.h>
#include <boot/boot.h>
#include "pvh_priv.h"

static void modules_read(struct boot_state *bs, const struct hvm_start_info *si)
{
	const struct hvm_modlist_entry *mods = boot_phys(
		si->modlist_paddr, (__sz)si->nr_modules * sizeof(*mods));

	for (uint32_t i = 0; mods && i < si->nr_modules; i++) {
		const char *name = NULL;
		__sz len;

		if (mods[i].cmdline_paddr)
			name = boot_phys_string(mods[i].cmdline_paddr, &len);
		boot_module_add(bs, mods[i].paddr, mods[i].size,
				name ? name : "");
	}
}

void pvh_read(struct boot_state *bs, const struct hvm_start_info *si)
{
	const struct hvm_memmap_entry *map;

	boot_loader_set(bs, "pvh");
	if (si->cmdline_paddr)
		boot_cmdline_set(bs, si->cmdline_paddr);
	modules_read(bs, si);
	if (si->version < HVM_START_VERSION_MEMMAP)
		return; /* no map, no memory: the set-up says so */
	map = boot_phys(si->memmap_paddr,
			(__sz)si->memmap_entries * sizeof(*map));
	for (uint32_t i = 0; map && i < si->memmap_entries; i++)
		boot_memory_add(bs, map[i].addr, map[i].size,
				map[i].type == HVM_MEMMAP_TYPE_RAM);
}

void pvh_entry(__paddr_t paddr)
{
	const struct hvm_start_info *si = boot_phys(paddr, sizeof(*si));
	struct boot_state bs;

	boot_begin(&bs, ukplat_bootinfo_get(), "pvh");
	if (si && si->magic == HVM_START_MAGIC)
		pvh_read(&bs, si);
	boot_go(&bs);
}
