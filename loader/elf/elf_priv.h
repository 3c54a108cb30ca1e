/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The file format: System V ABI, chapters 4 and 5, for 64 bits. */
#ifndef __ELF_PRIV_H__
#define __ELF_PRIV_H__

#include <stdint.h>

#define EI_NIDENT     16
#define EI_CLASS      4
#define EI_DATA	      5
#define EI_VERSION    6
#define EI_OSABI      7
#define ELFCLASS64    2
#define ELFDATA2LSB   1
#define EV_CURRENT    1
#define ELFOSABI_NONE 0
#define ELFOSABI_GNU  3

#define ET_EXEC 2
#define ET_DYN	3

#define EM_X86_64  62
#define EM_AARCH64 183

#define PT_LOAD	     1
#define PT_INTERP    3
#define PT_PHDR	     6
#define PT_GNU_STACK 0x6474e551

#define PF_X 1
#define PF_W 2
#define PF_R 4

struct elf_header {
	unsigned char e_ident[EI_NIDENT];
	uint16_t e_type;
	uint16_t e_machine;
	uint32_t e_version;
	uint64_t e_entry;
	uint64_t e_phoff;
	uint64_t e_shoff;
	uint32_t e_flags;
	uint16_t e_ehsize;
	uint16_t e_phentsize;
	uint16_t e_phnum;
	uint16_t e_shentsize;
	uint16_t e_shnum;
	uint16_t e_shstrndx;
};

struct elf_phdr {
	uint32_t p_type;
	uint32_t p_flags;
	uint64_t p_offset;
	uint64_t p_vaddr;
	uint64_t p_paddr;
	uint64_t p_filesz;
	uint64_t p_memsz;
	uint64_t p_align;
};

_Static_assert(sizeof(struct elf_header) == 64, "System V ABI");
_Static_assert(sizeof(struct elf_phdr) == 56, "System V ABI");

#define PAGE_SIZE_ELF 4096UL
#define PAGE_DOWN(x)  ((x) & ~(PAGE_SIZE_ELF - 1))
#define PAGE_UP(x)    PAGE_DOWN((x) + PAGE_SIZE_ELF - 1)

/* Nothing of a program lies above: the end of the lower half. */
#define ELF_ADDR_MAX 0x7ffffffff000UL

#endif /* __ELF_PRIV_H__ */
