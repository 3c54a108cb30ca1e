/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Word, page and default stack size; <uk/arch/limits.h> is the way in. */
#ifndef __UKARCH_LIMITS_H__
#error "Include <uk/arch/limits.h>"
#endif

#include <uk/config.h>

#define __WORDSIZE	    64
#define __WORDSIZE_COMPAT32 1

#define __PAGE_SHIFT 12
#define __PAGE_SIZE  0x1000UL
#define __PAGE_MASK  (~(__PAGE_SIZE - 1))

/* The stack of a thread that does not ask for another size. */
#ifdef CONFIG_STACK_SIZE_PAGE_ORDER
#define __STACK_SIZE_PAGE_ORDER CONFIG_STACK_SIZE_PAGE_ORDER
#else
#define __STACK_SIZE_PAGE_ORDER 4
#endif
#define __STACK_SIZE (__PAGE_SIZE << __STACK_SIZE_PAGE_ORDER)
