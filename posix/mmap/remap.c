/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mremap(2). */
#include <uk/syscall_define.h>
#include "mmap_priv.h"

#define REMAP_DONTUNMAP 4
#define REMAP_KNOWN	(MREMAP_MAYMOVE | MREMAP_FIXED | REMAP_DONTUNMAP)

/* A request, checked; addresses and lengths in whole pages. */
struct remap {
	struct uk_vas *vas;
	__vaddr_t from;
	__sz len;
	__vaddr_t to; /* MREMAP_FIXED: where */
	__sz new_len;
	int flags; /* MREMAP_* */
};

static bool is_overlapping(const struct remap *r)
{
	return r->from < r->to + r->new_len && r->to < r->from + r->len;
}

static int remap_check(const struct remap *r)
{
	if ((r->flags & ~REMAP_KNOWN) || (r->from & (PAGE_SIZE - 1)) ||
	    !r->new_len || r->new_len > MMAP_END)
		return -EINVAL;
	if ((r->flags & (MREMAP_FIXED | REMAP_DONTUNMAP)) &&
	    !(r->flags & MREMAP_MAYMOVE))
		return -EINVAL;
	if ((r->flags & REMAP_DONTUNMAP) && r->len != r->new_len)
		return -EINVAL;
	/* Without FIXED it is where to look for room first */
	if (!(r->flags & (MREMAP_FIXED | REMAP_DONTUNMAP)))
		return 0;
	if ((r->to & (PAGE_SIZE - 1)) || !mmap_in_range(r->to, r->new_len) ||
	    is_overlapping(r))
		return -EINVAL;
	return (r->flags & MREMAP_FIXED) && r->to < MMAP_MIN ? -EPERM : 0;
}

/* The same memory once more; private memory is nobody else's. */
static int remap_again(const struct remap *r, const struct uk_vma *vma,
		       __vaddr_t *to)
{
	unsigned long flags = UK_VMA_MAP_SHARED;

	if (!uk_vma_to_pager(vma) || !(vma->flags & UK_VMA_FLAG_SHARED))
		return -EINVAL;
	if (!(r->flags & MREMAP_MAYMOVE) ||
	    mmap_may_have(0, 0, r->new_len, false))
		return -ENOMEM;
	flags |= vma->flags & UK_VMA_PAGER_READONLY;
	if (r->flags & MREMAP_FIXED)
		flags |= UK_VMA_MAP_REPLACE;
	return mmap_file_again(vma, r->from, to, r->new_len, flags);
}

/* Is the address where it has to be, or a hint that can be followed? */
static bool is_wanted(const struct remap *r)
{
	if (r->flags & MREMAP_FIXED)
		return true;
	return (r->flags & REMAP_DONTUNMAP) && r->to >= MMAP_MIN &&
	       !mmap_near_growth(r->to + r->new_len);
}

static long remap_elsewhere(const struct remap *r)
{
	__vaddr_t to = is_wanted(r) ? r->to : __VADDR_ANY;
	unsigned long flags = 0;
	int rc;

	if (r->flags & MREMAP_FIXED)
		flags |= UK_VMA_MAP_REPLACE;
	if (r->flags & REMAP_DONTUNMAP)
		flags |= UK_VMA_MOVE_KEEP;
	rc = uk_vma_move(r->vas, r->from, r->len, &to, r->new_len, flags);
	if (rc == -EEXIST) {
		to = __VADDR_ANY;
		rc = uk_vma_move(r->vas, r->from, r->len, &to, r->new_len,
				 flags);
	}
	return rc ? rc : (long)to;
}

/* Cuts off what is more than the new length. */
static int remap_shrink(const struct remap *r)
{
	return uk_vma_unmap(r->vas, r->from + r->new_len, r->len - r->new_len,
			    0);
}

static long remap_in_place(const struct remap *r)
{
	int rc;

	if (r->len >= r->new_len) {
		rc = r->len > r->new_len ? remap_shrink(r) : 0;
		return rc ? rc : (long)r->from;
	}
	rc = mmap_in_range(r->from, r->new_len)
		     ? uk_vma_grow(r->vas, r->from, r->len, r->new_len)
		     : -ENOMEM;
	if (rc == 0)
		return (long)r->from;
	if (rc != -ENOMEM || !(r->flags & MREMAP_MAYMOVE))
		return rc;
	return remap_elsewhere(r);
}

static void remap_init(struct remap *r, __vaddr_t from, __vaddr_t to)
{
	r->vas = mmap_vas();
	r->from = from;
	r->to = to;
}

static int remap_limits(const struct remap *r, const struct uk_vma *vma)
{
	bool data = mmap_area_is_data(vma, vma->attr);
	__sz more = r->new_len > r->len ? r->new_len - r->len : 0;

	if (r->flags & REMAP_DONTUNMAP)
		more = r->len;
	return more ? mmap_may_have(0, 0, more, data) : 0;
}

static long remap(const struct remap *r)
{
	const struct uk_vma *vma = uk_vma_find(r->vas, r->from);
	__vaddr_t to = r->flags & MREMAP_FIXED ? r->to : __VADDR_ANY;
	int rc;

	if (!vma)
		return -EFAULT;
	if (!r->len) {
		rc = remap_again(r, vma, &to);
		return rc ? rc : (long)to;
	}
	rc = remap_limits(r, vma);
	if (rc)
		return rc;
	if (r->flags & (MREMAP_FIXED | REMAP_DONTUNMAP))
		return remap_elsewhere(r);
	return remap_in_place(r);
}

UK_LLSYSCALL_R_DEFINE(void *, mremap, void *, addr, size_t, len, size_t,
		      new_len, int, flags, void *, new_addr)
{
	struct remap r = {
		.len = mmap_len(len),
		.new_len = mmap_len(new_len),
		.flags = flags,
	};
	long ret;
	int rc;

	remap_init(&r, (__vaddr_t)addr, (__vaddr_t)new_addr);
	rc = remap_check(&r);
	ret = rc ? rc : remap(&r);
	if (ret > 0 && r.new_len > r.len)
		mmap_lock_new((__vaddr_t)ret + r.len, r.new_len - r.len);
	return (void *)ret;
}
