/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Rounding of addresses to pages. */
#ifndef __UK_PAGE_H__
#define __UK_PAGE_H__

#include <uk/arch/limits.h>

#define round_pgdown(a) ((unsigned long)(a)&__PAGE_MASK)
#define round_pgup(a) \
	(((unsigned long)(a) + ((unsigned long)__PAGE_SIZE - 1)) & __PAGE_MASK)

#endif /* __UK_PAGE_H__ */
