/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __EXEC_PRIV_H__
#define __EXEC_PRIV_H__

#include <uk/elf.h>

struct uk_process;

/* vas.c: gives the process an empty address space. 0 or a negative errno. */
int exec_vas_clear(struct uk_process *p);

/* The vDSO's address for the program, if there is one. */
static inline void exec_vdso_aux(struct uk_elf_start *start)
{
	(void)start;
}

#endif /* __EXEC_PRIV_H__ */
