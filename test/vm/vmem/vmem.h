/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __APPVMEM_VMEM_H__
#define __APPVMEM_VMEM_H__

#include <stdint.h>

/* Something to do, by name. */
struct way {
	const char *name;
	void (*run)(void);
};

/* direct.c or thread.c */
void vmem_run(const struct way *way);

#endif /* __APPVMEM_VMEM_H__ */
