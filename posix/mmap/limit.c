/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How much memory a process may have: RLIMIT_AS and RLIMIT_DATA. */
#include <sys/resource.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include "mmap_priv.h"

struct size {
	__sz all;
	__sz data;
	__sz gone; /* of all, in a range */
};

bool mmap_area_is_data(const struct uk_vma *vma, unsigned long attr)
{
	return mmap_is_data(attr) && vma->ops != &uk_vma_stack_ops &&
	       !(vma->flags & UK_VMA_FLAG_SHARED) && !uk_vma_grows_down(vma);
}

static struct size size_of(struct uk_vas *vas, __vaddr_t vaddr, __sz gone)
{
	const struct uk_vma *vma;
	struct size size = {0};

	for (vma = uk_vma_first(vas); vma; vma = uk_vma_next(vma)) {
		__vaddr_t from = MAX(vma->start, vaddr);
		__vaddr_t to = MIN(vma->end, vaddr + gone);
		__sz len = vma->end - vma->start;

		if (from < to)
			size.gone += to - from;
		size.all += len;
		if (mmap_area_is_data(vma, vma->attr))
			size.data += len;
	}
	return size;
}

static bool is_above(__sz there, __sz more, __u64 limit)
{
	return there > limit || more > limit - there;
}

int mmap_count_limits(__vaddr_t vaddr, __sz gone, __sz more, bool data)
{
	struct uk_process *p = uk_process_current();
	struct size size = size_of(p->vas, vaddr, gone);

	/* As on Linux, whatever it is that goes */
	more -= size.gone;
	if (is_above(size.all, more, p->rlimits[RLIMIT_AS].cur) ||
	    (data && is_above(size.data, more, p->rlimits[RLIMIT_DATA].cur)))
		return -ENOMEM;
	return 0;
}

int mmap_may_grow(const struct uk_vma *vma __unused, __sz len, __sz more)
{
	if (len > uk_process_current()->rlimits[RLIMIT_STACK].cur)
		return -ENOMEM;
	return mmap_may_have(0, 0, more, false);
}

int mmap_may_write(__vaddr_t vaddr, __sz len)
{
	struct uk_process *p = uk_process_current();
	const struct uk_vma *vma = uk_vma_find(p->vas, vaddr);
	__sz more = 0;

	if (likely(p->rlimits[RLIMIT_DATA].cur == RLIM_INFINITY))
		return 0;
	for (; vma && vma->start < vaddr + len; vma = uk_vma_next(vma))
		if (!mmap_is_data(vma->attr) &&
		    mmap_area_is_data(vma, PAGE_ATTR_PROT_RW))
			more += MIN(vma->end, vaddr + len) -
				MAX(vma->start, vaddr);
	return is_above(size_of(p->vas, 0, 0).data, more,
			p->rlimits[RLIMIT_DATA].cur)
		       ? -ENOMEM
		       : 0;
}
