/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* From a loader's description of the machine to a list of regions. */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <boot/boot.h>
#include <uk/plat/bootinfo.h>

/* Interrupt vectors and data of the firmware: never used as memory. */
#define LOW_RESERVED PAGE_SIZE

/* The direct map ends where the image's addresses begin. */
#define PADDR_LIMIT DIRECTMAP_SIZE

bool boot_read(__paddr_t paddr, void *dst, __sz len)
{
	const void *src = boot_phys(paddr, len);

	if (src)
		memcpy(dst, src, len);
	return src != NULL;
}

const char *boot_phys_string(__paddr_t paddr, __sz *len)
{
	/* as much as can be read, in pages up to the limit */
	__sz room = PAGE_SIZE - (paddr & (PAGE_SIZE - 1));
	const char *str = boot_phys(paddr, room);

	while (str && room <= BOOT_CMDLINE_MAX) {
		*len = strnlen(str, room);
		if (*len < room)
			return str;
		room += PAGE_SIZE;
		str = boot_phys(paddr, room);
	}
	return NULL;
}

/* Copies a string to a field that need not be terminated. */
static void field_set(char *field, __sz size, const char *str)
{
	__sz len = strnlen(str, size);

	memset(field, 0, size);
	memcpy(field, str, len);
}

void boot_begin(struct boot_state *bs, struct ukplat_bootinfo *bi,
		const char *protocol)
{
	memset(bs, 0, sizeof(*bs));
	bs->bi = bi;
	field_set(bi->bootprotocol, sizeof(bi->bootprotocol), protocol);
}

void boot_loader_set(struct boot_state *bs, const char *name)
{
	field_set(bs->bi->bootloader, sizeof(bs->bi->bootloader), name);
}

#ifdef CONFIG_UKPLAT_MEMRNAME
static void name_set(struct ukplat_memregion_desc *mrd, const char *name)
{
	field_set(mrd->name, sizeof(mrd->name), name);
}
#else
static void name_set(struct ukplat_memregion_desc *mrd __unused,
		     const char *name __unused)
{
}
#endif

/* A list that is full gets shorter when neighbours of one kind become one. */
static int list_insert(struct ukplat_memregion_list *l,
		       const struct ukplat_memregion_desc *mrd)
{
	int rc = ukplat_memregion_list_insert(l, mrd);

	if (rc == -ENOMEM && ukplat_memregion_list_coalesce(l) == 0)
		rc = ukplat_memregion_list_insert(l, mrd);
	return rc;
}

void boot_region_add(struct boot_state *bs, __paddr_t start, __paddr_t end,
		     __u16 type, __u16 flags, const char *name)
{
	struct ukplat_memregion_desc mrd = {
		.pbase = start,
		.vbase = start + DIRECTMAP_BASE,
		.len = end - start,
		.type = type,
		.flags = flags,
	};

	name_set(&mrd, name);
	if (list_insert(&bs->bi->mrds, &mrd) < 0)
		bs->too_many = bs->too_many || type != UKPLAT_MEMRT_FREE;
}

/* How many bytes of [start, end) the image occupies. */
static __sz image_overlap(struct boot_state *bs, __paddr_t start, __paddr_t end)
{
	const struct ukplat_memregion_list *l = &bs->bi->mrds;
	__sz sum = 0;

	for (__u32 i = 0; i < l->count; i++) {
		const struct ukplat_memregion_desc *m = &l->mrds[i];
		__paddr_t lo = MAX(start, m->pbase);
		__paddr_t hi = MIN(end, m->pbase + m->len);

		if (m->type == UKPLAT_MEMRT_KERNEL && lo < hi)
			sum += hi - lo;
	}
	return sum;
}

void boot_memory_add(struct boot_state *bs, __u64 start, __u64 len,
		     bool available)
{
	__u64 end = start + len;

	if (end < start || end > PADDR_LIMIT)
		end = PADDR_LIMIT;
	if (start >= end)
		return;
	if (!available) {
		boot_region_add(bs, PAGE_ALIGN_DOWN(start), PAGE_ALIGN_UP(end),
				UKPLAT_MEMRT_RESERVED,
				UKPLAT_MEMRF_READ | UKPLAT_MEMRF_MAP, "");
		return;
	}
	bs->ram += end - start;
	start = MAX(PAGE_ALIGN_UP(start), LOW_RESERVED);
	end = PAGE_ALIGN_DOWN(end);
	if (start >= end)
		return;
	bs->image_ram += image_overlap(bs, start, end);
	boot_region_add(bs, start, end, UKPLAT_MEMRT_FREE,
			UKPLAT_MEMRF_READ | UKPLAT_MEMRF_WRITE, "");
}

void boot_module_add(struct boot_state *bs, __u64 start, __u64 len,
		     const char *name)
{
	if (!len || start + len < start || start + len > PADDR_LIMIT)
		return;
	/* length and start are kept to the byte: files are */
	boot_region_add(bs, start, start + len, UKPLAT_MEMRT_INITRD,
			UKPLAT_MEMRF_READ | UKPLAT_MEMRF_MAP, name);
}

void boot_cmdline_set(struct boot_state *bs, __paddr_t paddr)
{
	if (boot_phys_string(paddr, &bs->cmdline_len))
		bs->cmdline = paddr;
}

/* Cuts len bytes for the command line off a free region; NULL if none has so
 * much where it can be reached.
 */
static char *cmdline_place(struct boot_state *bs, __sz len)
{
	struct ukplat_memregion_list *l = &bs->bi->mrds;

	for (__u32 i = 0; i < l->count; i++) {
		struct ukplat_memregion_desc *m = &l->mrds[i];
		__paddr_t start = m->pbase;
		const void *place;

		if (m->type != UKPLAT_MEMRT_FREE || m->len < len)
			continue;
		place = boot_phys(start, len);
		if (!place)
			continue;
		if (m->len > len) {
			m->pbase += len;
			m->vbase += len;
			m->len -= len;
		} else {
			ukplat_memregion_list_delete(l, i);
		}
		boot_region_add(bs, start, start + len, UKPLAT_MEMRT_CMDLINE,
				UKPLAT_MEMRF_READ | UKPLAT_MEMRF_WRITE |
					UKPLAT_MEMRF_MAP,
				"");
		return (char *)(__uptr)place;
	}
	return NULL;
}

static int cmdline_copy(struct boot_state *bs)
{
	const char *src = boot_phys(bs->cmdline, bs->cmdline_len + 1);
	char *dst = cmdline_place(bs, PAGE_ALIGN_UP(bs->cmdline_len + 1));

	if (!dst)
		return -ENOMEM;
	/* the loader's may lie in what is free now */
	memmove(dst, src, bs->cmdline_len + 1);
	bs->bi->cmdline = (__u64)(__uptr)dst;
	return 0;
}

int boot_end(struct boot_state *bs)
{
	__sz image = image_overlap(bs, 0, PADDR_LIMIT);

	if (bs->image_ram < image)
		return -ENOMEM;
	if (ukplat_memregion_list_coalesce(&bs->bi->mrds) < 0 || bs->too_many)
		return -E2BIG;
	if (!bs->cmdline)
		return 0;
	return cmdline_copy(bs);
}
