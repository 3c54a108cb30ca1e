/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The only way in which a system call touches what an application's pointer
 * points to. A bad pointer is -EFAULT, never a crash.
 *
 * A loaded program may name its own half of the address space only. That is
 * checked first: a program must not have the kernel read or write itself on its
 * behalf. Native code calls the same functions with pointers of its own, which
 * may be anything; uk_app_limit() tells the two apart.
 *
 * What is not in memory yet is paged in, which may take as long as the area's
 * type takes: not for interrupt handlers.
 *
 * support/check/appptr.py finds system calls that do without these.
 */
#ifndef __UK_ACCESS_H__
#define __UK_ACCESS_H__

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <arch/nofault.h>
#include <arch/percpu.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The first address that the running thread may not name, 0 if it may name
 * all: the rule is that the entry from a loaded program's system-call
 * instruction sets it to the end of the lower half, and the return clears it;
 * it goes with the thread when another one is switched to. Where there are no
 * loaded programs, nobody sets it: native images pass all addresses.
 */
static inline __vaddr_t uk_app_limit(void)
{
	return arch_app_limit();
}

/* May the running thread name all of [addr, addr + len)? No access is made. */
static inline bool uk_app_range_ok(__vaddr_t addr, __sz len)
{
	__vaddr_t last = addr + len - 1;

	/* No limit ends within the first page: one comparison does */
	if (__builtin_constant_p(len) && len && len <= 4096)
		return addr <= uk_app_limit() - len;
	return !len || (last >= addr && last <= uk_app_limit() - 1);
}

/*
 * Return 0 or -EFAULT. Then dst has what could be read, and zeros; the
 * application's memory has what could be written.
 */
int uk_copy_from_app(void *dst, const void *app_src, __sz len);
int uk_copy_to_app(void *app_dst, const void *src, __sz len);

/*
 * One value of a usual size by one access. false: it is of another size, or not
 * there as a whole; the general way finds out how far it goes.
 */
static inline bool _uk_app_load(void *dst, __vaddr_t at, __sz len)
{
	uint64_t v64;
	uint32_t v32;
	bool done;

	if (len == sizeof(uint8_t))
		return arch_nofault_load8(at, (uint8_t *)dst);
	if (len == sizeof(v64)) {
		done = arch_nofault_load(at, &v64);
		memcpy(dst, &v64, sizeof(v64));
		return done;
	}
	if (len == sizeof(v32)) {
		done = arch_nofault_load32(at, &v32);
		memcpy(dst, &v32, sizeof(v32));
		return done;
	}
	return false;
}

static inline bool _uk_app_store(__vaddr_t at, const void *src, __sz len)
{
	uint64_t v64;
	uint32_t v32;

	if (len == sizeof(uint8_t))
		return arch_nofault_store8(at, *(const uint8_t *)src);
	if (len == sizeof(v64)) {
		memcpy(&v64, src, sizeof(v64));
		return arch_nofault_store(at, v64);
	}
	if (len == sizeof(v32)) {
		memcpy(&v32, src, sizeof(v32));
		return arch_nofault_store32(at, v32);
	}
	return false;
}

/* The two above for the paths that have to be short: single values are copied
 * where this is compiled.
 */
static inline int uk_load_app(void *dst, const void *app_src, __sz len)
{
	if (likely(uk_app_range_ok((__vaddr_t)app_src, len)) &&
	    likely(_uk_app_load(dst, (__vaddr_t)app_src, len)))
		return 0;
	return uk_copy_from_app(dst, app_src, len);
}

static inline int uk_store_app(void *app_dst, const void *src, __sz len)
{
	if (likely(uk_app_range_ok((__vaddr_t)app_dst, len)) &&
	    likely(_uk_app_store((__vaddr_t)app_dst, src, len)))
		return 0;
	return uk_copy_to_app(app_dst, src, len);
}

/* Fills with zeros. Returns 0 or -EFAULT. */
int uk_clear_app(void *app_dst, __sz len);

/*
 * Stores desired where expected is, in one step, and sets *expected to what was
 * there. The address is a multiple of 4. 0 or -EFAULT; then *expected is as it
 * was.
 */
int uk_cmpxchg_app(uint32_t *app_ptr, uint32_t *expected, uint32_t desired);

/*
 * Copies a string with its end to dst, of size bytes, and perhaps some of what
 * follows it. Returns its length; -EFAULT; -ENAMETOOLONG if it does not end
 * within size bytes. After an error dst is the empty string.
 */
long uk_strncpy_from_app(char *dst, const char *app_src, __sz size);

/* v = *app_ptr, *app_ptr = value; 0 or -EFAULT, and v is zero. */
#define uk_get_from_app(v, app_ptr)                           \
	__extension__({                                       \
		UK_CTASSERT(sizeof(v) == sizeof(*(app_ptr))); \
		uk_copy_from_app(&(v), (app_ptr), sizeof(v)); \
	})
#define uk_put_to_app(value, app_ptr)                                     \
	__extension__({                                                   \
		__typeof__(*(app_ptr)) _uk_put_v = (value);               \
		uk_copy_to_app((app_ptr), &_uk_put_v, sizeof(_uk_put_v)); \
	})

#ifdef __cplusplus
}
#endif

#endif /* __UK_ACCESS_H__ */
