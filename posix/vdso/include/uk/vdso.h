/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The kernel's shared object in a program's address space. */
#ifndef __UK_VDSO_H__
#define __UK_VDSO_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_vas;

struct uk_vdso {
	__vaddr_t base;	     /* of its ELF header: AT_SYSINFO_EHDR */
	__vaddr_t sigreturn; /* where signal handlers return to that say
			      * nothing else; 0: nowhere
			      */
};

/* Maps it somewhere. 0, or a negative errno: -ENOMEM. */
int uk_vdso_map(struct uk_vas *vas, struct uk_vdso *vdso);

#ifdef __cplusplus
}
#endif

#endif /* __UK_VDSO_H__ */
