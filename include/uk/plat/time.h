/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Clocks. Implemented by base/clock. */
#ifndef __UKPLAT_TIME_H__
#define __UKPLAT_TIME_H__

#include <stdint.h>
#include <uk/arch/time.h>
#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Length of a scheduler tick, where something needs one. */
#ifdef CONFIG_HZ
#define UKPLAT_TIME_TICK_NSEC (UKARCH_NSEC_PER_SEC / CONFIG_HZ)
#else
#define UKPLAT_TIME_TICK_NSEC (UKARCH_NSEC_PER_SEC / 100)
#endif
#define UKPLAT_TIME_TICK_MSEC ukarch_time_nsec_to_msec(UKPLAT_TIME_TICK_NSEC)

void ukplat_time_init(void);
void ukplat_time_fini(void);

/* The line on which the timer interrupts. */
uint32_t ukplat_time_get_irq(void);

/* Ticks of the timer so far, in nanoseconds. */
__nsec ukplat_time_get_ticks(void);

/* Time since boot; never goes back. Any context. */
__nsec ukplat_monotonic_clock(void);

/* Time since 1970-01-01 00:00 UTC. Any context. */
__nsec ukplat_wall_clock(void);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_TIME_H__ */
