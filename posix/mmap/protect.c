/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mprotect(2). */
#include <uk/pager.h>
#include <uk/syscall.h>
#include "mmap_priv.h"

#define PROT_SEM 0x8 /* the same as none of these */

/* How much of a covered range, from its start, may become writable. */
static __sz writable(__vaddr_t vaddr, __sz len)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);

	for (; vma && vma->start < vaddr + len; vma = uk_vma_next(vma))
		if (uk_vma_to_pager(vma) &&
		    (vma->flags & UK_VMA_PAGER_READONLY))
			return vma->start > vaddr ? vma->start - vaddr : 0;
	return len;
}

UK_SYSCALL_R_DEFINE(int, mprotect, void *, addr, size_t, len, int, prot)
{
	__sz bytes = len, covered, allowed;
	int rc;

	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM))
		return -EINVAL;
	rc = mmap_check_range((__vaddr_t)addr, &bytes);
	if (rc || !bytes)
		return rc;
	covered = allowed = mmap_covered((__vaddr_t)addr, bytes);
	if (prot & PROT_WRITE)
		allowed = writable((__vaddr_t)addr, covered);
	if (allowed)
		rc = uk_vma_set_attr(mmap_vas(), (__vaddr_t)addr, allowed,
				     mmap_attr(prot), 0);
	if (rc == 0 && allowed < covered)
		return -EACCES;
	return rc == 0 && covered < bytes ? -ENOMEM : rc;
}
