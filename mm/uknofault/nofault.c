/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <arch/nofault.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/paging.h>
#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/nofault.h>
#ifdef CONFIG_LIBUKVMEM
#include "paging_vmem.h"
#else
#include "paging_none.h"
#endif
#include "nofault_priv.h"

/* What is behind a fault in a range of which left bytes are left */
static __sz hole(__sz left, unsigned long flags)
{
	return flags & UK_NOFAULTF_CONTINUE ? MIN(left, PAGE_SIZE) : left;
}

/* A page is accessible or it is not: one access tells for all its bytes. */
static inline __attribute__((always_inline)) __sz probe(
	__vaddr_t at, __sz len, unsigned long flags, bool (*access)(__vaddr_t))
{
	__sz left = nofault_clip(at, len);
	__sz count = 0;
	__sz step;

	while (left) {
		step = MIN(left, PAGE_SIZE - (at & (PAGE_SIZE - 1)));
		if (likely(access(at)))
			count += step;
		else
			step = hole(left, flags);
		at += step;
		left -= step;
	}
	return count;
}

static __noinline __sz probe_unpaged(__vaddr_t at, __sz len,
				     unsigned long flags,
				     bool (*access)(__vaddr_t))
{
	struct nofault_paging paging;
	__sz count;

	nofault_paging_begin(&paging, flags);
	count = probe(at, len, flags, access);
	nofault_paging_end(&paging);
	return count;
}

__sz uk_nofault_probe_r(__vaddr_t vaddr, __sz len, unsigned long flags)
{
	if (unlikely(nofault_paging_off(flags)))
		return probe_unpaged(vaddr, len, flags, arch_nofault_read);
	return probe(vaddr, len, flags, arch_nofault_read);
}

__sz uk_nofault_probe_rw(__vaddr_t vaddr, __sz len, unsigned long flags)
{
	if (unlikely(nofault_paging_off(flags)))
		return probe_unpaged(vaddr, len, flags, arch_nofault_update);
	return probe(vaddr, len, flags, arch_nofault_update);
}

/* One of the two faulted behind done bytes: over the hole in both. */
static __sz copy_on(char *dst, const char *src, __sz len, __sz done,
		    unsigned long flags)
{
	__sz count = done;
	__sz at = done;

	while (at < len) {
		at += hole(len - at, flags);
		done = arch_nofault_copy(dst + at, src + at, len - at);
		count += done;
		at += done;
	}
	return count;
}

static __noinline __sz copy_with(char *dst, const char *src, __sz len,
				 unsigned long flags)
{
	struct nofault_paging paging;
	__sz done;

	len = nofault_clip((__vaddr_t)dst, len);
	len = nofault_clip((__vaddr_t)src, len);
	nofault_paging_begin(&paging, flags);
	done = arch_nofault_copy(dst, src, len);
	if (done < len)
		done = copy_on(dst, src, len, done, flags);
	nofault_paging_end(&paging);
	return done;
}

/* Most copies want nothing special: then it is the bare copy. */
__sz uk_nofault_memcpy(char *dst, const char *src, __sz len,
		       unsigned long flags)
{
	if (unlikely(flags || nofault_paging_off(flags) ||
		     (__vaddr_t)dst + len < len || (__vaddr_t)src + len < len))
		return copy_with(dst, src, len, flags);
	return arch_nofault_copy(dst, src, len);
}
