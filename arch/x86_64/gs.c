/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A program's GS base; <arch/asm/app_base.h> says how. */
#include <arch/asm/app_base.h>
#include <uk/plat/tls.h>
#include "x86_priv.h"

bool x86_gs_used, x86_bases_slow;

uintptr_t x86_gs_get(void)
{
	return x86_rdmsr(X86_MSR_KERNEL_GS_BASE);
}

void x86_gs_set(uintptr_t base)
{
	x86_wrmsr(X86_MSR_KERNEL_GS_BASE, base);
	if (x86_gs_used)
		return;
	x86_gs_used = true;
	x86_bases_slow = true;
	x86_entries_set(x86_vectors_gs, x86_syscall_entry_gs);
}

void x86_bases_switch(uintptr_t *prev_tlsp, uintptr_t *prev_base,
		      uintptr_t next_tlsp, uintptr_t next_base)
{
	*prev_tlsp = ukplat_tlsp_get();
	ukplat_tlsp_set(next_tlsp);
	if (!x86_gs_used)
		return;
	*prev_base = x86_gs_get();
	x86_gs_set(next_base);
}
