/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of files. */
#include <fcntl.h>
#include <vfscore/file.h>
#include <vfscore/map.h>
#include "mmap_priv.h"

int mmap_file_get(int fd, struct vfscore_file **fp)
{
	*fp = vfscore_get_file(fd);
	if (!*fp)
		return -EBADF;
	if (!((*fp)->f_mode & UK_FPATH))
		return 0;
	vfscore_put_file(*fp);
	return -EBADF;
}

void mmap_file_put(struct vfscore_file *fp)
{
	vfscore_put_file(fp);
}

int mmap_file_map(struct vfscore_file *fp, __vaddr_t *vaddr, __sz len,
		  unsigned long attr, unsigned long flags, off_t offset)
{
	return vfscore_file_map(fp, mmap_vas(), vaddr, len, attr, flags, NULL,
				offset);
}

int mmap_file_is_zero(const struct vfscore_file *fp, unsigned long attr)
{
	if (!(fp->f_mode & UK_FZERO))
		return 0;
	if (!(fp->f_mode & UK_FREAD) ||
	    ((attr & PAGE_ATTR_PROT_WRITE) && !(fp->f_mode & UK_FWRITE)))
		return -EACCES;
	return 1;
}

int mmap_file_again(const struct uk_vma *vma, __vaddr_t vaddr, __vaddr_t *to,
		    __sz len, unsigned long flags)
{
	const struct uk_vma_pager *p = uk_vma_to_pager(vma);
	const struct uk_vma_file *area = uk_vma_to_file(vma);
	__u64 offset = p->offset + (vaddr - vma->start);

	if (area)
		return vfscore_file_map(area->f, vma->vas, to, len, vma->attr,
					flags, vma->name, (off_t)offset);
	return uk_vma_map_pager(vma->vas, to, len, vma->attr, flags, vma->name,
				p->pager, offset);
}
