/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Areas of files, by their descriptors. */
#include <errno.h>
#include <stddef.h>
#include <uk/vmem.h>
#include <vfscore/file.h>
#include <vfscore/map.h>

int uk_vma_map_file(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, int fd,
		    __off offset)
{
	struct vfscore_file *fp = vfscore_get_file(fd);
	int rc;

	if (!fp)
		return -EBADF;
	rc = vfscore_file_map(fp, vas, vaddr, len, attr, flags, NULL, offset);
	vfscore_put_file(fp);
	return rc;
}
