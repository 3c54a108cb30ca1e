/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __EXEC_PRIV_H__
#define __EXEC_PRIV_H__

#include <uk/config.h>
#include <uk/elf.h>
#include <uk/process.h>
#ifdef CONFIG_LIBPOSIX_SIGNAL
#include <uk/signal.h>
#endif
#ifdef CONFIG_LIBPOSIX_VDSO
#include <uk/vdso.h>
#endif
#ifdef CONFIG_LIBPOSIX_FDTAB
#include <uk/fdtab.h>
#endif

/* vas.c: gives the process an empty address space. 0 or a negative errno. */
int exec_vas_clear(struct uk_process *p);

/* What belongs to the program that goes, in other modules. */
#ifdef CONFIG_LIBPOSIX_SIGNAL
static inline void exec_signals(void)
{
	uk_signal_exec();
}

static inline void exec_signals_aux(struct uk_elf_start *start)
{
	uk_elf_aux_add(start, 51 /* AT_MINSIGSTKSZ */, uk_signal_frame_max());
}
#else  /* !CONFIG_LIBPOSIX_SIGNAL */
static inline void exec_signals(void)
{
}

static inline void exec_signals_aux(struct uk_elf_start *start)
{
	(void)start;
}
#endif /* !CONFIG_LIBPOSIX_SIGNAL */

#ifdef CONFIG_LIBPOSIX_FDTAB
static inline void exec_files(struct uk_process *p)
{
	if (p->fdtab)
		uk_fdtab_close_exec(p->fdtab);
}
#else  /* !CONFIG_LIBPOSIX_FDTAB */
static inline void exec_files(struct uk_process *p)
{
	(void)p;
}
#endif /* !CONFIG_LIBPOSIX_FDTAB */

/* The vDSO, if there is one: 0 or a negative errno, and where it is. */
#ifdef CONFIG_LIBPOSIX_VDSO
static inline int exec_vdso_map(struct uk_process *p, __vaddr_t *base)
{
	struct uk_vdso vdso;
	int rc = uk_vdso_map(p->vas, &vdso);

	if (rc == 0) {
		*base = vdso.base;
		p->sigreturn = vdso.sigreturn;
	}
	return rc;
}
#else  /* !CONFIG_LIBPOSIX_VDSO */
static inline int exec_vdso_map(struct uk_process *p, __vaddr_t *base)
{
	(void)p;
	*base = 0;
	return 0;
}
#endif /* !CONFIG_LIBPOSIX_VDSO */

#endif /* __EXEC_PRIV_H__ */
