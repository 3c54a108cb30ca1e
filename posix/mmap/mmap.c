/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mmap(2) and munmap(2). */
#include <sys/types.h>
#include <uk/essentials.h>
#include <uk/syscall_define.h>
#include "mmap_priv.h"
#include "shared_priv.h"

#define HUGE_ORDER_DEFAULT 21

/* x86_64's MAP_32BIT and where Linux puts what asks for it. */
#ifdef MAP_32BIT
#define MAP_LOW MAP_32BIT
#else
#define MAP_LOW 0
#endif
#define LOW_START      0x40000000UL
#define LOW_END	       0x80000000UL
#define LOW_SLIDE_BITS 13

/* The flags that MAP_SHARED_VALIDATE knows. Maps lie above 4 GiB anyway. */
#define MAP_ABOVE4G_ (MAP_LOW << 1)
#define MAP_OLD	     (MAP_LOW | MAP_ABOVE4G_ | MAP_DENYWRITE | MAP_EXECUTABLE)
#define MAP_HUGES    ((unsigned int)MAP_HUGE_MASK << MAP_HUGE_SHIFT)
#define VALIDATED                                                         \
	(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_OLD | \
	 MAP_LOCKED | MAP_NORESERVE | MAP_POPULATE | MAP_NONBLOCK |       \
	 MAP_STACK | MAP_HUGETLB | MAP_HUGES)

/* A request, checked; address and length in whole pages. */
struct request {
	__vaddr_t addr;
	__sz len;
	unsigned long attr;
	unsigned long vma_flags; /* UK_VMA_MAP_* */
	int flags;		 /* MAP_* */
	struct vfscore_file *fp; /* with a reference, or NULL */
	off_t offset;
};

/* MAP_HUGETLB: the size stands in the upper bits, 0 is the usual one. */
static int request_huge(struct request *r)
{
	unsigned int order =
		(unsigned int)r->flags >> MAP_HUGE_SHIFT & MAP_HUGE_MASK;

	if (!order)
		order = HUGE_ORDER_DEFAULT;
	if (r->fp)
		return -EINVAL;
	if (order != 21 && order != 30)
		return -EINVAL;
	r->vma_flags |= UK_VMA_MAP_SIZE(order);
	r->len = (r->len + (1UL << order) - 1) & ~((1UL << order) - 1);
	return r->len ? 0 : -ENOMEM;
}

/* Which kind of mapping, and whether it may be one. */
static int request_type(const struct request *r)
{
	switch (r->flags & MAP_TYPE) {
	case MAP_PRIVATE:
		/* Only memory grows down */
		return r->fp && (r->flags & MAP_GROWSDOWN) ? -EINVAL : 0;
	case MAP_SHARED_VALIDATE:
		if (r->fp && ((unsigned int)r->flags & ~VALIDATED))
			return -EOPNOTSUPP;
		return r->fp && !(r->flags & MAP_GROWSDOWN) ? 0 : -EINVAL;
	case MAP_SHARED:
		return r->flags & MAP_GROWSDOWN ? -EINVAL : 0;
	default:
		return -EINVAL;
	}
}

