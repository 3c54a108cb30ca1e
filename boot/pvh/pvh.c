/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* PVH start information to boot information. */
#include <stddef.h>
#include <boot/boot.h>
#include "pvh_priv.h"

static void modules_read(struct boot_state *bs, const struct hvm_start_info *si)
{
	struct hvm_modlist_entry mod;

	for (uint32_t i = 0; i < si->nr_modules; i++) {
		const char *name = NULL;
		__sz len;

		if (!boot_read(si->modlist_paddr + (__paddr_t)i * sizeof(mod),
			       &mod, sizeof(mod)))
			return;
		if (mod.cmdline_paddr)
			name = boot_phys_string(mod.cmdline_paddr, &len);
		boot_module_add(bs, mod.paddr, mod.size, name ? name : "");
	}
}

static void memory_map_read(struct boot_state *bs,
			    const struct hvm_start_info *si)
{
	struct hvm_memmap_entry e;

	for (uint32_t i = 0; i < si->memmap_entries; i++) {
		if (!boot_read(si->memmap_paddr + (__paddr_t)i * sizeof(e), &e,
			       sizeof(e)))
			return;
		boot_memory_add(bs, e.addr, e.size,
				e.type == HVM_MEMMAP_TYPE_RAM);
	}
}

void pvh_read(struct boot_state *bs, const struct hvm_start_info *si)
{
	boot_loader_set(bs, "pvh");
	if (si->cmdline_paddr)
		boot_cmdline_set(bs, si->cmdline_paddr);
	modules_read(bs, si);
	/* no map, no memory: the set-up says so */
	if (si->version >= HVM_START_VERSION_MEMMAP)
		memory_map_read(bs, si);
}

void pvh_entry(__paddr_t paddr)
{
	struct hvm_start_info si;
	struct boot_state bs;

	boot_begin(&bs, ukplat_bootinfo_get(), "pvh");
	if (boot_read(paddr, &si, sizeof(si)) && si.magic == HVM_START_MAGIC)
		pvh_read(&bs, &si);
	boot_go(&bs);
}
