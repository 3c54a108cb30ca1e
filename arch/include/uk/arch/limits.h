/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Limits of the types in <uk/arch/types.h> and of C's own. A name that ends
 * in _MAX_U is the maximum of the signed type, written as an unsigned number.
 */
#ifndef __UKARCH_LIMITS_H__
#define __UKARCH_LIMITS_H__

#include <uk/asm/limits.h>

#define __HAVE_INT8__
#define __HAVE_INT16__
#define __HAVE_INT32__
#define __HAVE_INT64__
#define __HAVE_PTR__
#define __HAVE_PADDR__

#define __C_BITS 8

#define __S8_MAX_U 0x7fU
#define __S8_MAX   0x7f
#define __S8_MIN   (-__S8_MAX - 1)
#define __U8_MAX   0xffU
#define __U8_MIN   0U

#define __S16_MAX_U 0x7fffU
#define __S16_MAX   0x7fff
#define __S16_MIN   (-__S16_MAX - 1)
#define __U16_MAX   0xffffU
#define __U16_MIN   0U

#define __S32_MAX_U 0x7fffffffU
#define __S32_MAX   0x7fffffff
#define __S32_MIN   (-__S32_MAX - 1)
#define __U32_MAX   0xffffffffU
#define __U32_MIN   0U

#define __S64_MAX_U 0x7fffffffffffffffUL
#define __S64_MAX   0x7fffffffffffffffL
#define __S64_MIN   (-__S64_MAX - 1L)
#define __U64_MAX   0xffffffffffffffffUL
#define __U64_MIN   0UL

/* char is unsigned on arm64 and signed on x86_64. */
#define __C_MAX_U 0x7fU
#ifdef __CHAR_UNSIGNED__
#define __C_MAX __U8_MAX
#define __C_MIN 0
#else
#define __C_MAX __S8_MAX
#define __C_MIN __S8_MIN
#endif
#define __UC_MAX __U8_MAX
#define __UC_MIN __U8_MIN

#define __S_MAX_U __S16_MAX_U
#define __S_MAX	  __S16_MAX
#define __S_MIN	  __S16_MIN
#define __US_MAX  __U16_MAX
#define __US_MIN  __U16_MIN

#define __I_MAX_U __S32_MAX_U
#define __I_MAX	  __S32_MAX
#define __I_MIN	  __S32_MIN
#define __UI_MAX  __U32_MAX
#define __UI_MIN  __U32_MIN

#define __L_MAX_U __S64_MAX_U
#define __L_MAX	  __S64_MAX
#define __L_MIN	  __S64_MIN
#define __UL_MAX  __U64_MAX
#define __UL_MIN  __U64_MIN

#define __LL_MAX_U 0x7fffffffffffffffULL
#define __LL_MAX   0x7fffffffffffffffLL
#define __LL_MIN   (-__LL_MAX - 1LL)
#define __ULL_MAX  0xffffffffffffffffULL
#define __ULL_MIN  0ULL

#define __PTR_MAX   __U64_MAX
#define __PTR_MIN   __U64_MIN
#define __VADDR_MAX __U64_MAX
#define __VADDR_MIN __U64_MIN
#define __PADDR_MAX __U64_MAX
#define __PADDR_MIN __U64_MIN
#define __SZ_MAX    __U64_MAX
#define __SZ_MIN    __U64_MIN
#define __SSZ_MAX   __S64_MAX
#define __SSZ_MIN   __S64_MIN
#define __OFF_MAX   __S64_MAX
#define __OFF_MIN   __S64_MIN

/* Rounds a stack pointer down to the base of its (aligned) stack. */
#define STACK_MASK_TOP (~(__STACK_SIZE - 1))

#endif /* __UKARCH_LIMITS_H__ */
