/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * For a C library that keeps its thread descriptor in the TLS area: it selects
 * LIBUKSCHED_TCB_INIT, reserves the room (ukarch_tls_tcb_reserve in its
 * Makefile.uk) and defines both functions.
 */
#ifndef __UK_TCB_IMPL_H__
#define __UK_TCB_IMPL_H__

#include <uk/arch/tls.h>
#include <uk/thread.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The descriptor of a thread whose TLS area is ours. */
#define uk_thread_uktcb(thread)                               \
	({                                                    \
		UK_ASSERT((thread)->flags &UK_THREADF_UKTLS); \
		ukarch_tls_tcb_get((thread)->uktlsp);         \
	})

/*
 * Called when a thread is created, before the UK_THREAD_INIT functions, and
 * when it is released, after them. init: 0 or a negative errno.
 */
int uk_thread_uktcb_init(struct uk_thread *thread, void *tcb);
void uk_thread_uktcb_fini(struct uk_thread *thread, void *tcb);

#ifdef __cplusplus
}
#endif

#endif /* __UK_TCB_IMPL_H__ */
