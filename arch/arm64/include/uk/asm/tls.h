/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * TLS variant I: TPIDR_EL0 points at the thread control block, of which the
 * ABI reserves 16 bytes; the image's TLS segment follows, aligned as it says.
 *
 *   area                         tlsp                 tlsp + 16 (aligned)
 *   | TCB of the C library ...   | 16 bytes reserved  | .tdata .tbss |
 *
 * With aarch64_no_reserved_tcb_overlap (CONFIG_AARCH64_NO_TCB_OVERLAP) the C
 * library's TCB ends where TPIDR_EL0 points; else its last 16 bytes are the
 * reserved ones.
 */
#ifndef __UKARCH_ARM64_TLS_H__
#define __UKARCH_ARM64_TLS_H__

#include <uk/arch/tls.h>

/* From the linker script: .tdata is [_tls_start, _etdata), .tbss follows to
 * _tls_end.
 */
extern char _tls_start[], _etdata[], _tls_end[];

/* Copies .tdata and clears .tbss, without touching the TCB. */
void ukarch_tls_area_copy(void *tls_area);

/* What TPIDR_EL0 holds for that area. */
__uptr ukarch_tls_pointer(void *tls_area);

#endif /* __UKARCH_ARM64_TLS_H__ */
