/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A pairing heap of timers, earliest deadline at the root. Insertion costs
 * O(1), removal of any timer O(log n) amortised. No locks: the caller's.
 */
#ifndef __UKTIMER_HEAP_PRIV_H__
#define __UKTIMER_HEAP_PRIV_H__

#include <uk/timer.h>

/* timer may not be pending. */
void timer_heap_insert(struct uk_timer **root, struct uk_timer *timer);

/* timer must be in this heap. */
void timer_heap_remove(struct uk_timer **root, struct uk_timer *timer);

#endif /* __UKTIMER_HEAP_PRIV_H__ */
