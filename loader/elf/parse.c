/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a file says of itself, checked. Pure: it knows nothing but the source
 * that it reads from, and runs on the build machine for fuzzing.
 */
#include <errno.h>
#include <string.h>
#include <uk/arch/paging.h>
#include <uk/elf.h>
#include "elf_priv.h"

#ifdef __aarch64__
#define MACHINE EM_AARCH64
#else
#define MACHINE EM_X86_64
#endif

#define PHNUM_MAX  512
#define INTERP_MAX 4096

static int refuse(struct uk_elf *elf, const char *why)
{
	elf->why = why;
	return -ENOEXEC;
}

static int check_header(struct uk_elf *elf, const struct elf_header *h)
{
	if (memcmp(h->e_ident, "\177ELF", 4) != 0)
		return refuse(elf, "it is no ELF file");
	if (h->e_ident[EI_CLASS] != ELFCLASS64 ||
	    h->e_ident[EI_DATA] != ELFDATA2LSB)
		return refuse(elf, "it is not for a 64-bit little-endian CPU");
	if (h->e_ident[EI_VERSION] != EV_CURRENT || h->e_version != EV_CURRENT)
		return refuse(elf, "its ELF version is unknown");
	if (h->e_ident[EI_OSABI] != ELFOSABI_NONE &&
	    h->e_ident[EI_OSABI] != ELFOSABI_GNU)
		return refuse(elf, "it is for another operating system");
	if (h->e_machine != MACHINE)
		return refuse(elf, "it is for another kind of CPU");
	if (h->e_type != ET_EXEC && h->e_type != ET_DYN)
		return refuse(elf, "it is no program");
	if (h->e_phentsize != sizeof(struct elf_phdr))
		return refuse(elf, "its program headers have an unknown size");
	if (!h->e_phnum || h->e_phnum > PHNUM_MAX)
		return refuse(elf, "it has no program headers, or too many");
	return 0;
}

static unsigned long attr_of(uint32_t flags)
{
	unsigned long attr = 0;

	attr |= (flags & PF_R) ? PAGE_ATTR_PROT_READ : 0;
	attr |= (flags & PF_W) ? PAGE_ATTR_PROT_WRITE : 0;
	attr |= (flags & PF_X) ? PAGE_ATTR_PROT_EXEC : 0;
	return attr;
}

static int add_segment(struct uk_elf *elf, const struct elf_phdr *p,
		       uint64_t file_size)
{
	struct uk_elf_segment *s = &elf->segments[elf->nr_segments];

	if (!p->p_memsz)
		return 0;
	if (elf->nr_segments == UK_ELF_SEGMENTS)
		return refuse(elf, "it has too many segments");
	if (p->p_filesz > p->p_memsz)
		return refuse(elf, "a segment is larger in the file than in "
				   "memory");
	if (p->p_offset > file_size || p->p_filesz > file_size - p->p_offset)
		return refuse(elf, "a segment goes beyond the end of the file");
	if (p->p_vaddr > ELF_ADDR_MAX || p->p_memsz > ELF_ADDR_MAX - p->p_vaddr)
		return refuse(elf, "a segment is out of the address space");
	if (p->p_align & (p->p_align - 1))
		return refuse(elf, "a segment's alignment is no power of two");
	if ((p->p_vaddr ^ p->p_offset) & (PAGE_SIZE_ELF - 1))
		return refuse(elf, "a segment lies otherwise in its page than "
				   "in the file");
	if (elf->nr_segments && p->p_vaddr < elf->high)
		return refuse(elf, "segments overlap or are out of order");
	if ((p->p_flags & PF_W) && (p->p_flags & PF_X))
		return refuse(elf, "a segment is writable and executable");

	s->vaddr = p->p_vaddr;
	s->memsz = p->p_memsz;
	s->offset = p->p_offset;
	s->filesz = p->p_filesz;
	s->attr = attr_of(p->p_flags);
	if (!elf->nr_segments)
		elf->low = PAGE_DOWN(p->p_vaddr);
	elf->high = p->p_vaddr + p->p_memsz;
	if (p->p_align > elf->align)
		elf->align = p->p_align;
	elf->nr_segments++;
	return 0;
}

static int add_phdr(struct uk_elf *elf, const struct elf_phdr *p,
		    uint64_t file_size)
{
	switch (p->p_type) {
	case PT_LOAD:
		return add_segment(elf, p, file_size);
	case PT_INTERP:
		if (elf->interp_len)
			return refuse(elf, "it has two interpreters");
		if (p->p_filesz < 2 || p->p_filesz > INTERP_MAX ||
		    p->p_offset > file_size ||
		    p->p_filesz > file_size - p->p_offset)
			return refuse(elf, "its interpreter's name does not "
					   "lie in the file");
		elf->interp = p->p_offset;
		elf->interp_len = p->p_filesz;
		return 0;
	case PT_GNU_STACK:
		elf->exec_stack = p->p_flags & PF_X;
		return 0;
	default:
		return 0;
	}
}

/* Where the program headers are in memory, if a segment has them. */
static void find_phdr(struct uk_elf *elf, const struct elf_header *h)
{
	uint64_t len = (uint64_t)h->e_phnum * sizeof(struct elf_phdr);

	for (unsigned int i = 0; i < elf->nr_segments; i++) {
		const struct uk_elf_segment *s = &elf->segments[i];

		if (h->e_phoff >= s->offset && s->filesz >= len &&
		    h->e_phoff - s->offset <= s->filesz - len) {
			elf->phdr = s->vaddr + (h->e_phoff - s->offset);
			return;
		}
	}
}

static int check_entry(struct uk_elf *elf)
{
	for (unsigned int i = 0; i < elf->nr_segments; i++) {
		const struct uk_elf_segment *s = &elf->segments[i];

		if (elf->entry >= s->vaddr && elf->entry - s->vaddr < s->memsz)
			return (s->attr & PAGE_ATTR_PROT_EXEC)
				       ? 0
				       : refuse(elf, "its entry is no code");
	}
	return refuse(elf, "its entry is in none of its segments");
}

int uk_elf_parse(struct uk_elf *elf, const struct uk_elf_source *src)
{
	struct elf_header h;
	struct elf_phdr p;
	int rc;

	memset(elf, 0, sizeof(*elf));
	elf->align = PAGE_SIZE_ELF;
	if (src->size < sizeof(h))
		return refuse(elf, "it is too short for an ELF file");
	rc = src->read(src, 0, &h, sizeof(h));
	if (rc)
		return rc;
	rc = check_header(elf, &h);
	if (rc)
		return rc;
	elf->is_pie = h.e_type == ET_DYN;
	elf->entry = h.e_entry;
	elf->phnum = h.e_phnum;
	elf->phentsize = h.e_phentsize;
	if (h.e_phoff > src->size ||
	    h.e_phnum * sizeof(p) > src->size - h.e_phoff)
		return refuse(elf, "its program headers do not lie in the "
				   "file");
	for (unsigned int i = 0; i < h.e_phnum; i++) {
		rc = src->read(src, h.e_phoff + i * sizeof(p), &p, sizeof(p));
		if (rc == 0)
			rc = add_phdr(elf, &p, src->size);
		if (rc)
			return rc;
	}
	if (!elf->nr_segments)
		return refuse(elf, "it has nothing to load");
	find_phdr(elf, &h);
	return check_entry(elf);
}
