/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an interrupt handler may do with a mutex. */
#ifndef __UK_ISR_MUTEX_H__
#define __UK_ISR_MUTEX_H__

#include <uk/mutex.h>

/* It is the interrupted thread that owns the mutex then. */
#define uk_mutex_trylock_isr(x) uk_mutex_trylock(x)

#endif /* __UK_ISR_MUTEX_H__ */
