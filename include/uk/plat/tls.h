/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The register that points to thread-local storage. It belongs to the
 * application: kernel code has no thread-local variables and touches it only
 * when it switches threads.
 */
#ifndef __UKPLAT_TLS_H__
#define __UKPLAT_TLS_H__

#include <uk/arch/tls.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Implemented by the architecture. */
__uptr ukplat_tlsp_get(void);
void ukplat_tlsp_set(__uptr tlsp);

/* Use a TLS area that was made with ukarch_tls_area_init(). */
static inline void ukplat_tls_set(void *tls_area)
{
	ukplat_tlsp_set(ukarch_tls_tlsp(tls_area));
}

typedef int (*ukplat_tlsp_exec_fn)(void *);

/*
 * Call fn with another TLS pointer and return its result. Not inlined, so that
 * the compiler keeps no address of a thread-local variable across the change.
 */
static __noinline __maybe_unused int ukplat_tlsp_exec(__uptr tlsp,
						      ukplat_tlsp_exec_fn fn,
						      void *argp)
{
	__uptr saved = ukplat_tlsp_get();
	int rc;

	ukplat_tlsp_set(tlsp);
	rc = fn(argp);
	ukplat_tlsp_set(saved);
	return rc;
}

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_TLS_H__ */
