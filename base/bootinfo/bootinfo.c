/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The boot information and its regions, as <uk/plat/bootinfo.h> and
 * <uk/plat/memory.h> have them.
 */

#include <stddef.h>
#include <uk/plat/bootinfo.h>
#include <uk/print.h>
#include <uk/version.h>

#define REGIONS_SIZE \
	(CONFIG_LIBUKBOOTINFO_REGIONS * sizeof(struct ukplat_memregion_desc))

/* Filled by mkbootinfo.py after the link, and by the boot protocol. */
static __u64 image_bootinfo[(sizeof(struct ukplat_bootinfo) + REGIONS_SIZE) /
			    sizeof(__u64)] __section(".uk_bootinfo") __used;

static struct ukplat_bootinfo *bootinfo = (void *)image_bootinfo;
static struct uk_alloc *platform_allocator;

struct ukplat_bootinfo *ukplat_bootinfo_get(void)
{
	if (bootinfo->magic != UKPLAT_BOOTINFO_MAGIC ||
	    bootinfo->version != UKPLAT_BOOTINFO_VERSION ||
	    bootinfo->mrds.count == 0 ||
	    bootinfo->mrds.count > bootinfo->mrds.capacity)
		return NULL;
	return bootinfo;
}

void ukplat_bootinfo_set(struct ukplat_bootinfo *bi)
{
	bootinfo = bi;
}

static const char *region_type_name(const struct ukplat_memregion_desc *mrd)
{
	switch (mrd->type) {
	case UKPLAT_MEMRT_RESERVED:
		return "rsvd";
	case UKPLAT_MEMRT_KERNEL:
		return "krnl";
	case UKPLAT_MEMRT_INITRD:
		return "ramd";
	case UKPLAT_MEMRT_CMDLINE:
		return "cmdl";
	case UKPLAT_MEMRT_DEVICETREE:
		return "dtb ";
	case UKPLAT_MEMRT_STACK:
		return "stck";
	default:
		return "    ";
	}
}

#ifdef CONFIG_UKPLAT_MEMRNAME
#define REGION_NAME(mrd)     (mrd)->name
#define REGION_NAME_MAX(mrd) (int)sizeof((mrd)->name)
#else
#define REGION_NAME(mrd)     ""
#define REGION_NAME_MAX(mrd) 0
#endif

static void region_print(const struct ukplat_memregion_desc *mrd)
{
	uk_pr_info(" %012lx-%012lx %012lx %c%c%c %016lx %s %.*s\n",
		   (unsigned long)mrd->pbase,
		   (unsigned long)(mrd->pbase + mrd->len),
		   (unsigned long)mrd->len,
		   mrd->flags & UKPLAT_MEMRF_READ ? 'r' : '-',
		   mrd->flags & UKPLAT_MEMRF_WRITE ? 'w' : '-',
		   mrd->flags & UKPLAT_MEMRF_EXECUTE ? 'x' : '-',
		   (unsigned long)mrd->vbase, region_type_name(mrd),
		   REGION_NAME_MAX(mrd), REGION_NAME(mrd));
}

void ukplat_bootinfo_print(void)
{
	const struct ukplat_bootinfo *bi = ukplat_bootinfo_get();
	__u32 i;

	if (!bi) {
		uk_pr_err("The boot information is not valid\n");
		return;
	}
	uk_pr_info(STRINGIFY(UK_CODENAME) " (" STRINGIFY(UK_FULLVERSION) ")\n");
	uk_pr_info("Architecture: " CONFIG_UK_ARCH "\n");
	uk_pr_info("Boot loader : %.*s-%.*s\n", (int)sizeof(bi->bootloader),
		   bi->bootloader, (int)sizeof(bi->bootprotocol),
		   bi->bootprotocol);
	if (bi->cmdline)
		uk_pr_info("Command line: %s\n",
			   (const char *)(__uptr)bi->cmdline);
	uk_pr_info("Boot memory map:\n");
	for (i = 0; i < bi->mrds.count; i++)
		region_print(&bi->mrds.mrds[i]);
}

int ukplat_memregion_count(void)
{
	const struct ukplat_bootinfo *bi = ukplat_bootinfo_get();

	return bi ? (int)bi->mrds.count : 0;
}

int ukplat_memregion_get(int i, struct ukplat_memregion_desc **mrd)
{
	struct ukplat_bootinfo *bi = ukplat_bootinfo_get();

	if (!bi || i < 0 || (__u32)i >= bi->mrds.count)
		return -1;
	*mrd = &bi->mrds.mrds[i];
	return 0;
}

int ukplat_memregion_find_next(int i, __u32 type, __u32 flags, __u32 fmask,
			       struct ukplat_memregion_desc **mrd)
{
	struct ukplat_memregion_desc *desc;

	while (ukplat_memregion_get(++i, &desc) == 0) {
		if ((!type || (desc->type & type)) &&
		    (desc->flags & fmask) == flags) {
			*mrd = desc;
			return i;
		}
	}
	return -1;
}

int ukplat_memallocator_set(struct uk_alloc *a)
{
	platform_allocator = a;
	return 0;
}

struct uk_alloc *ukplat_memallocator_get(void)
{
	return platform_allocator;
}
