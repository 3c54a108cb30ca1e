/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The real-time clock of a PC (MC146818). */
#ifndef __UK_CMOS_H__
#define __UK_CMOS_H__

#include <errno.h>
#include <uk/config.h>

#ifdef CONFIG_LIBCMOS
/* Registers the clock; it is read when somebody asks for the date. */
int cmos_init(void);
#else
static inline int cmos_init(void)
{
	return -ENODEV;
}
#endif

#endif /* __UK_CMOS_H__ */
