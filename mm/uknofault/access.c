/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an application's pointer points to, range first, then the access. */
#include <errno.h>
#include <string.h>
#include <arch/nofault.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>

/* Nothing of the kernel's own goes on from here by mistake. */
static __noinline int nothing_from(void *dst, __sz len)
{
	memset(dst, 0, len);
	return -EFAULT;
}

static __noinline int copy_from(void *dst, const void *app_src, __sz len)
{
	__sz done = arch_nofault_copy(dst, app_src, len);

	return likely(done == len)
		       ? 0
		       : nothing_from((char *)dst + done, len - done);
}

static __noinline int copy_to(void *app_dst, const void *src, __sz len)
{
	return arch_nofault_copy(app_dst, src, len) == len ? 0 : -EFAULT;
}

static __noinline int clear(void *app_dst, __sz len)
{
	return arch_nofault_clear(app_dst, len) == len ? 0 : -EFAULT;
}

/* These call nothing but the above, and so have no frame. */

int uk_copy_from_app(void *dst, const void *app_src, __sz len)
{
	if (unlikely(!uk_app_range_ok((__vaddr_t)app_src, len)))
		return nothing_from(dst, len);
	if (_uk_app_load(dst, (__vaddr_t)app_src, len))
		return 0;
	return copy_from(dst, app_src, len);
}

int uk_copy_to_app(void *app_dst, const void *src, __sz len)
{
	if (unlikely(!uk_app_range_ok((__vaddr_t)app_dst, len)))
		return -EFAULT;
	if (_uk_app_store((__vaddr_t)app_dst, src, len))
		return 0;
	return copy_to(app_dst, src, len);
}

int uk_clear_app(void *app_dst, __sz len)
{
	if (unlikely(!uk_app_range_ok((__vaddr_t)app_dst, len)))
		return -EFAULT;
	if (len == 1 && arch_nofault_store8((__vaddr_t)app_dst, 0))
		return 0;
	return clear(app_dst, len);
}

int uk_cmpxchg_app(uint32_t *app_ptr, uint32_t *expected, uint32_t desired)
{
	uint32_t old = *expected;

	if (unlikely(
		    !uk_app_range_ok((__vaddr_t)app_ptr, sizeof(old)) ||
		    !arch_nofault_cmpxchg32((__vaddr_t)app_ptr, &old, desired)))
		return -EFAULT;
	*expected = old;
	return 0;
}
