/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The 8254 timer of a PC. Counter 0 interrupts once, for base/clock; counter
 * 2 runs freely, as a reference for calibrating other clocks.
 */
#ifndef __UK_PIT_H__
#define __UK_PIT_H__

#include <errno.h>
#include <stdint.h>
#include <uk/config.h>

#define PIT_HZ 1193182UL

#ifdef CONFIG_LIBPIT
/* Registers counter 0 as one-shot timer; it takes its interrupt line when it is
 * first set. base/irq must have a controller.
 */
int pit_init(void);

/* Starts counter 2: it counts down at PIT_HZ, modulo 65536. */
void pit_reference_start(void);

/* Reads counter 2. Interrupts are off. */
uint16_t pit_reference_read(void);
#else
static inline int pit_init(void)
{
	return -ENODEV;
}

static inline void pit_reference_start(void)
{
}

static inline uint16_t pit_reference_read(void)
{
	return 0;
}
#endif

#endif /* __UK_PIT_H__ */
