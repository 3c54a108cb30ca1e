/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * madvise(2). DONTNEED and FREE give pages back at once; the hints about how
 * memory will be used have nothing to change here and are checked only.
 */
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "mmap_priv.h"

#define ADV_NORMAL	    0
#define ADV_RANDOM	    1
#define ADV_SEQUENTIAL	    2
#define ADV_WILLNEED	    3
#define ADV_DONTNEED	    4
#define ADV_FREE	    8
#define ADV_DONTFORK	    10
#define ADV_DOFORK	    11
#define ADV_HUGEPAGE	    14
#define ADV_NOHUGEPAGE	    15
#define ADV_DONTDUMP	    16
#define ADV_DODUMP	    17
#define ADV_WIPEONFORK	    18
#define ADV_KEEPONFORK	    19
#define ADV_COLD	    20
#define ADV_PAGEOUT	    21
#define ADV_POPULATE_READ   22
#define ADV_POPULATE_WRITE  23
#define ADV_DONTNEED_LOCKED 24

/* UK_VMA_ADV_* for Linux's advice; 0: only a hint; -EINVAL. */
static long advice_of(int advice)
{
	switch (advice) {
	case ADV_DONTNEED:
	case ADV_FREE:
	case ADV_DONTNEED_LOCKED:
		return UK_VMA_ADV_DONTNEED;
	case ADV_WILLNEED:
	case ADV_POPULATE_READ:
		return UK_VMA_ADV_WILLNEED | UK_VMA_ADV_TO_READ;
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
	case ADV_WIPEONFORK:
	case ADV_KEEPONFORK:
	case ADV_COLD:
	case ADV_PAGEOUT:
		return 0;
	default:
		return -EINVAL;
	}
}

/* May an area be advised so? To populate, as it may be accessed; to free or to
 * wipe, only memory of its own.
 */
static bool is_allowed(const struct uk_vma *vma, int advice)
{
	switch (advice) {
	case ADV_POPULATE_READ:
		return vma->attr & PAGE_ATTR_PROT_READ;
	case ADV_POPULATE_WRITE:
		return vma->attr & PAGE_ATTR_PROT_WRITE;
	case ADV_FREE:
	case ADV_WIPEONFORK:
		return !uk_vma_to_pager(vma);
	default:
		return true;
	}
}

static bool is_populate(int advice)
{
	return advice == ADV_POPULATE_READ || advice == ADV_POPULATE_WRITE;
}

/* To one area's part. What will be needed may not fit, or not exist. */
static int advise_part(const struct uk_vma *vma, __vaddr_t vaddr, __sz len,
		       int advice, unsigned long adv)
{
	int rc;

	if (!is_allowed(vma, advice))
		return -EINVAL;
	rc = adv ? uk_vma_advise(vma->vas, vaddr, len, adv, 0) : 0;
	return advice == ADV_WILLNEED ? 0 : rc;
}

/* As Linux does it: one area after the other until an error; a hole is one for
 * who populates, else it is told in the end. Advice may wait, and the areas be
 * others then.
 */
static int advise(__vaddr_t vaddr, __sz len, int advice, unsigned long adv)
{
	struct uk_vas *vas = mmap_vas();
	__vaddr_t end = vaddr + len, to;
	const struct uk_vma *vma;
	int hole = 0, rc;

	for (; vaddr < end; vaddr = to) {
		vma = uk_vma_find_from(vas, vaddr);
		if (!vma || vma->start > vaddr)
			hole = -ENOMEM;
		if (!vma || vma->start >= end || (hole && is_populate(advice)))
			break;
		to = MIN(vma->end, end);
		vaddr = MAX(vma->start, vaddr);
		rc = advise_part(vma, vaddr, to - vaddr, advice, adv);
		if (rc)
			return rc;
	}
	return hole;
}

UK_SYSCALL_R_DEFINE(int, madvise, void *, addr, size_t, len, int, advice)
{
	long adv = advice_of(advice);
	__vaddr_t vaddr = (__vaddr_t)addr;
	__sz bytes = mmap_len(len);

	if (adv < 0)
		return (int)adv;
	if ((vaddr & (PAGE_SIZE - 1)) || bytes < len || vaddr + bytes < vaddr)
		return -EINVAL;
	if (!bytes)
		return 0;
	if (!mmap_in_range(vaddr, bytes))
		return -ENOMEM;
	return advise(vaddr, bytes, advice, (unsigned long)adv);
}
