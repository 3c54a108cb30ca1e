/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Monotonic time by the time-stamp counter of x86. */
#ifndef __UK_TSC_H__
#define __UK_TSC_H__

#include <errno.h>
#include <uk/config.h>

#ifdef CONFIG_LIBTSC
/* Registers the clock source. Waits for nothing. */
int tsc_init(void);
#else
static inline int tsc_init(void)
{
	return -ENODEV;
}
#endif

#endif /* __UK_TSC_H__ */
