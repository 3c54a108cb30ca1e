/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of files where there are none: mmap_file_get() gives none. */
#include "mmap_priv.h"

int mmap_file_get(int fd, struct vfscore_file **fp)
{
	(void)fp;
	return fd < 0 ? -EBADF : -ENODEV;
}

void mmap_file_put(struct vfscore_file *fp)
{
	(void)fp;
}

int mmap_file_map(struct vfscore_file *fp, __vaddr_t *vaddr, __sz len,
		  unsigned long attr, unsigned long flags, off_t offset)
{
	(void)fp;
	(void)vaddr;
	(void)len;
	(void)attr;
	(void)flags;
	(void)offset;
	return -ENODEV;
}

int mmap_file_is_zero(const struct vfscore_file *fp, unsigned long attr)
{
	(void)fp;
	(void)attr;
	return 0;
}

int mmap_file_again(const struct uk_vma *vma, __vaddr_t vaddr, __vaddr_t *to,
		    __sz len, unsigned long flags)
{
	const struct uk_vma_pager *p = uk_vma_to_pager(vma);

	return uk_vma_map_pager(vma->vas, to, len, vma->attr, flags, vma->name,
				p->pager, p->offset + (vaddr - vma->start));
}
