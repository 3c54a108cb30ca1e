/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* An ELF file in memory. */
#ifndef __ELF_TESTS_IMAGE_H__
#define __ELF_TESTS_IMAGE_H__

#include <errno.h>
#include <string.h>
#include <uk/elf.h>
#include "../elf_priv.h"

struct image {
	struct elf_header h;
	struct elf_phdr p[4];
	char interp[8];
};

static inline int image_read(const struct uk_elf_source *src, uint64_t offset,
			     void *buf, size_t len)
{
	if (offset > src->size || len > src->size - offset)
		return -EIO;
	memcpy(buf, (const char *)src->data + offset, len);
	return 0;
}

#endif /* __ELF_TESTS_IMAGE_H__ */
