/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * brk(2): the heap between brk_start, which the loader chose, and brk_end. It
 * is an anonymous area; like Linux's, the call returns the end that holds
 * afterwards and never an error.
 */
#include <sys/resource.h>
#include <uk/syscall_define.h>
#include "mmap_priv.h"

static int brk_grow(struct uk_process *p, __vaddr_t from, __vaddr_t to)
{
	const struct uk_rlimit *limit = &p->rlimits[RLIMIT_DATA];
	__sz len = to - from;
	int rc;

	if (to - p->brk_start > limit->cur)
		return -ENOMEM;
	if (mmap_may_have(0, 0, len, true))
		return -ENOMEM;
	rc = uk_vma_map_anon(p->vas, &from, len, PAGE_ATTR_PROT_RW, 0,
			     "[heap]");
	if (rc == 0)
		mmap_lock_new(from, len);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(unsigned long, brk, unsigned long, addr)
{
	struct uk_process *p = uk_process_current();
	__vaddr_t old = PAGE_ALIGN_UP(p->brk_end);
	__vaddr_t new = PAGE_ALIGN_UP(addr);
	int rc = 0;

	if (!p->brk_start || addr < p->brk_start || addr > MMAP_END)
		return p->brk_end;
	if (new > old)
		rc = brk_grow(p, old, new);
	else if (new < old)
		rc = uk_vma_unmap(p->vas, new, old - new, 0);
	if (rc == 0)
		p->brk_end = addr;
	return p->brk_end;
}
