/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Page and stack sizes, for C and assembly. */
#ifndef __UKARCH_ARM64_LIMITS_H__
#define __UKARCH_ARM64_LIMITS_H__

#include <uk/config.h>

#define __WORDSIZE	    64
#define __WORDSIZE_COMPAT32 0

#define __PAGE_SHIFT 12

#ifdef __ASSEMBLER__
#define __PAGE_SIZE (1 << __PAGE_SHIFT)
#else
#define __PAGE_SIZE (1UL << __PAGE_SHIFT)
#endif
#define __PAGE_MASK (~((__PAGE_SIZE)-1))

#ifdef CONFIG_STACK_SIZE_PAGE_ORDER
#define __STACK_SIZE_PAGE_ORDER CONFIG_STACK_SIZE_PAGE_ORDER
#else
#define __STACK_SIZE_PAGE_ORDER 4
#endif
#define __STACK_SIZE	   (__PAGE_SIZE << __STACK_SIZE_PAGE_ORDER)
#define __STACK_ALIGN_SIZE __STACK_SIZE

#endif /* __UKARCH_ARM64_LIMITS_H__ */
