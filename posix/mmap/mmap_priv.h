/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __MMAP_PRIV_H__
#define __MMAP_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <uk/arch/paging.h>
#include <uk/process.h>
#include <uk/vmem.h>

/* What programs may use: below the end of the lower half, above page 0. */
#define MMAP_MIN PAGE_SIZE
#define MMAP_END 0x7ffffffff000UL

/* PAGE_ATTR_* of PROT_*; unknown bits have no meaning. */
static inline unsigned long mmap_attr(int prot)
{
	unsigned long attr = PAGE_ATTR_PROT_NONE;

	attr |= (prot & PROT_READ) ? PAGE_ATTR_PROT_READ : 0;
	/* No CPU here has pages that can be written and not read */
	attr |= (prot & PROT_WRITE) ? PAGE_ATTR_PROT_RW : 0;
	attr |= (prot & PROT_EXEC) ? PAGE_ATTR_PROT_EXEC : 0;
	return attr;
}

/* Whole pages for a length; 0 if there are not so many. */
static inline __sz mmap_len(__sz len)
{
	return PAGE_ALIGN_UP(len);
}

/* Is [addr, addr + len) in the part that programs may use? */
static inline bool mmap_in_range(__vaddr_t addr, __sz len)
{
	return len <= MMAP_END && addr <= MMAP_END - len;
}

/* The checks that most calls have in common; *len becomes whole pages. */
static inline int mmap_check_range(__vaddr_t addr, __sz *len)
{
	if (addr & (PAGE_SIZE - 1))
		return -EINVAL;
	if (*len && !mmap_len(*len))
		return -ENOMEM;
	*len = mmap_len(*len);
	return mmap_in_range(addr, *len) ? 0 : -ENOMEM;
}

/* ukvmem says -ENOENT for holes, POSIX -ENOMEM. */
static inline int mmap_errno(int rc)
{
	return rc == -ENOENT ? -ENOMEM : rc;
}

static inline struct uk_vas *mmap_vas(void)
{
	return uk_process_current()->vas;
}

/*
 * file.c: what a mapping of an open file with these PAGE_ATTR_* has, with
 * references; UK_VMA_PAGER_READONLY is added to *flags if it shall stay so.
 * -EBADF, -EACCES when the file was not opened for that, -EPERM when it is
 * sealed, -ENODEV.
 */
int mmap_file_pager(int fd, unsigned long attr, bool shared,
		    struct uk_vma_pager_args *args, unsigned long *flags);

/* How much of a range is covered by areas before the first hole. */
__sz mmap_covered(__vaddr_t vaddr, __sz len);

#endif /* __MMAP_PRIV_H__ */
