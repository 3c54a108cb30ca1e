/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Mappings of open files: an area knows which one it came from. */
#include <errno.h>
#include <uk/pager.h>
#include <vfscore/file.h>
#include <vfscore/map.h>

static void origin_get(void *object)
{
	fhold(object);
}

static void origin_put(void *object)
{
	fdrop(object);
}

static const struct uk_vma_origin_ops file_origin_ops = {
	.get = origin_get,
	.put = origin_put,
};

int vfscore_file_pager(struct vfscore_file *fp, unsigned long attr,
		       struct uk_vma_pager_args *args)
{
	int rc = fp->f_op->mmap ? fp->f_op->mmap(fp, attr, &args->pager)
				: -ENODEV;

	if (rc)
		return rc;
	fhold(fp);
	args->origin = (struct uk_vma_origin){&file_origin_ops, fp};
	return 0;
}

struct vfscore_file *vfscore_vma_file(const struct uk_vma *vma)
{
	const struct uk_vma_pager *area = uk_vma_to_pager(vma);

	return area && area->origin.ops == &file_origin_ops
		       ? area->origin.object
		       : NULL;
}
