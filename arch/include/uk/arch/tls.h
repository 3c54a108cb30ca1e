/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The layout of thread-local storage. An area holds the image's TLS segment
 * and the thread control block; the TLS pointer (FS base, TPIDR_EL0) points
 * into it where the architecture's ABI says.
 */
#ifndef __UKARCH_TLS_H__
#define __UKARCH_TLS_H__

#include <uk/config.h>
#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What to allocate for an area. */
__sz ukarch_tls_area_size(void);
__sz ukarch_tls_area_align(void);

/* Copies .tdata, zeroes .tbss, initialises the TCB. */
void ukarch_tls_area_init(void *tls_area);

/* TLS pointer of an area, and back. */
__uptr ukarch_tls_tlsp(void *tls_area);
void *ukarch_tls_area_get(__uptr tlsp);

/* The control block: where it is and how big. */
void *ukarch_tls_tcb_get(__uptr tlsp);
__sz ukarch_tls_tcb_size(void);

/* Provided by the C library that reserves a TCB (ukarch_tls_tcb_reserve in a
 * Makefile.uk): called by ukarch_tls_area_init() to fill it.
 */
#ifdef UKARCH_TLS_HAVE_TCB
void ukarch_tls_tcb_init(void *tcbp);
#else
static inline void ukarch_tls_tcb_init(void *tcbp __attribute__((unused)))
{
}
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UKARCH_TLS_H__ */
