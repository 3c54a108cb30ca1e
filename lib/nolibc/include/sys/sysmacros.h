/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Numbers of devices. */
#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H

#define major(d) \
	((unsigned int)(((d) >> 32 & 0xfffff000u) | ((d) >> 8 & 0xfffu)))
#define minor(d) ((unsigned int)(((d) >> 12 & 0xffffff00u) | ((d)&0xffu)))
#define makedev(x, y)                                      \
	(((x)&0xfffff000ULL) << 32 | ((x)&0xfffULL) << 8 | \
	 ((y)&0xffffff00ULL) << 12 | ((y)&0xffULL))

#endif /* _SYS_SYSMACROS_H */
