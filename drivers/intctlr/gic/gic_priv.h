/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The distributor, which versions 2 and 3 of the interrupt controller share
 * for the most part. Lines 0 to 15 are between CPUs, 16 to 31 belong to one
 * CPU, the others are devices'.
 */
#ifndef GIC_PRIV_H
#define GIC_PRIV_H

#include <stdbool.h>
#include <stdint.h>
#include <uk/ofw.h>
#include <arch/mmio.h>

#define GICD_CTLR	 0x0000
#define GICD_TYPER	 0x0004
#define GICD_IGROUPR	 0x0080
#define GICD_ISENABLER	 0x0100
#define GICD_ICENABLER	 0x0180
#define GICD_IPRIORITYR	 0x0400
#define GICD_ITARGETSR	 0x0800
#define GICD_IROUTER	 0x6000
#define GICD_SIZE	 0x1000
#define GICD_TYPER_LINES 0x1f
#define GIC_FIRST_SHARED 32
#define GIC_LINES_MAX	 1020 /* the numbers above mean something else */

/* One priority for all lines; lower numbers would come first. */
#define GIC_PRIORITY 0xa0
/* What the CPU lets through: everything more urgent than this. */
#define GIC_PRIORITY_MASK 0xf0

/* Maps entry idx of "reg", which must have min bytes. NULL on failure, with
 * the reason in *rc.
 */
volatile void *gic_map(const struct ofw_node *n, unsigned int idx, __sz min,
		       int *rc);

/* How many lines the distributor has. */
unsigned long gic_lines(volatile void *dist);

/* Switches all shared lines off. */
void gic_disable_shared(volatile void *dist);

/* Registers with one bit for each line. */
static inline void gic_bit_write(volatile void *base, unsigned int reg,
				 unsigned long irq)
{
	mmio_write32(base, reg + (unsigned int)(irq / 32) * 4,
		     1U << (irq % 32));
}

#endif /* GIC_PRIV_H */
