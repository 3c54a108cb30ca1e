/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Thread-local storage as the ABI of x86_64 lays it out (variant II):
 *
 *   area                          tlsp
 *   | pad | .tdata  | .tbss | pad | TCB: its own address, ... |
 *
 * Variables have negative offsets from the TLS pointer, which is aligned like
 * the strictest of them.
 */
#include <string.h>
#include <uk/essentials.h>
#include <uk/arch/tls.h>
#include <uk/plat/tls.h>
#include "x86_priv.h"

/* From the linker script: initial values, end of .tbss, and an address whose
 * value is the alignment.
 */
extern char _tls_start[], _etdata[], _tls_end[], _tls_align[];

#ifdef UKARCH_TLS_TCB_RESERVE
#define TCB_SIZE ALIGN_UP((__sz)UKARCH_TLS_TCB_RESERVE, sizeof(void *))
#else
#define TCB_SIZE sizeof(void *)
#endif

static __sz tls_len(void)
{
	return ALIGN_UP((__sz)(_tls_end - _tls_start), (__sz)_tls_align);
}

__sz ukarch_tls_area_align(void)
{
	return MAX((__sz)_tls_align, sizeof(void *));
}

__sz ukarch_tls_tcb_size(void)
{
	return TCB_SIZE;
}

__sz ukarch_tls_area_size(void)
{
	return ALIGN_UP(tls_len(), sizeof(void *)) + TCB_SIZE;
}

__uptr ukarch_tls_tlsp(void *tls_area)
{
	return (__uptr)tls_area + tls_len();
}

void *ukarch_tls_area_get(__uptr tlsp)
{
	return (void *)(tlsp - tls_len());
}

void *ukarch_tls_tcb_get(__uptr tlsp)
{
	return (void *)tlsp;
}

void ukarch_tls_area_init(void *tls_area)
{
	__uptr tlsp = ukarch_tls_tlsp(tls_area);
	char *start = (char *)tlsp - tls_len();
	__sz init = (__sz)(_etdata - _tls_start);

	memcpy(start, _tls_start, init);
	memset(start + init, 0, tls_len() - init + TCB_SIZE);
	*(__uptr *)tlsp = tlsp; /* %fs:0 */
	ukarch_tls_tcb_init((void *)tlsp);
}

__uptr ukplat_tlsp_get(void)
{
	__uptr tlsp;

	if (!x86_features.fsgsbase)
		return x86_rdmsr(X86_MSR_FS_BASE);
	__asm__ __volatile__("rdfsbase %0" : "=r"(tlsp));
	return tlsp;
}

void ukplat_tlsp_set(__uptr tlsp)
{
	if (x86_features.fsgsbase)
		__asm__ __volatile__("wrfsbase %0" : : "r"(tlsp) : "memory");
	else
		x86_wrmsr(X86_MSR_FS_BASE, tlsp);
}
