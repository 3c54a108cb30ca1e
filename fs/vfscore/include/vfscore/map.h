/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between open files and areas of address spaces, where there are such. */
#ifndef __VFSCORE_MAP_H__
#define __VFSCORE_MAP_H__

#ifdef __cplusplus
extern "C" {
#endif

struct uk_vma;
struct uk_vma_pager_args;
struct vfscore_file;

/* map.c */

/*
 * What a mapping of an open file with these PAGE_ATTR_* has: the pager and the
 * file as the area's origin, with references: uk_vma_pager_args_put(). The
 * offset is the caller's. 0 or a negative errno, -ENODEV.
 */
int vfscore_file_pager(struct vfscore_file *fp, unsigned long attr,
		       struct uk_vma_pager_args *args);

/* The open file that an area came from; no reference is taken. NULL: none. */
struct vfscore_file *vfscore_vma_file(const struct uk_vma *vma);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_MAP_H__ */
