/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of files. */
#include <fcntl.h>
#include <uk/pager.h>
#include <vfscore/file.h>
#include <vfscore/map.h>
#include <vfscore/vnode.h>
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

/*
 * A shared mapping of what may not be written to stays so.
 */
static int shared_check(const struct vfscore_file *fp, unsigned long attr,
			unsigned long *flags)
{
	bool sealed = fp->f_vnode && (fp->f_vnode->v_seals & VSEAL_WRITES);

	if (sealed && (attr & PAGE_ATTR_PROT_WRITE))
		return -EPERM;
	if (sealed || !(fp->f_mode & UK_FWRITE))
		*flags |= UK_VMA_PAGER_READONLY;
	return 0;
}

int mmap_file_pager(int fd, unsigned long attr, bool shared,
		    struct uk_vma_pager_args *args, unsigned long *flags)
{
	struct vfscore_file *fp = vfscore_get_file(fd);
	int rc;

	if (!fp)
		return -EBADF;
	rc = mode_check(fp, attr, shared);
	if (rc == 0 && shared)
		rc = shared_check(fp, attr, flags);
	if (rc == 0)
		rc = vfscore_file_pager(fp, attr, args);
	vfscore_put_file(fp);
	return rc;
}
