/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* PL011 serial port as the console. */
#ifndef __UK_PL011_H__
#define __UK_PL011_H__

#include <uk/arch/types.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#if CONFIG_LIBPL011
/*
 * The port whose registers are at base is the console, unless there is one
 * already. The device tree's is found without this: it is for when there is
 * none to find it in. 0, -ENOMEM, -ENOSPC.
 */
int pl011_init(__paddr_t base);

/* Where that port is. */
#define PL011_FALLBACK_BASE CONFIG_LIBPL011_FALLBACK_BASE
#else
static inline int pl011_init(__paddr_t base __unused)
{
	return 0;
}

#define PL011_FALLBACK_BASE 0
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UK_PL011_H__ */
