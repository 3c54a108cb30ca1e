/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an interrupt handler may do with a semaphore, besides uk_semaphore_up.
 */
#ifndef __UK_ISR_SEMAPHORE_H__
#define __UK_ISR_SEMAPHORE_H__

#include <uk/semaphore.h>

#define uk_semaphore_down_try_isr(x) uk_semaphore_down_try(x)

#endif /* __UK_ISR_SEMAPHORE_H__ */
