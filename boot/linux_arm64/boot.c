/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * From the device tree to the boot information: memory, what in it is taken,
 * command line, initial RAM disk. Called by head.S.
 */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include <uk/ofw.h>
#include <uk/plat/bootinfo.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/setup.h>
#include <uk/print.h>
#include <uk/trap.h>
#include "boot_priv.h"

/* What head.S leaves mapped of the direct map around an address it was given.
 */
#define MAPPED_SHIFT 30

/* The image's regions are where it was linked for; it was loaded elsewhere. */
static void image_relocate(struct ukplat_bootinfo *bi)
{
	for (__u32 i = 0; i < bi->mrds.count; i++)
		bi->mrds.mrds[i].pbase =
			arch_image_to_phys(bi->mrds.mrds[i].vbase);
}

/* A bank of memory: every entry of "reg". */
static int memory_node(struct boot_state *bs, const struct ofw_node *n)
{
	__paddr_t addr;
	__sz len;
	int rc;

	for (unsigned int i = 0;; i++) {
		rc = ofw_reg(n, i, &addr, &len);
		if (rc)
			return rc == -ENOENT && i ? 0 : rc;
		boot_memory_add(bs, addr, len, true);
	}
}

/* Memory that somebody else uses. Without "reg" it is a wish of theirs to be
 * given some, which nobody here grants. no-map: not even to be mapped.
 */
static int reserved_node(struct boot_state *bs, const struct ofw_node *n)
{
	__u16 flags = UKPLAT_MEMRF_READ | UKPLAT_MEMRF_MAP;
	__paddr_t addr;
	__sz len;
	int rc, plen;

	if (ofw_prop(n, "no-map", &plen))
		flags = 0;
	for (unsigned int i = 0;; i++) {
		rc = ofw_reg(n, i, &addr, &len);
		if (rc)
			return rc == -ENOENT ? 0 : rc;
		if (len)
			boot_region_add(bs, addr, addr + len,
					UKPLAT_MEMRT_RESERVED, flags, "");
	}
}

static int chosen_node(struct boot_state *bs, const struct ofw_node *n)
{
	const char *args = ofw_prop_string(n, "bootargs");
	__u64 start, end;

	if (args && *args)
		boot_cmdline_set(bs, arch_virt_to_phys(args));
	if (!ofw_prop_number(n, "linux,initrd-start", &start) &&
	    !ofw_prop_number(n, "linux,initrd-end", &end)) {
		if (end < start)
			return -EINVAL;
		boot_module_add(bs, start, end - start, "initrd");
	}
	return 0;
}

static int node_read(const struct ofw_node *n, void *arg)
{
	struct boot_state *bs = arg;
	const char *type;

	if (n->depth == 1 && !strcmp(n->name, "chosen"))
		return chosen_node(bs, n);
	if (n->depth == 2 && !strcmp(n->parent, "reserved-memory") &&
	    !n->disabled)
		return reserved_node(bs, n);
	if (n->depth == 1 && !strncmp(n->name, "memory", 6) && !n->disabled) {
		type = ofw_prop_string(n, "device_type");
		if (type && !strcmp(type, "memory"))
			return memory_node(bs, n);
	}
	return 0;
}

/* The block of the tree's header that lists memory to leave alone. */
static int reserve_map_read(struct boot_state *bs, const void *tree)
{
	__paddr_t addr;
	__sz len;
	int rc;

	for (unsigned int i = 0;; i++) {
		rc = ofw_reserved(tree, i, &addr, &len);
		if (rc)
			return rc == -ENOENT ? 0 : rc;
		boot_memory_add(bs, addr, len, false);
	}
}

/* How much may be read at paddr: up to the end of what is mapped. */
static __sz tree_room(__paddr_t paddr)
{
	__paddr_t end = ((paddr >> MAPPED_SHIFT) + 1) << MAPPED_SHIFT;

	return paddr < DIRECTMAP_SIZE ? end - paddr : 0;
}

static int tree_read(struct boot_state *bs, __paddr_t paddr)
{
	const void *tree = arch_phys_to_direct(paddr);
	__sz room = tree_room(paddr);
	__ssz len = ofw_tree_size(tree, room);
	int rc;

	if (len < 0)
		return (int)len;
	rc = ofw_walk(tree, room, node_read, bs);
	if (!rc)
		rc = reserve_map_read(bs, tree);
	if (!rc)
		boot_region_add(bs, paddr, paddr + (__sz)len,
				UKPLAT_MEMRT_DEVICETREE,
				UKPLAT_MEMRF_READ | UKPLAT_MEMRF_MAP, "");
	return rc;
}

void linux_arm64_boot(__paddr_t tree)
{
	struct ukplat_bootinfo *bi = ukplat_bootinfo_get();
	struct boot_state bs;
	int rc;

	image_relocate(bi);
	boot_begin(&bs, bi, "linux");
	boot_loader_set(&bs, "unknown");
	rc = tree_read(&bs, tree);
	if (rc) {
		uk_traps_init();
		plat_console_init(bi);
		uk_pr_crit("No usable device tree at 0x%lx: error %d\n", tree,
			   -rc);
		ukplat_terminate_status(UKPLAT_EXIT_INIT);
	}
	boot_go(&bs);
}
