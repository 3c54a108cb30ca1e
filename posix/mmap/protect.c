/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mprotect(2). */
#include <uk/syscall.h>
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

/* PROT_GROWSDOWN: how much before an address the area begins that grows there;
 * -ENOMEM, -EINVAL: it is not such an area.
 */
static long growth(__vaddr_t vaddr)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);

	if (!vma)
		return -ENOMEM;
	if (vma->ops != &uk_vma_anon_ops ||
	    !(vma->flags & UK_VMA_ANON_GROWS_DOWN))
		return -EINVAL;
	return (long)(vaddr - vma->start);
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
	__sz bytes = len;
	long more = 0;
	int rc;

	if (way == (PROT_GROWSDOWN | PROT_GROWSUP))
		return -EINVAL;
	rc = mmap_check_range(vaddr, &bytes);
	if (rc || !bytes)
		return rc;
	prot &= ~way;
	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM))
		return -EINVAL;
	if (way == PROT_GROWSUP) /* nothing does */
		return uk_vma_find(mmap_vas(), vaddr) ? -EINVAL : -ENOMEM;
	if (way)
		more = growth(vaddr);
	if (more < 0)
		return (int)more;
	vaddr -= (__sz)more;
	return protect(vaddr, bytes + (__sz)more, mmap_attr(prot));
}
