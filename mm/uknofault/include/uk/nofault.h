/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Access to memory that may not be there, or may not be accessed like that: a
 * fault is a short count instead of a crash.
 *
 * Each function returns a number of bytes, exactly: those before the first one
 * that could not be accessed, or with UK_NOFAULTF_CONTINUE all that could.
 * Nothing lies beyond the last address: a range that wraps around ends there.
 *
 * All may be called in any context, interrupt handlers included. There they
 * page nothing in, as if UK_NOFAULTF_NOPAGING were given.
 */
#ifndef __UK_NOFAULT_H__
#define __UK_NOFAULT_H__

#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

/* After a fault, go on one page (of 4096 bytes) behind its position. */
#define UK_NOFAULTF_CONTINUE 0x01
/* Do not page in on demand: what is not in memory now is not there. */
#define UK_NOFAULTF_NOPAGING 0x02

/* How much of [vaddr, vaddr + len) can be read? Reads one byte a page. */
__sz uk_nofault_probe_r(__vaddr_t vaddr, __sz len, unsigned long flags);

/* And written? Writes one byte a page, with what it holds. */
__sz uk_nofault_probe_rw(__vaddr_t vaddr, __sz len, unsigned long flags);

/*
 * memcpy() where either side may fault. The ranges do not overlap. Bytes of
 * dst that are not counted are as they were.
 */
__sz uk_nofault_memcpy(char *dst, const char *src, __sz len,
		       unsigned long flags);

/* v = *ptr, for any type; whether it could be done. */
#define uk_nofault_try_read(v, ptr)                                 \
	(uk_nofault_memcpy(DEQUALIFY(char *, &(v)),                 \
			   DEQUALIFY(const char *, ptr), sizeof(v), \
			   0) == sizeof(v))

/* *ptr = value, for any type; whether it could be done. */
#define uk_nofault_try_write(value, ptr)                             \
	__extension__({                                              \
		__typeof__(*(ptr)) _uk_nofault_v = (value);          \
		uk_nofault_memcpy(DEQUALIFY(char *, ptr),            \
				  DEQUALIFY(char *, &_uk_nofault_v), \
				  sizeof(_uk_nofault_v),             \
				  0) == sizeof(_uk_nofault_v);       \
	})

#ifdef __cplusplus
}
#endif

#endif /* __UK_NOFAULT_H__ */
