/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between open files and areas of address spaces, where there are such. */
#ifndef __VFSCORE_MAP_H__
#define __VFSCORE_MAP_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_vas;
struct uk_vma;
struct vfscore_file;

/* map.c */

/*
 * uk_vma_map_file() of an open file: an area of the type uk_vma_file_ops, with
 * a reference of its own to the file. name: as of uk_vma_map(); NULL: the
 * file's. -EPERM: sealed, and shared and written. May sleep. UK_FZERO, private:
 * it is memory as by uk_vma_map_anon(); shared, that is the caller's: -ENODEV.
 */
int vfscore_file_map(struct vfscore_file *fp, struct uk_vas *vas,
		     __vaddr_t *vaddr, __sz len, unsigned long attr,
		     unsigned long flags, const char *name, __off offset);

/* The open file that an area came from; no reference is taken. NULL: none. */
struct vfscore_file *vfscore_vma_file(const struct uk_vma *vma);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_MAP_H__ */
