/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdbool.h>
#include <stddef.h>
#include <arch/asm/io.h>
#include <uk/arch/lcpu.h>
#include <uk/clock.h>
#include <uk/essentials.h>
#include <uk/pit.h>
#include <uk/plat/irq.h>
#include <uk/plat/time.h>

#define COUNTER0 0x40
#define COUNTER2 0x42
#define CONTROL	 0x43
#define GATE	 0x61 /* bit 0 lets counter 2 run, bit 1 is the speaker */

/* Control words: counter, low byte then high byte, mode */
#define COUNTER0_ONESHOT 0x30 /* mode 0: interrupt at the end */
#define COUNTER2_RATE	 0xb4 /* mode 2: start over at the end */
#define COUNTER2_LATCH	 0x80

#define IRQ_LINE  0
#define COUNT_MAX 0xffffUL

/* Longer waits end early and are set again by base/clock. */
#define WAIT_MAX (COUNT_MAX * UKARCH_NSEC_PER_SEC / PIT_HZ)

static bool irq_wanted;

static int pit_irq(void *arg __unused)
{
	uk_clockevent_fire();
	return 1;
}

static void pit_cancel(void)
{
	/* the counter stands still until it gets a count */
	x86_outb(CONTROL, COUNTER0_ONESHOT);
}

static void pit_set_oneshot(__nsec deadline)
{
	__nsec now = ukplat_monotonic_clock();
	__nsec wait = deadline > now ? MIN(deadline - now, WAIT_MAX) : 0;
	uint64_t count = wait * PIT_HZ / UKARCH_NSEC_PER_SEC + 1;

	count = MIN(count, COUNT_MAX);
	pit_cancel();
	if (unlikely(!irq_wanted))
		irq_wanted = ukplat_irq_register(IRQ_LINE, pit_irq, NULL) == 0;
	x86_outb(COUNTER0, (uint8_t)count);
	x86_outb(COUNTER0, (uint8_t)(count >> 8));
}

static const struct uk_clockevent pit_event = {
	.name = "8254",
	.rating = UK_CLOCK_RATING_POOR,
	.irq = IRQ_LINE,
	.set_oneshot = pit_set_oneshot,
	.cancel = pit_cancel,
};

int pit_init(void)
{
	/* the firmware's periodic tick ends */
	pit_cancel();
	return uk_clockevent_register(&pit_event);
}

void pit_reference_start(void)
{
	x86_outb(GATE, (x86_inb(GATE) & 0xfc) | 1);
	x86_outb(CONTROL, COUNTER2_RATE);
	x86_outb(COUNTER2, 0); /* 65536 */
	x86_outb(COUNTER2, 0);
}

uint16_t pit_reference_read(void)
{
	uint8_t low;

	x86_outb(CONTROL, COUNTER2_LATCH);
	low = x86_inb(COUNTER2);
	return (uint16_t)(low | x86_inb(COUNTER2) << 8);
}
