/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Thread-local storage, variant I: see <uk/asm/tls.h> for the picture. */
#include <string.h>
#include <uk/arch/lcpu.h>
#include <uk/arch/tls.h>
#include <uk/asm/tls.h>
#include <uk/essentials.h>
#include <uk/plat/tls.h>

/* From the linker script: the alignment of the TLS segment. */
extern char _tls_align[];

/* What the ABI reserves at the TLS pointer. */
#define TCB_ABI_SIZE 16UL

#ifdef UKARCH_TLS_TCB_RESERVE
#define TCB_SIZE MAX((__sz)(UKARCH_TLS_TCB_RESERVE), TCB_ABI_SIZE)
#else
#define TCB_SIZE TCB_ABI_SIZE
#endif

/* How many of the control block's bytes are the reserved ones. */
#ifdef CONFIG_AARCH64_NO_TCB_OVERLAP
#define TCB_OVERLAP 0UL
#else
#define TCB_OVERLAP TCB_ABI_SIZE
#endif

/* A C library that reserves a control block fills it itself. */
#ifdef UKARCH_TLS_HAVE_TCB
#define tcb_init(tcb) ukarch_tls_tcb_init(tcb)
#else
#define tcb_init(tcb) ((void)(tcb))
#endif

/* The linker takes offsets from the TLS pointer for granted that add the
 * reserved bytes rounded up to the segment's alignment.
 */
static __sz tls_offset(void)
{
	return ALIGN_UP(TCB_ABI_SIZE, ukarch_tls_area_align());
}

/* Bytes before the TLS pointer, so that it is aligned as the segment is. */
static __sz tlsp_offset(void)
{
	return ALIGN_UP(TCB_SIZE - TCB_OVERLAP, ukarch_tls_area_align());
}

__sz ukarch_tls_area_align(void)
{
	return MAX((__sz)_tls_align, TCB_ABI_SIZE);
}

__sz ukarch_tls_area_size(void)
{
	return tlsp_offset() + tls_offset() + (__sz)(_tls_end - _tls_start);
}

__uptr ukarch_tls_tlsp(void *tls_area)
{
	return (__uptr)tls_area + tlsp_offset();
}

__uptr ukarch_tls_pointer(void *tls_area)
{
	return ukarch_tls_tlsp(tls_area);
}

void *ukarch_tls_area_get(__uptr tlsp)
{
	return (void *)(tlsp - tlsp_offset());
}

__sz ukarch_tls_tcb_size(void)
{
	return TCB_SIZE;
}

void *ukarch_tls_tcb_get(__uptr tlsp)
{
	return (void *)(tlsp + TCB_OVERLAP - TCB_SIZE);
}

void ukarch_tls_area_copy(void *tls_area)
{
	char *tls = (char *)tls_area + tlsp_offset() + tls_offset();
	__sz data = (__sz)(_etdata - _tls_start);
	__sz bss = (__sz)(_tls_end - _etdata);

	memcpy(tls, _tls_start, data);
	memset(tls + data, 0, bss);
}

void ukarch_tls_area_init(void *tls_area)
{
	memset(tls_area, 0, tlsp_offset() + tls_offset());
	ukarch_tls_area_copy(tls_area);
	tcb_init(ukarch_tls_tcb_get(ukarch_tls_tlsp(tls_area)));
}

__uptr ukplat_tlsp_get(void)
{
	return arm64_sysreg_read(tpidr_el0);
}

void ukplat_tlsp_set(__uptr tlsp)
{
	arm64_sysreg_write(tpidr_el0, tlsp);
}
