/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The preemptive scheduler: round robin like the cooperative one, but
 * application code that has run for its time slice while others wait, or
 * that an interrupt for another thread stopped, makes way. Kernel code is not
 * preempted.
 */
#ifndef __UK_SCHEDPREEMPT_H__
#define __UK_SCHEDPREEMPT_H__

#include <uk/sched.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A scheduler to be started; its memory comes from a. NULL: no memory. */
struct uk_sched *uk_schedpreempt_create(struct uk_alloc *a);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SCHEDPREEMPT_H__ */
