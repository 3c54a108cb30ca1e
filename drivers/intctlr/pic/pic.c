/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Two 8259s, the second on line 2 of the first. */
#include <arch/asm/io.h>
#include <uk/intctlr.h>
#include <uk/pic.h>
#include "pic_priv.h"

#define MASTER_COMMAND 0x20
#define MASTER_DATA    0x21
#define SLAVE_COMMAND  0xa0
#define SLAVE_DATA     0xa1

#define ICW1_INIT     0x11 /* with ICW4, cascaded, edge triggered */
#define ICW4_8086     0x01
#define OCW2_EOI      0x20 /* non-specific */
#define OCW3_READ_ISR 0x0b

#define NR_LINES     16
#define CASCADE_LINE 2
#define VECTOR_BASE  32 /* arch/x86_64: the first vector that is no trap */

/* A line that interrupts and is gone when it is asked for becomes this one. */
#define SPURIOUS_MASTER 7
#define SPURIOUS_SLAVE	15

static uint16_t masked = 0xffff & ~(1U << CASCADE_LINE);

static void mask_write(unsigned long irq)
{
	if (irq < 8)
		x86_outb(MASTER_DATA, (uint8_t)masked);
	else
		x86_outb(SLAVE_DATA, (uint8_t)(masked >> 8));
}

static void pic_mask(unsigned long irq)
{
	masked |= (uint16_t)(1U << irq);
	mask_write(irq);
}

static void pic_unmask(unsigned long irq)
{
	static bool wired;

	/* not before somebody wants an interrupt: most images do not */
	if (!wired)
		wired = pic_wire_to_cpu();
	masked &= (uint16_t) ~(1U << irq);
	mask_write(irq);
}

static uint8_t in_service(uint16_t command)
{
	x86_outb(command, OCW3_READ_ISR);
	return x86_inb(command);
}

static long pic_ack(unsigned long hint)
{
	if (hint == SPURIOUS_MASTER && !(in_service(MASTER_COMMAND) & 0x80))
		return -1;
	if (hint == SPURIOUS_SLAVE && !(in_service(SLAVE_COMMAND) & 0x80)) {
		x86_outb(MASTER_COMMAND, OCW2_EOI); /* of the cascade */
		return -1;
	}
	return hint < NR_LINES ? (long)hint : -1;
}

static void pic_eoi(unsigned long irq)
{
	if (irq >= 8)
		x86_outb(SLAVE_COMMAND, OCW2_EOI);
	x86_outb(MASTER_COMMAND, OCW2_EOI);
}

static const struct uk_intctlr_ops ops = {
	.name = "8259",
	.nr_irqs = NR_LINES,
	.ack = pic_ack,
	.eoi = pic_eoi,
	.mask = pic_mask,
	.unmask = pic_unmask,
};

int pic_init(void)
{
	x86_outb(MASTER_COMMAND, ICW1_INIT);
	x86_outb(SLAVE_COMMAND, ICW1_INIT);
	x86_outb(MASTER_DATA, VECTOR_BASE);
	x86_outb(SLAVE_DATA, VECTOR_BASE + 8);
	x86_outb(MASTER_DATA, 1U << CASCADE_LINE);
	x86_outb(SLAVE_DATA, CASCADE_LINE);
	x86_outb(MASTER_DATA, ICW4_8086);
	x86_outb(SLAVE_DATA, ICW4_8086);
	x86_outb(MASTER_DATA, (uint8_t)masked);
	x86_outb(SLAVE_DATA, (uint8_t)(masked >> 8));
	return uk_intctlr_register(&ops);
}
