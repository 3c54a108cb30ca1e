/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * mlock(2) and its relatives, mincore(2), msync(2): what is in memory. Nothing
 * is ever taken out of memory against a program's will, so locking means to
 * bring in what is not there yet, and with MCL_FUTURE what comes later.
 */
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "mmap_priv.h"

#define MCL_KNOWN     7 /* CURRENT, FUTURE, ONFAULT */
#define MCL_ONFAULT_  4
#define MLOCK_ONFAULT 1

static int check_covered(__vaddr_t vaddr, __sz len)
{
	return mmap_errno(uk_vma_advise(mmap_vas(), vaddr, len, 0,
					UK_VMA_FLAG_STRICT_VMA_CHECK));
}

/* Pages that nothing may be done with are not brought in. */
static bool is_accessible(__vaddr_t vaddr, __sz len)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);

	for (; vma && vma->start < vaddr + len; vma = uk_vma_next(vma))
		if (vma->attr == PAGE_ATTR_PROT_NONE)
			return false;
	return true;
}

static int lock_range(const void *addr, size_t len, bool populate)
{
	/* Unlike others, these calls take any address */
	__vaddr_t vaddr = PAGE_ALIGN_DOWN((__vaddr_t)addr);
	__sz bytes = mmap_len(len + ((__vaddr_t)addr - vaddr));
	int rc;

	/* Also, as on Linux, when so many are asked for that none are left */
	if (!bytes)
		return 0;
	if (vaddr + bytes < vaddr)
		return -EINVAL;
	if (!mmap_in_range(vaddr, bytes) ||
	    (populate && !is_accessible(vaddr, bytes)))
		return -ENOMEM;
	rc = uk_vma_advise(mmap_vas(), vaddr, bytes,
			   populate ? UK_VMA_ADV_WILLNEED : 0,
			   UK_VMA_FLAG_STRICT_VMA_CHECK);
	if (rc == -ENOMEM)
		return -EAGAIN;
	/* Behind the end of a file there is nothing */
	return rc == -EFAULT ? -ENOMEM : mmap_errno(rc);
}

UK_SYSCALL_R_DEFINE(int, mlock, const void *, addr, size_t, len)
{
	return lock_range(addr, len, true);
}

UK_LLSYSCALL_R_DEFINE(int, mlock2, const void *, addr, size_t, len, int, flags)
{
	if (flags & ~MLOCK_ONFAULT)
		return -EINVAL;
	return lock_range(addr, len, !(flags & MLOCK_ONFAULT));
}

UK_SYSCALL_R_DEFINE(int, munlock, const void *, addr, size_t, len)
{
	return lock_range(addr, len, false);
}

/* As on Linux, what cannot be had is passed over. Bringing in may wait, and the
 * areas be others then.
 */
static void populate_all(struct uk_vas *vas)
{
	const struct uk_vma *vma = uk_vma_first(vas);

	while (vma) {
		__vaddr_t start = vma->start, end = vma->end;

		(void)uk_vma_advise(vas, start, end - start,
				    UK_VMA_ADV_WILLNEED, 0);
		vma = uk_vma_find_from(vas, end);
	}
}

void mmap_lock_new(__vaddr_t vaddr, __sz len)
{
	if (uk_process_current()->lock_future)
		(void)uk_vma_advise(mmap_vas(), vaddr, len, UK_VMA_ADV_WILLNEED,
				    0);
}

UK_SYSCALL_R_DEFINE(int, mlockall, int, flags)
{
	bool populate = !(flags & MCL_ONFAULT_);

	if (!flags || (flags & ~MCL_KNOWN) || flags == MCL_ONFAULT_)
		return -EINVAL;
	uk_process_current()->lock_future = populate && (flags & MCL_FUTURE);
	if (populate && (flags & MCL_CURRENT))
		populate_all(mmap_vas());
	return 0;
}

UK_SYSCALL_R_DEFINE(int, munlockall)
{
	uk_process_current()->lock_future = false;
	return 0;
}

UK_SYSCALL_R_DEFINE(int, mincore, void *, addr, size_t, len, unsigned char *,
		    vec)
{
	unsigned char part[64];
	__vaddr_t vaddr = (__vaddr_t)addr;
	__sz bytes = len, covered, now;
	int rc;

	rc = mmap_check_range(vaddr, &bytes);
	if (rc)
		return rc;
	covered = mmap_covered(vaddr, bytes);
	if (covered < bytes)
		rc = -ENOMEM;
	for (; covered; covered -= now << PAGE_SHIFT) {
		now = MIN(covered >> PAGE_SHIFT, sizeof(part));
		(void)uk_vma_resident(mmap_vas(), vaddr, now << PAGE_SHIFT,
				      part);
		if (uk_copy_to_app(vec, part, now))
			return -EFAULT;
		vec += now;
		vaddr += now << PAGE_SHIFT;
	}
	return rc;
}

UK_SYSCALL_R_DEFINE(int, msync, void *, addr, size_t, len, int, flags)
{
	__sz bytes = len;
	int rc;

	if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) ||
	    ((flags & MS_ASYNC) && (flags & MS_SYNC)))
		return -EINVAL;
	/* As on Linux: so many bytes that no page is left of them */
	if (len && !mmap_len(len) && !((__vaddr_t)addr & (PAGE_SIZE - 1)))
		return 0;
	rc = mmap_check_range((__vaddr_t)addr, &bytes);
	if (rc || !bytes)
		return rc;
	return check_covered((__vaddr_t)addr, bytes);
}
