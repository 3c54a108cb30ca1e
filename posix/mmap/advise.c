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

/*
 * Does every area of a range, without holes, allow what the advice is about?
 * To populate, an access; to free, memory of the area's own.
 */
static bool is_allowed(__vaddr_t vaddr, __sz len, int advice)
{
	const struct uk_vma *vma = uk_vma_find(mmap_vas(), vaddr);
	unsigned long needed = 0;

	if (advice == ADV_POPULATE_READ)
		needed = PAGE_ATTR_PROT_READ;
	if (advice == ADV_POPULATE_WRITE)
		needed = PAGE_ATTR_PROT_WRITE;
	for (; vma && vma->start < vaddr + len; vma = uk_vma_next(vma)) {
		if ((vma->attr & needed) != needed)
			return false;
		if (advice == ADV_FREE && uk_vma_to_pager(vma))
			return false;
	}
	return true;
}

/* Holes do not keep the advice from what is beside them; the error does. */
static int advise(__vaddr_t vaddr, __sz len, int advice, unsigned long adv)
{
	bool is_whole = mmap_covered(vaddr, len) == len;
	int rc;

	if (advice == ADV_POPULATE_READ || advice == ADV_POPULATE_WRITE) {
		if (!is_allowed(vaddr, len, advice))
			return -EINVAL;
		if (!is_whole)
			return -ENOMEM;
	}
	if (advice == ADV_FREE && !is_allowed(vaddr, len, advice))
		return -EINVAL;
	rc = adv ? uk_vma_advise(mmap_vas(), vaddr, len, adv, 0) : 0;
	/* What will be needed may not fit */
	if (rc == -ENOMEM && advice == ADV_WILLNEED)
		rc = 0;
	return rc == 0 && !is_whole ? -ENOMEM : rc;
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
	return advise((__vaddr_t)addr, bytes, advice, (unsigned long)adv);
}
