/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Any bytes as a program: what is accepted keeps what <uk/elf.h> promises. */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <uk/arch/paging.h>
#include <uk/assert.h>
#include "../../../loader/elf/tests/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_segment(const struct uk_elf *elf, unsigned int i,
			  uint64_t size)
{
	const struct uk_elf_segment *s = &elf->segments[i];

	UK_BUGON(!s->memsz || s->filesz > s->memsz);
	UK_BUGON(s->offset > size || s->filesz > size - s->offset);
	UK_BUGON(s->vaddr + s->memsz < s->vaddr);
	UK_BUGON(s->vaddr < elf->low || s->vaddr + s->memsz > elf->high);
	UK_BUGON((s->vaddr ^ s->offset) & (PAGE_SIZE - 1));
	UK_BUGON((s->attr & PAGE_ATTR_PROT_WRITE) &&
		 (s->attr & PAGE_ATTR_PROT_EXEC));
	UK_BUGON(i && s->vaddr < s[-1].vaddr + s[-1].memsz);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct uk_elf_source src = {
		.read = image_read,
		.size = size,
		.data = (void *)(uintptr_t)data,
	};
	struct uk_elf elf;
	int rc = uk_elf_parse(&elf, &src);

	UK_BUGON((rc == -ENOEXEC) != (elf.why != NULL));
	if (rc)
		return 0;
	UK_BUGON(!elf.nr_segments || elf.nr_segments > UK_ELF_SEGMENTS);
	UK_BUGON(elf.align & (elf.align - 1) || elf.low >= elf.high);
	UK_BUGON(elf.entry < elf.low || elf.entry >= elf.high);
	UK_BUGON(elf.interp > size || elf.interp_len > size - elf.interp);
	for (unsigned int i = 0; i < elf.nr_segments; i++)
		check_segment(&elf, i, size);
	return 0;
}
