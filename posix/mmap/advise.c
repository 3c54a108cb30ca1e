/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * madvise(2). DONTNEED and FREE give pages back at once; the hints about how
 * memory will be used have nothing to change here and are checked only.
 */
#include <uk/syscall.h>
#include "mmap_priv.h"

#define ADV_NORMAL	   0
#define ADV_RANDOM	   1
#define ADV_SEQUENTIAL	   2
#define ADV_WILLNEED	   3
#define ADV_DONTNEED	   4
#define ADV_FREE	   8
#define ADV_DONTFORK	   10
#define ADV_DOFORK	   11
#define ADV_HUGEPAGE	   14
#define ADV_NOHUGEPAGE	   15
#define ADV_DONTDUMP	   16
#define ADV_DODUMP	   17
#define ADV_COLD	   20
#define ADV_PAGEOUT	   21
#define ADV_POPULATE_READ  22
#define ADV_POPULATE_WRITE 23

/* UK_VMA_ADV_* for Linux's advice; 0: only a hint; -EINVAL. */
static long advice_of(int advice)
{
	switch (advice) {
	case ADV_DONTNEED:
	case ADV_FREE:
		return UK_VMA_ADV_DONTNEED;
	case ADV_WILLNEED:
	case ADV_POPULATE_READ:
	case ADV_POPULATE_WRITE:
		return UK_VMA_ADV_WILLNEED;
	case ADV_NORMAL:
	case ADV_RANDOM:
	case ADV_SEQUENTIAL:
	case ADV_DONTFORK:
	case ADV_DOFORK:
	case ADV_HUGEPAGE:
	case ADV_NOHUGEPAGE:
	case ADV_DONTDUMP:
	case ADV_DODUMP:
	case ADV_COLD:
	case ADV_PAGEOUT:
		return 0;
	default:
		return -EINVAL;
	}
}

UK_SYSCALL_R_DEFINE(int, madvise, void *, addr, size_t, len, int, advice)
{
	long adv = advice_of(advice);
	__sz bytes = len;
	int rc;

	if (adv < 0)
		return (int)adv;
	rc = mmap_check_range((__vaddr_t)addr, &bytes);
	if (rc)
		return rc == -ENOMEM && !mmap_len(len) ? -EINVAL : rc;
	if (!bytes)
		return 0;
	return mmap_errno(uk_vma_advise(mmap_vas(), (__vaddr_t)addr, bytes,
					(unsigned long)adv,
					UK_VMA_FLAG_STRICT_VMA_CHECK));
}
