/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __MMAP_PRIV_H__
#define __MMAP_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/types.h>
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
	return !*len || mmap_in_range(addr, *len) ? 0 : -ENOMEM;
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

struct vfscore_file;

/*
 * file.c: an open file with a reference, -EBADF; and an area of it, with
 * UK_VMA_MAP_*: -EACCES when the file was not opened for that; -EPERM, it is
 * sealed; -ENODEV.
 */
int mmap_file_get(int fd, struct vfscore_file **fp);
void mmap_file_put(struct vfscore_file *fp);
int mmap_file_map(struct vfscore_file *fp, __vaddr_t *vaddr, __sz len,
		  unsigned long attr, unsigned long flags, off_t offset);

/* Would it be memory without contents, shared? 0 or 1, or as above. */
int mmap_file_is_zero(const struct vfscore_file *fp, unsigned long attr);

/* The same memory as an area's from vaddr on once more; it is shared. */
int mmap_file_again(const struct uk_vma *vma, __vaddr_t vaddr, __vaddr_t *to,
		    __sz len, unsigned long flags);

/* Private and writable: what RLIMIT_DATA is about. */
static inline bool mmap_is_data(unsigned long attr)
{
	return attr & PAGE_ATTR_PROT_WRITE;
}

/* limit.c: the same of an area with a protection: not stacks, which have a
 * limit of their own.
 */
bool mmap_area_is_data(const struct uk_vma *vma, unsigned long attr);

/*
 * May there be so many bytes more, data or not, when what is in
 * [vaddr, vaddr + gone) goes? 0, or -ENOMEM by RLIMIT_AS and RLIMIT_DATA. The
 * areas are counted only where there is a limit.
 */
int mmap_count_limits(__vaddr_t vaddr, __sz gone, __sz more, bool data);

static inline int mmap_may_have(__vaddr_t vaddr, __sz gone, __sz more,
				bool data)
{
	const struct uk_rlimit *limits = uk_process_current()->rlimits;

	if ((limits[RLIMIT_AS].cur & limits[RLIMIT_DATA].cur) == RLIM_INFINITY)
		return 0;
	return mmap_count_limits(vaddr, gone, more, data);
}

/* lock.c: mlockall(MCL_FUTURE) is about memory that is new. */
void mmap_lock_new(__vaddr_t vaddr, __sz len);

/* uk_vas.may_grow: RLIMIT_STACK is what an area may have that grows. */
int mmap_may_grow(const struct uk_vma *vma, __sz len, __sz more);

/* May [vaddr, vaddr + len) become writable? */
int mmap_may_write(__vaddr_t vaddr, __sz len);

/* covered.c: how much of a range is covered by areas before the first hole, up
 * to which Linux does what it is asked for.
 */
__sz mmap_covered(__vaddr_t vaddr, __sz len);

/* May what is behind end want to grow down to it? No hint is followed there. */
bool mmap_near_growth(__vaddr_t end);

#endif /* __MMAP_PRIV_H__ */
