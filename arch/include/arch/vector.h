/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Vector registers, kept lazily.
 *
 * Kernel code uses none. A thread that may use them owns a struct ukarch_ectx
 * (<uk/arch/ctx.h>). After a switch they are disabled; the first use traps,
 * loads what the thread left there (nothing, if it never used any) and goes
 * on. Only a thread that has used them since it was switched to has its
 * registers saved on the next switch. A thread without struct ukarch_ectx that
 * uses them gets an ARCH_TRAP_INVALID_OP. Before the first switch, while
 * arch_percpu()->thread is NULL, anyone may use them.
 */
#ifndef __ARCH_VECTOR_H__
#define __ARCH_VECTOR_H__

struct ukarch_ectx;

/*
 * To be called by the scheduler, with interrupts off, together with
 * ukarch_ctx_switch(), before it. Either may be NULL: no vector state.
 */
void arch_vector_switch(struct ukarch_ectx *prev, struct ukarch_ectx *next);

/* To be called before the memory of a struct ukarch_ectx is freed. */
void arch_vector_forget(struct ukarch_ectx *ectx);

/*
 * Brings *ectx up to date with the registers if they hold its state: before
 * it is copied (clone, signal frame, core dump).
 */
void arch_vector_sync(struct ukarch_ectx *ectx);

/*
 * *ectx of the running thread has been written (a signal handler returns): the
 * registers follow at their next use. What programs wrote is made harmless
 * first: reserved fields are cleared.
 */
void arch_vector_changed(struct ukarch_ectx *ectx);

#endif /* __ARCH_VECTOR_H__ */
