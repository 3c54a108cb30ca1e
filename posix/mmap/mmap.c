/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mmap(2) and munmap(2). */
#include <sys/types.h>
#include <uk/syscall.h>
#include "mmap_priv.h"
#include "shared_priv.h"

#define HUGE_ORDER_DEFAULT 21

/* A request, checked; address and length in whole pages. */
struct request {
	__vaddr_t addr;
	__sz len;
	unsigned long attr;
	unsigned long vma_flags;       /* UK_VMA_MAP_* */
	int flags;		       /* MAP_* */
	struct uk_vma_pager_args file; /* pager NULL: there is none */
};

/* MAP_HUGETLB: the size stands in the upper bits, 0 is the usual one. */
static int request_huge(struct request *r)
{
	unsigned int order =
		(unsigned int)r->flags >> MAP_HUGE_SHIFT & MAP_HUGE_MASK;

	if (!order)
		order = HUGE_ORDER_DEFAULT;
	if (order != 21 && order != 30)
		return -EINVAL;
	r->vma_flags |= UK_VMA_MAP_SIZE(order);
	r->len = (r->len + (1UL << order) - 1) & ~((1UL << order) - 1);
	return r->len ? 0 : -ENOMEM;
}

static int request_init(struct request *r, size_t len, int prot, int flags)
{
	int type = flags & MAP_TYPE;

	if (type != MAP_SHARED && type != MAP_PRIVATE &&
	    type != MAP_SHARED_VALIDATE)
		return -EINVAL;
	/* What is shared does not grow down */
	if (!len || (type != MAP_PRIVATE && (flags & MAP_GROWSDOWN)))
		return -EINVAL;
	*r = (struct request){
		.len = mmap_len(len),
		.attr = mmap_attr(prot),
		.flags = flags,
	};
	if (!r->len || r->len > MMAP_END)
		return -ENOMEM;
	if (flags & MAP_FIXED_NOREPLACE)
		r->flags |= MAP_FIXED;
	if (flags & (MAP_POPULATE | MAP_LOCKED))
		r->vma_flags |= UK_VMA_MAP_POPULATE;
	if (flags & MAP_NORESERVE)
		r->vma_flags |= UK_VMA_MAP_NORESERVE;
	return 0;
}

/* Where it has to be, or may be. */
static int request_place(struct request *r, __vaddr_t addr)
{
	r->addr = addr;
	if (!(r->flags & MAP_FIXED)) {
		r->addr = PAGE_ALIGN_DOWN(r->addr);
		return 0;
	}
	if (r->addr & (PAGE_SIZE - 1))
		return -EINVAL;
	if (!mmap_in_range(r->addr, r->len))
		return -ENOMEM;
	if (r->addr < MMAP_MIN)
		return -EPERM;
	if (!(r->flags & MAP_FIXED_NOREPLACE))
		r->vma_flags |= UK_VMA_MAP_REPLACE;
	return 0;
}

static int map_shared_at(const struct request *r, __vaddr_t *vaddr)
{
	struct uk_vas *vas = mmap_vas();
	struct uk_pager *pager = mmap_shared_create(vas->a, vas->pt, r->len);
	int rc;

	if (!pager)
		return -ENOMEM;
	rc = uk_vma_map_pager(vas, vaddr, r->len, r->attr,
			      r->vma_flags | UK_VMA_MAP_SHARED, NULL, pager, 0);
	mmap_shared_put(pager);
	return rc;
}

static bool is_shared(const struct request *r)
{
	return (r->flags & MAP_TYPE) != MAP_PRIVATE &&
	       !(r->flags & MAP_HUGETLB);
}

static int map_file_at(const struct request *r, __vaddr_t *vaddr)
{
	unsigned long flags = r->vma_flags;

	if (is_shared(r))
		flags |= UK_VMA_MAP_SHARED;
	return uk_vma_map_pager_args(mmap_vas(), vaddr, r->len, r->attr, flags,
				     NULL, &r->file);
}

static int map_at(const struct request *r, __vaddr_t *vaddr)
{
	struct uk_vas *vas = mmap_vas();
	unsigned long populate = r->vma_flags & UK_VMA_MAP_POPULATE;
	int rc;

	if (r->file.pager)
		return map_file_at(r, vaddr);
	if (is_shared(r))
		return map_shared_at(r, vaddr);
	rc = uk_vma_map_anon(vas, vaddr, r->len, r->attr, r->vma_flags, NULL);
	/* As on Linux: the mapping is there, even if memory is short */
	if (rc == -ENOMEM && populate)
		rc = uk_vma_map_anon(vas, vaddr, r->len, r->attr,
				     r->vma_flags & ~populate, NULL);
	return rc;
}

static long map(const struct request *r)
{
	__vaddr_t vaddr = r->addr;
	int rc;

	if (r->flags & MAP_FIXED) {
		rc = map_at(r, &vaddr);
		return rc ? rc : (long)vaddr;
	}
	/* An address is a hint */
	if (vaddr >= MMAP_MIN && mmap_in_range(vaddr, r->len) &&
	    map_at(r, &vaddr) == 0)
		return (long)vaddr;
	vaddr = __VADDR_ANY;
	rc = map_at(r, &vaddr);
	return rc ? rc : (long)vaddr;
}

static long map_file(struct request *r, int fd, off_t offset)
{
	long ret;
	int rc;

	if (r->flags & MAP_HUGETLB)
		return -EINVAL;
	if (offset < 0 || (__u64)offset + r->len < r->len)
		return -EOVERFLOW;
	rc = mmap_file_pager(fd, r->attr, is_shared(r), &r->file,
			     &r->vma_flags);
	if (rc)
		return rc;
	r->file.offset = (__u64)offset;
	ret = map(r);
	uk_vma_pager_args_put(&r->file);
	return ret;
}

UK_SYSCALL_R_DEFINE(void *, mmap, void *, addr, size_t, len, int, prot, int,
		    flags, int, fd, off_t, offset)
{
	struct request r;
	int rc;

	if (offset & (off_t)(PAGE_SIZE - 1))
		return (void *)-EINVAL;
	rc = request_init(&r, len, prot, flags);
	if (rc == 0 && (flags & MAP_HUGETLB))
		rc = request_huge(&r);
	if (rc == 0)
		rc = request_place(&r, (__vaddr_t)addr);
	if (rc)
		return (void *)(long)rc;
	return (void *)(flags & MAP_ANONYMOUS ? map(&r)
					      : map_file(&r, fd, offset));
}

UK_SYSCALL_R_DEFINE(int, munmap, void *, addr, size_t, len)
{
	__vaddr_t vaddr = (__vaddr_t)addr;

	if (!len || (vaddr & (PAGE_SIZE - 1)) || !mmap_len(len) ||
	    !mmap_in_range(vaddr, mmap_len(len)))
		return -EINVAL;
	return uk_vma_unmap(mmap_vas(), vaddr, mmap_len(len), 0);
}
