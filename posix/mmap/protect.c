/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mprotect(2). */
#include <uk/syscall_define.h>
#include "mmap_priv.h"

#define PROT_SEM 0x8 /* the same as none of these */

/* How much of a range without holes may be given a protection, as Linux does
 * what comes before the first area that refuses; *rc: what that says.
 */
static __sz allowed(__vaddr_t vaddr, __sz len, unsigned long attr, int *rc)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);

	for (; vma && vma->start < vaddr + len; vma = uk_vma_next(vma)) {
		*rc = uk_vma_may_attr(vma, attr);
		if (*rc)
			return vma->start > vaddr ? vma->start - vaddr : 0;
	}
	return len;
}

/* PROT_GROWSDOWN: where the first area of a range begins, which must be one
 * that grows there.
 */
static long growth_start(__vaddr_t vaddr, __sz len)
{
	const struct uk_vma *vma = uk_vma_find_from(mmap_vas(), vaddr);

	if (!vma || vma->start >= vaddr + len)
		return -ENOMEM;
	return uk_vma_grows_down(vma) ? (long)vma->start : -EINVAL;
}

static int protect(__vaddr_t vaddr, __sz len, unsigned long attr)
{
	__sz covered = mmap_covered(vaddr, len), done = covered;
	int refused = 0, rc = 0;

	if (attr & PAGE_ATTR_PROT_WRITE) {
		done = allowed(vaddr, covered, attr, &refused);
		rc = mmap_may_write(vaddr, done);
	}
	if (rc == 0 && done)
		rc = uk_vma_set_attr(mmap_vas(), vaddr, done, attr, 0);
	if (rc == 0)
		rc = refused;
	return rc == 0 && covered < len ? -ENOMEM : rc;
}

UK_SYSCALL_R_DEFINE(int, mprotect, void *, addr, size_t, len, int, prot)
{
	int way = prot & (PROT_GROWSDOWN | PROT_GROWSUP);
	__vaddr_t vaddr = (__vaddr_t)addr;
	__sz bytes = mmap_len(len);
	long start = (long)vaddr;

	if (way == (PROT_GROWSDOWN | PROT_GROWSUP) || (vaddr & (PAGE_SIZE - 1)))
		return -EINVAL;
	if (!len)
		return 0;
	if (vaddr + bytes <= vaddr)
		return -ENOMEM;
	prot &= ~way;
	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM))
		return -EINVAL;
	if (!mmap_in_range(vaddr, bytes))
		return -ENOMEM;
	if (way == PROT_GROWSUP) /* nothing does */
		return uk_vma_find(mmap_vas(), vaddr) ? -EINVAL : -ENOMEM;
	if (way)
		start = growth_start(vaddr, bytes);
	if (start < 0)
		return (int)start;
	return protect((__vaddr_t)start, vaddr + bytes - (__vaddr_t)start,
		       mmap_attr(prot));
}
