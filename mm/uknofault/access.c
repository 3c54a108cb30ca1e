/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an application's pointer points to, range first, then the access. */
#include <errno.h>
#include <string.h>
#include <arch/nofault.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>

int uk_copy_from_app(void *dst, const void *app_src, __sz len)
{
	__sz done = 0;

	if (likely(uk_app_range_ok((__vaddr_t)app_src, len)))
		done = arch_nofault_copy(dst, app_src, len);
	if (likely(done == len))
		return 0;
	/* nothing of the kernel's own goes on from here by mistake */
	memset((char *)dst + done, 0, len - done);
	return -EFAULT;
}

int uk_copy_to_app(void *app_dst, const void *src, __sz len)
{
	if (unlikely(!uk_app_range_ok((__vaddr_t)app_dst, len)))
		return -EFAULT;
	return arch_nofault_copy(app_dst, src, len) == len ? 0 : -EFAULT;
}

int uk_clear_app(void *app_dst, __sz len)
{
	if (unlikely(!uk_app_range_ok((__vaddr_t)app_dst, len)))
		return -EFAULT;
	return arch_nofault_clear(app_dst, len) == len ? 0 : -EFAULT;
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
