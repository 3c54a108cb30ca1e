/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * mlock(2) and its relatives, mincore(2), msync(2): what is in memory. Nothing
 * is ever taken out of memory against a program's will, so locking means to
 * bring in what is not there yet.
 */
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/syscall.h>
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

	if (!len)
		return 0;
	if (!bytes || bytes < len || vaddr + bytes < vaddr)
		return -EINVAL;
	if (!mmap_in_range(vaddr, bytes) ||
	    (populate && !is_accessible(vaddr, bytes)))
		return -ENOMEM;
	return mmap_errno(uk_vma_advise(mmap_vas(), vaddr, bytes,
					populate ? UK_VMA_ADV_WILLNEED : 0,
					UK_VMA_FLAG_STRICT_VMA_CHECK));
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

UK_SYSCALL_R_DEFINE(int, mlockall, int, flags)
{
	if (!flags || (flags & ~MCL_KNOWN) || flags == MCL_ONFAULT_)
		return -EINVAL;
	return 0;
}

UK_SYSCALL_R_DEFINE(int, munlockall)
{
	return 0;
}

UK_SYSCALL_R_DEFINE(int, mincore, void *, addr, size_t, len, unsigned char *,
		    vec)
{
	unsigned char part[64];
	__vaddr_t vaddr = (__vaddr_t)addr;
	__sz bytes = len, now;
	int rc;

	rc = mmap_check_range(vaddr, &bytes);
	for (; rc == 0 && bytes; bytes -= now << PAGE_SHIFT) {
		now = MIN(bytes >> PAGE_SHIFT, sizeof(part));
		rc = mmap_errno(uk_vma_resident(mmap_vas(), vaddr,
						now << PAGE_SHIFT, part));
		if (rc == 0 && uk_copy_to_app(vec, part, now))
			rc = -EFAULT;
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
