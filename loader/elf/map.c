/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Segments into the address space:
 *
 *	  offset		  offset + filesz
 *	  |			  |
 *	+-+-----+-------+-------+-+-----+-------+-----+-+
 *	| |	file's pages	|file 0 |  zeros      | |
 *	+-+-----+-------+-------+-+-----+-------+-----+-+
 *	  vaddr			  last page	      vaddr + memsz
 *
 * The file's pages are mapped if the source can do that, the page in which the
 * file's part ends is cleared from there on if it is writable, and behind it
 * comes anonymous memory. What cannot be mapped is anonymous memory filled with
 * a copy before it gets its protection.
 */
#include <errno.h>
#include <uk/access.h>
#include <uk/arch/paging.h>
#include <uk/elf.h>
#include <uk/essentials.h>
#include <uk/vmem.h>
#include "elf_priv.h"

/* Reads len bytes at offset to application memory at vaddr. */
static int copy_in(const struct uk_elf_source *src, __vaddr_t vaddr,
		   uint64_t offset, uint64_t len)
{
	char chunk[256];
	size_t part;
	int rc;

	for (; len; len -= part, offset += part, vaddr += part) {
		part = MIN(len, sizeof(chunk));
		rc = src->read(src, offset, chunk, part);
		if (rc)
			return rc;
		if (uk_copy_to_app((void *)vaddr, chunk, part))
			return -EFAULT;
	}
	return 0;
}

static int map_anon(struct uk_vas *vas, __vaddr_t start, __vaddr_t end,
		    unsigned long attr, const char *name)
{
	if (start == end)
		return 0;
	return uk_vma_map_anon(vas, &start, end - start, attr,
			       UK_VMA_MAP_REPLACE, name);
}

/* Pages of the file, by mapping or by copying: [start, end). */
static int map_file(const struct uk_elf_source *src, struct uk_vas *vas,
		    const struct uk_elf_segment *s, __vaddr_t start,
		    __vaddr_t end, __vaddr_t bias)
{
	uint64_t skip = s->vaddr & (PAGE_SIZE_ELF - 1);
	int rc = -ENOTSUP;

	if (start == end)
		return 0;
	if (src->map)
		rc = src->map(src, vas, start, end - start, s->attr,
			      s->offset - skip);
	if (rc != -ENOTSUP)
		return rc;
	rc = map_anon(vas, start, end, PAGE_ATTR_PROT_RW, src->name);
	if (rc)
		return rc;
	rc = copy_in(src, bias + s->vaddr, s->offset, s->filesz);
	if (rc)
		return rc;
	return uk_vma_set_attr(vas, start, end - start, s->attr, 0);
}

/* The rest of the page in which the file's part ends. */
static int clear_tail(const struct uk_elf_segment *s, __vaddr_t bias)
{
	__vaddr_t end = bias + s->vaddr + s->filesz;

	if (!(s->attr & PAGE_ATTR_PROT_WRITE) || s->filesz == s->memsz)
		return 0;
	return uk_clear_app((void *)end, PAGE_UP(end) - end);
}

static int map_segment(const struct uk_elf_segment *s,
		       const struct uk_elf_source *src, struct uk_vas *vas,
		       __vaddr_t bias)
{
	__vaddr_t start = PAGE_DOWN(bias + s->vaddr);
	__vaddr_t end = PAGE_UP(bias + s->vaddr + s->memsz);
	__vaddr_t file_end =
		s->filesz ? PAGE_UP(bias + s->vaddr + s->filesz) : start;
	int rc;

	rc = map_file(src, vas, s, start, file_end, bias);
	if (rc == 0 && s->filesz)
		rc = clear_tail(s, bias);
	if (rc == 0)
		rc = map_anon(vas, file_end, end, s->attr, NULL);
	return rc;
}

int uk_elf_map(const struct uk_elf *elf, const struct uk_elf_source *src,
	       struct uk_vas *vas, __vaddr_t bias)
{
	int rc;

	if (bias + PAGE_UP(elf->high) < bias ||
	    bias + PAGE_UP(elf->high) > ELF_ADDR_MAX)
		return -ENOMEM;
	for (unsigned int i = 0; i < elf->nr_segments; i++) {
		rc = map_segment(&elf->segments[i], src, vas, bias);
		if (rc)
			return rc;
	}
	return 0;
}
