/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A program that lies in memory, like an initial RAM disk. Pages that nobody
 * will write are mapped as they are.
 */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/exec.h>
#include <uk/vmem.h>

static const struct uk_exec_memory *memory_of(const struct uk_elf_source *src)
{
	return __containerof(src, const struct uk_exec_memory, src);
}

static int memory_read(const struct uk_elf_source *src, uint64_t offset,
		       void *buf, size_t len)
{
	if (offset > src->size || len > src->size - offset)
		return -EIO;
	memcpy(buf, memory_of(src)->base + offset, len);
	return 0;
}

static int memory_map(const struct uk_elf_source *src, struct uk_vas *vas,
		      __vaddr_t vaddr, size_t len, unsigned long attr,
		      uint64_t offset)
{
	/* What lies behind the file's end in its last page is not the file's */
	if ((attr & PAGE_ATTR_PROT_WRITE) || offset + len > src->size)
		return -ENOTSUP;
	return uk_vma_map_dma(vas, &vaddr, len, attr, UK_VMA_MAP_REPLACE,
			      src->name, memory_of(src)->paddr + offset);
}

void uk_exec_memory_init(struct uk_exec_memory *memory, const void *base,
			 size_t len, const char *name)
{
	*memory = (struct uk_exec_memory){
		.src =
			{
				.read = memory_read,
				.size = len,
				.name = name,
			},
		.base = base,
		.paddr = arch_virt_to_phys(base),
	};
	if (memory->paddr != __PADDR_INV && PAGE_ALIGNED(memory->paddr))
		memory->src.map = memory_map;
}
