/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mprotect(2). */
#include <uk/syscall.h>
#include "mmap_priv.h"

#define PROT_SEM 0x8 /* the same as none of these */

UK_SYSCALL_R_DEFINE(int, mprotect, void *, addr, size_t, len, int, prot)
{
	__sz bytes = len, covered;
	int rc;

	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM))
		return -EINVAL;
	rc = mmap_check_range((__vaddr_t)addr, &bytes);
	if (rc || !bytes)
		return rc;
	covered = mmap_covered((__vaddr_t)addr, bytes);
	if (covered)
		rc = uk_vma_set_attr(mmap_vas(), (__vaddr_t)addr, covered,
				     mmap_attr(prot), 0);
	return rc == 0 && covered < bytes ? -ENOMEM : rc;
}