/* fp has been set. */
static int request_init(struct request *r, size_t len, int prot, int flags)
{
	if (!len)
		return -EINVAL;
	r->len = mmap_len(len);
	r->attr = mmap_attr(prot);
	r->flags = flags;
	if (!r->len || r->len > MMAP_END)
		return -ENOMEM;
	if (flags & MAP_FIXED_NOREPLACE)
		r->flags |= MAP_FIXED;
	/* NONBLOCK leaves POPULATE without effect, on Linux, too */
	if ((flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE ||
	    (flags & MAP_LOCKED))
		r->vma_flags |= UK_VMA_MAP_POPULATE;
	if (flags & MAP_NORESERVE)
		r->vma_flags |= UK_VMA_MAP_NORESERVE;
	if (flags & MAP_GROWSDOWN) {
		r->vma_flags |= UK_VMA_ANON_GROWS_DOWN;
		mmap_vas()->may_grow = mmap_may_grow;
	}
	return 0;
}

static bool is_free(__vaddr_t addr, __sz len)
{
	const struct uk_vma *vma = uk_vma_find_from(mmap_vas(), addr);

	return !vma || vma->start >= addr + len;
}

/* Where it has to be, or may be. */
static int request_place(struct request *r, __vaddr_t addr)
{
	r->addr = addr;
	if (!(r->flags & MAP_FIXED)) {
		r->addr = PAGE_ALIGN_DOWN(r->addr);
		return 0;
	}
	if (!mmap_in_range(r->addr, r->len))
		return -ENOMEM;
	if (r->addr & (PAGE_SIZE - 1))
		return -EINVAL;
	if (r->addr < MMAP_MIN)
		return -EPERM;
	if (r->flags & MAP_FIXED_NOREPLACE)
		return is_free(r->addr, r->len) ? 0 : -EEXIST;
	r->vma_flags |= UK_VMA_MAP_REPLACE;
	return 0;
}

/* Of /dev/zero, the offset counts in the new memory, whose size is the area's:
 * as on Linux.
 */
static int map_shared_at(const struct request *r, __vaddr_t *vaddr)
{
	struct uk_vas *vas = mmap_vas();
	struct uk_pager *pager = mmap_shared_create(vas->a, vas->pt, r->len);
	int rc;

	if (!pager)
		return -ENOMEM;
	rc = uk_vma_map_pager(vas, vaddr, r->len, r->attr,
			      r->vma_flags | UK_VMA_MAP_SHARED, NULL, pager,
			      r->fp ? (__u64)r->offset : 0);
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
	int rc;

	if (is_shared(r)) {
		rc = mmap_file_is_zero(r->fp, r->attr);
		if (rc)
			return rc < 0 ? rc : map_shared_at(r, vaddr);
		flags |= UK_VMA_MAP_SHARED;
	}
	return mmap_file_map(r->fp, vaddr, r->len, r->attr, flags, r->offset);
}

static int map_at(const struct request *r, __vaddr_t *vaddr)
{
	struct uk_vas *vas = mmap_vas();
	unsigned long populate = r->vma_flags & UK_VMA_MAP_POPULATE;
	int rc;

	if (r->fp)
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

static bool is_low(const struct request *r)
{
	return r->flags & MAP_LOW;
}

/* Room in the low range, where few areas are; or 0. */
static __vaddr_t room_low(const struct request *r)
{
	unsigned long order = UK_VMA_MAP_SIZE_TO_ORDER(r->vma_flags);
	__sz align = order ? 1UL << order : PAGE_SIZE;
	__vaddr_t at = LOW_START + uk_vas_slide(LOW_SLIDE_BITS);
	const struct uk_vma *vma;

	for (;;) {
		at = ALIGN_UP(at, align);
		if (at > LOW_END || r->len > LOW_END - at)
			return 0;
		vma = uk_vma_find_from(mmap_vas(), at);
		if (!vma || vma->start >= at + r->len)
			return at;
		at = vma->end;
	}
}

static bool is_hint(const struct request *r)
{
	return r->addr >= MMAP_MIN && mmap_in_range(r->addr, r->len) &&
	       (!is_low(r) || r->addr + r->len <= LOW_END) &&
	       !mmap_near_growth(r->addr + r->len);
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
	if (is_hint(r) && map_at(r, &vaddr) == 0)
		return (long)vaddr;
	vaddr = is_low(r) ? room_low(r) : __VADDR_ANY;
	if (!vaddr)
		return -ENOMEM;
	rc = map_at(r, &vaddr);
	return rc ? rc : (long)vaddr;
}

/* Private memory that may be written to, and what else there may be. */
static int request_limits(const struct request *r)
{
	bool fixed = r->flags & MAP_FIXED;
	__vaddr_t at = fixed ? r->addr : 0;

	return mmap_may_have(at, fixed ? r->len : 0, r->len,
			     !is_shared(r) && mmap_is_data(r->attr) &&
				     !(r->flags & MAP_GROWSDOWN));
}

/* Positions in a file end where off_t does. */
static int request_file(const struct request *r)
{
	return r->offset < 0 || r->len > (__u64)__OFF_MAX - (__u64)r->offset
		       ? -EOVERFLOW
		       : 0;
}

static int request_check(struct request *r, __vaddr_t addr, size_t len,
			 int prot, int flags)
{
	int rc = request_init(r, len, prot, flags);

	if (rc == 0 && (flags & MAP_HUGETLB))
		rc = request_huge(r);
	if (rc == 0)
		rc = request_place(r, addr);
	if (rc == 0 && r->fp)
		rc = request_file(r);
	if (rc == 0)
		rc = request_type(r);
	return rc ? rc : request_limits(r);
}

UK_SYSCALL_R_DEFINE(void *, mmap, void *, addr, size_t, len, int, prot, int,
		    flags, int, fd, off_t, offset)
{
	struct request r = {.offset = offset};
	long ret;

	if (offset & (off_t)(PAGE_SIZE - 1))
		return (void *)-EINVAL;
	if (!(flags & MAP_ANONYMOUS)) {
		ret = mmap_file_get(fd, &r.fp);
		if (ret)
			return (void *)ret;
	}
	ret = request_check(&r, (__vaddr_t)addr, len, prot, flags);
	if (ret == 0)
		ret = map(&r);
	if (ret > 0)
		mmap_lock_new((__vaddr_t)ret, r.len);
	if (r.fp)
		mmap_file_put(r.fp);
	return (void *)ret;
}

UK_SYSCALL_R_DEFINE(int, munmap, void *, addr, size_t, len)
{
	__vaddr_t vaddr = (__vaddr_t)addr;

	if (!len || (vaddr & (PAGE_SIZE - 1)) || !mmap_len(len) ||
	    !mmap_in_range(vaddr, mmap_len(len)))
		return -EINVAL;
	return uk_vma_unmap(mmap_vas(), vaddr, mmap_len(len), 0);
}
