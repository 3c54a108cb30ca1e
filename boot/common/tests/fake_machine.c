/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include <string.h>
#include <arch/mmu.h>
#include "fake_machine.h"

uint8_t *fake_memory;
size_t fake_size;
struct boot_state fake_went;

static union {
	struct ukplat_bootinfo bi;
	uint8_t room[sizeof(struct ukplat_bootinfo) +
		     FAKE_REGIONS * sizeof(struct ukplat_memregion_desc)];
} info;

const void *boot_phys(__paddr_t paddr, __sz len)
{
	if (paddr > fake_size || len > fake_size - paddr)
		return NULL;
	return fake_memory + paddr;
}

struct ukplat_bootinfo *ukplat_bootinfo_get(void)
{
	return &info.bi;
}

/* The real one does not return; the entries have nothing behind it. */
void boot_go(struct boot_state *bs)
{
	fake_went = *bs;
	exit(3);
}

static void image_part(__paddr_t start, __sz len, __u16 flags)
{
	struct ukplat_memregion_desc mrd = {
		.pbase = start,
		.vbase = start + KERNEL_IMAGE_BASE,
		.len = len,
		.type = UKPLAT_MEMRT_KERNEL,
		.flags = flags,
	};

	ukplat_memregion_list_insert(&info.bi.mrds, &mrd);
}

struct ukplat_bootinfo *fake_start(size_t size)
{
	fake_size = size;
	fake_memory = calloc(1, size);
	memset(&info, 0, sizeof(info));
	info.bi.magic = UKPLAT_BOOTINFO_MAGIC;
	info.bi.version = UKPLAT_BOOTINFO_VERSION;
	ukplat_memregion_list_init(&info.bi.mrds, FAKE_REGIONS);
	image_part(FAKE_IMAGE_START, 0x10000, UKPLAT_MEMRF_READ);
	image_part(FAKE_IMAGE_START + 0x10000, FAKE_IMAGE_LEN - 0x10000,
		   UKPLAT_MEMRF_READ | UKPLAT_MEMRF_WRITE);
	return &info.bi;
}

void fake_stop(void)
{
	free(fake_memory);
	fake_memory = NULL;
}

__paddr_t fake_put(__paddr_t paddr, const void *data, size_t len)
{
	memcpy(fake_memory + paddr, data, len);
	return paddr;
}

const struct ukplat_memregion_desc *fake_region(uint16_t type, int n)
{
	const struct ukplat_memregion_list *l = &info.bi.mrds;

	for (__u32 i = 0; i < l->count; i++) {
		if (l->mrds[i].type == type && n-- == 0)
			return &l->mrds[i];
	}
	return NULL;
}

/* Bytes of the image that the list still says are its own. */
static __sz image_listed(const struct ukplat_memregion_list *l)
{
	__sz sum = 0;

	for (__u32 i = 0; i < l->count; i++) {
		if (l->mrds[i].type == UKPLAT_MEMRT_KERNEL)
			sum += l->mrds[i].len;
	}
	return sum;
}

static int check_cmdline(const struct boot_state *bs)
{
	const struct ukplat_memregion_desc *m =
		fake_region(UKPLAT_MEMRT_CMDLINE, 0);
	const char *str = (const char *)bs->bi->cmdline;

	if (!bs->cmdline)
		return str || m ? 5 : 0;
	if (!m || str != (const char *)fake_memory + m->pbase)
		return 6;
	return strnlen(str, m->len) == bs->cmdline_len ? 0 : 7;
}

int fake_check(const struct boot_state *bs)
{
	const struct ukplat_memregion_list *l = &bs->bi->mrds;
	__paddr_t end = 0;

	if (l->count > l->capacity)
		return 1;
	for (__u32 i = 0; i < l->count; i++) {
		const struct ukplat_memregion_desc *m = &l->mrds[i];

		if (!m->len || m->pbase < end || m->pbase + m->len < m->pbase ||
		    m->pbase + m->len > DIRECTMAP_SIZE)
			return 2;
		end = m->pbase + m->len;
		if (m->type == UKPLAT_MEMRT_FREE && !m->pbase)
			return 3;
	}
	/* the loader may say that it put a file there: then it lies */
	if (!fake_region(UKPLAT_MEMRT_INITRD, 0) &&
	    image_listed(l) != FAKE_IMAGE_LEN)
		return 4;
	return check_cmdline(bs);
}
