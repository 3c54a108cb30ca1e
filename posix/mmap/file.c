/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of files. */
#include <fcntl.h>
#include <vfscore/file.h>
#include "mmap_priv.h"

/* A mapping always reads, and writes to the file if it is shared. */
static int mode_check(const struct vfscore_file *fp, unsigned long attr,
		      bool shared)
{
	if (fp->f_mode & UK_FPATH)
		return -EBADF;
	if (!(fp->f_mode & UK_FREAD))
		return -EACCES;
	if (shared && (attr & PAGE_ATTR_PROT_WRITE) &&
	    !(fp->f_mode & UK_FWRITE))
		return -EACCES;
	return 0;
}

int mmap_file_pager(int fd, unsigned long attr, bool shared,
		    struct uk_pager **pager)
{
	struct vfscore_file *fp = vfscore_get_file(fd);
	int rc;

	if (!fp)
		return -EBADF;
	rc = mode_check(fp, attr, shared);
	if (rc == 0)
		rc = fp->f_op->mmap ? fp->f_op->mmap(fp, attr, pager) : -ENODEV;
	vfscore_put_file(fp);
	return rc;
}
