/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* GICv2: the CPU's side is in memory as well. */
#include <errno.h>
#include <stddef.h>
#include <uk/essentials.h>
#include <uk/intctlr.h>
#include "gic_priv.h"

#define GICC_CTLR 0x00
#define GICC_PMR  0x04
#define GICC_BPR  0x08
#define GICC_IAR  0x0c
#define GICC_EOIR 0x10
#define GICC_SIZE 0x1000

#define IAR_LINE 0x3ff

static volatile void *dist, *cpu;

static long gicv2_ack(unsigned long hint __unused)
{
	uint32_t line = mmio_read32(cpu, GICC_IAR) & IAR_LINE;

	return line < GIC_LINES_MAX ? (long)line : -1;
}

static void gicv2_eoi(unsigned long irq)
{
	mmio_write32(cpu, GICC_EOIR, (uint32_t)irq);
}

static void gicv2_mask(unsigned long irq)
{
	gic_bit_write(dist, GICD_ICENABLER, irq);
}

/* A shared line goes to CPU 0. Those of a CPU have that fixed. */
static void gicv2_unmask(unsigned long irq)
{
	mmio_write8(dist, GICD_IPRIORITYR + (unsigned int)irq, GIC_PRIORITY);
	if (irq >= GIC_FIRST_SHARED)
		mmio_write8(dist, GICD_ITARGETSR + (unsigned int)irq, 1);
	gic_bit_write(dist, GICD_ISENABLER, irq);
}

static struct uk_intctlr_ops gicv2_ops = {
	.name = "gicv2",
	.ack = gicv2_ack,
	.eoi = gicv2_eoi,
	.mask = gicv2_mask,
	.unmask = gicv2_unmask,
};

static int gicv2_probe(const struct ofw_node *n,
		       const struct ofw_driver *drv __unused)
{
	int rc;

	dist = gic_map(n, 0, GICD_SIZE, &rc);
	if (!dist)
		return rc;
	cpu = gic_map(n, 1, GICC_SIZE, &rc);
	if (!cpu)
		return rc;

	mmio_write32(dist, GICD_CTLR, 0);
	mmio_write32(dist, GICD_ICENABLER, ~0U);
	gic_disable_shared(dist);
	mmio_write32(dist, GICD_CTLR, 1);

	mmio_write32(cpu, GICC_PMR, GIC_PRIORITY_MASK);
	mmio_write32(cpu, GICC_BPR, 0);
	mmio_write32(cpu, GICC_CTLR, 1);

	gicv2_ops.nr_irqs = gic_lines(dist);
	return uk_intctlr_register(&gicv2_ops);
}

OFW_DRIVER(gicv2) = {
	.compatible = "arm,cortex-a15-gic",
	.stage = OFW_INTCTLR,
	.probe = gicv2_probe,
};

OFW_DRIVER(gicv2_400) = {
	.compatible = "arm,gic-400",
	.stage = OFW_INTCTLR,
	.probe = gicv2_probe,
};
