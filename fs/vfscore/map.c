/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Areas of files: what ukvmem does with a pager, and the open file with it, so
 * that an area has a name and a file stays while it is mapped.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/essentials.h>
#include <uk/vmem.h>
#include <vfscore/dentry.h>
#include <vfscore/file.h>
#include <vfscore/map.h>
#include <vfscore/vnode.h>

/* A position in the file is the pager's. */
UK_CTASSERT(sizeof(__off) == sizeof(__u64));
UK_CTASSERT(offsetof(struct uk_vma_file, offset) ==
	    offsetof(struct uk_vma_pager, offset));

static struct uk_vma_file *to_file(struct uk_vma *vma)
{
	return __containerof(vma, struct uk_vma_file, base);
}

static int object_make(struct uk_vas *vas, struct vfscore_file *fp,
		       struct uk_pager *pager, __u64 offset,
		       struct uk_vma **vma)
{
	int rc = uk_vma_pager_make(vas, sizeof(struct uk_vma_file), pager,
				   offset, vma);

	if (rc)
		return rc;
	to_file(*vma)->f = fp;
	fhold(fp);
	return 0;
}

static int area_new(struct uk_vas *vas, __vaddr_t vaddr __unused, __sz len,
		    void *data, unsigned long *flags, struct uk_vma **vma)
{
	const struct uk_vma_file_args *args = data;
	int rc = uk_vma_pager_check((__u64)args->offset, len);

	if (rc || args->offset < 0)
		return -EINVAL;
	if (*flags & UK_VMA_FILE_SHARED)
		*flags |= UK_VMA_MAP_SHARED;
	*flags &= ~(UK_VMA_MAP_UNINITIALIZED | UK_VMA_MAP_POPULATE |
		    UK_VMA_FILE_SHARED);
	return object_make(vas, args->f, args->pager, (__u64)args->offset, vma);
}

static void area_release(struct uk_vma *vma)
{
	fdrop(to_file(vma)->f);
}

static int area_split(struct uk_vma *vma, __vaddr_t vaddr,
		      struct uk_vma **new_vma)
{
	struct uk_vma_pager *p = &to_file(vma)->pager;

	return object_make(vma->vas, to_file(vma)->f, p->pager,
			   p->offset + (vaddr - vma->start), new_vma);
}

static int area_merge(struct uk_vma *vma, struct uk_vma *next)
{
	if (to_file(vma)->f != to_file(next)->f)
		return -EPERM;
	return uk_vma_pager_merge(vma, next);
}

static const char *area_name(const struct uk_vma *vma)
{
	const struct vfscore_file *fp = uk_vma_to_file(vma)->f;

	return fp->f_dentry ? fp->f_dentry->d_name : NULL;
}

const struct uk_vma_ops uk_vma_file_ops = {
	.get_base = uk_vma_pager_get_base,
	.new = area_new,
	.destroy = uk_vma_pager_destroy,
	.release = area_release,
	.may_attr = uk_vma_pager_may_attr,
	.name = area_name,
	.fault = uk_vma_pager_fault,
	.unmap = uk_vma_pager_unmap,
	.split = area_split,
	.merge = area_merge,
	.set_attr = uk_vma_pager_set_attr,
	.advise = uk_vma_pager_advise,
	.resident = uk_vma_pager_resident,
	.commits = 1,
	.paged = 1,
};

/* What may not be written to now, shared, never may through this mapping. */
static int shared_check(const struct vfscore_file *fp, unsigned long attr,
			unsigned long *flags)
{
	bool sealed = fp->f_vnode && (fp->f_vnode->v_seals & VSEAL_WRITES);
	bool readonly = !(fp->f_mode & UK_FWRITE);

	if (!(*flags & UK_VMA_MAP_SHARED))
		return 0;
	if (sealed || readonly)
		*flags |= UK_VMA_PAGER_READONLY;
	if (!(attr & PAGE_ATTR_PROT_WRITE))
		return 0;
	return readonly ? -EACCES : sealed ? -EPERM : 0;
}

/* A mapping always reads. */
static int mode_check(const struct vfscore_file *fp)
{
	if (fp->f_mode & UK_FPATH)
		return -EBADF;
	return (fp->f_mode & UK_FREAD) ? 0 : -EACCES;
}

/* Shared memory is not known here. */
static int map_zero(struct uk_vas *vas, __vaddr_t *vaddr, __sz len,
		    unsigned long attr, unsigned long flags, const char *name)
{
	if (flags & UK_VMA_MAP_SHARED)
		return -ENODEV;
	return uk_vma_map_anon(vas, vaddr, len, attr, flags, name);
}

int vfscore_file_map(struct vfscore_file *fp, struct uk_vas *vas,
		     __vaddr_t *vaddr, __sz len, unsigned long attr,
		     unsigned long flags, const char *name, __off offset)
{
	struct uk_vma_file_args args = {.f = fp, .offset = offset};
	int rc;

	if (flags & UK_VMA_FILE_SHARED)
		flags |= UK_VMA_MAP_SHARED;
	rc = mode_check(fp);
	if (rc == 0)
		rc = shared_check(fp, attr, &flags);
	if (rc == 0 && (fp->f_mode & UK_FZERO))
		return map_zero(vas, vaddr, len, attr, flags, name);
	if (rc == 0)
		rc = fp->f_op->mmap ? fp->f_op->mmap(fp, attr, &args.pager)
				    : -ENODEV;
	if (rc)
		return rc;
	rc = uk_vma_map_paged(vas, vaddr, len, attr, flags, name,
			      &uk_vma_file_ops, &args);
	if (args.pager->ops->put)
		args.pager->ops->put(args.pager);
	return rc;
}

struct vfscore_file *vfscore_vma_file(const struct uk_vma *vma)
{
	const struct uk_vma_file *area = uk_vma_to_file(vma);

	return area ? area->f : NULL;
}
