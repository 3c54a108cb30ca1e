/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The integer types of the interface. Both architectures are LP64, so they
 * are the same everywhere; <uk/asm/types.h> adds what is not.
 */
#ifndef __UKARCH_TYPES_H__
#define __UKARCH_TYPES_H__

#include <uk/asm/types.h>

#define __HAVE_INT8__
#define __HAVE_INT16__
#define __HAVE_INT32__
#define __HAVE_INT64__
#define __HAVE_PTR__
#define __HAVE_PADDR__

#define __PRIs8	   "d"
#define __PRIu8	   "u"
#define __PRIx8	   "x"
#define __PRIs16   "d"
#define __PRIu16   "u"
#define __PRIx16   "x"
#define __PRIs32   "d"
#define __PRIu32   "u"
#define __PRIx32   "x"
#define __PRIs64   "ld"
#define __PRIu64   "lu"
#define __PRIx64   "lx"
#define __PRIoff   "ld"
#define __PRIssz   "ld"
#define __PRIsz	   "lu"
#define __PRIuptr  "lx"
#define __PRIpaddr "lx"
#define __PRIvaddr "lx"

#define __SCNs8	 "hhd"
#define __SCNu8	 "hhu"
#define __SCNx8	 "hhx"
#define __SCNs16 "hd"
#define __SCNu16 "hu"
#define __SCNx16 "hx"
#define __SCNs32 "d"
#define __SCNu32 "u"
#define __SCNx32 "x"
#define __SCNs64 "ld"
#define __SCNu64 "lu"
#define __SCNx64 "lx"

#ifndef __ASSEMBLER__

typedef signed char __s8;
typedef unsigned char __u8;
typedef signed short __s16;
typedef unsigned short __u16;
typedef signed int __s32;
typedef unsigned int __u32;
typedef signed long __s64;
typedef unsigned long __u64;

typedef __s64 __sptr;
typedef __u64 __uptr;
typedef __uptr __sz;
typedef __sptr __ssz;
typedef __sptr __off;

/* Addresses: a virtual one is what a pointer holds, a physical one is what a
 * page-table entry and a device hold.
 */
typedef __uptr __vaddr_t;
typedef __u64 __paddr_t;

/* A counter that is only touched with ukarch_inc() and its like. */
typedef struct {
	__u32 counter;
} __atomic;

#ifdef __cplusplus
#define __NULL 0
#else
#define __NULL ((void *)0)
#endif

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_TYPES_H__ */
