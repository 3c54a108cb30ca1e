/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * GICv3: the CPU's side is system registers; a redistributor has the lines of
 * each CPU.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/arch/lcpu.h>
#include <uk/essentials.h>
#include <uk/intctlr.h>
#include "gic_priv.h"

/* Distributor. Group 1 of whoever is not the secure side, routing by affinity
 */
#define GICD_CTLR_ENABLE ((1U << 1) | (1U << 4))
#define GICD_CTLR_RWP	 (1U << 31) /* a write has not taken effect yet */

/* Redistributor: two frames of 64 KiB a CPU, or four */
#define GICR_TYPER	  0x0008
#define GICR_WAKER	  0x0014
#define GICR_SGI	  0x10000 /* the second frame: as in the distributor */
#define GICR_FRAMES	  0x20000
#define GICR_FRAMES_V4	  0x40000
#define GICR_TYPER_VLPIS  (1UL << 1)
#define GICR_TYPER_LAST	  (1UL << 4)
#define GICR_WAKER_SLEEP  (1U << 1)
#define GICR_WAKER_ASLEEP (1U << 2)

/* CPU interface */
#define ICC_SRE_EL1	s3_0_c12_c12_5
#define ICC_PMR_EL1	s3_0_c4_c6_0
#define ICC_BPR1_EL1	s3_0_c12_c12_3
#define ICC_CTLR_EL1	s3_0_c12_c12_4
#define ICC_IGRPEN1_EL1 s3_0_c12_c12_7
#define ICC_IAR1_EL1	s3_0_c12_c12_0
#define ICC_EOIR1_EL1	s3_0_c12_c12_1

#define IAR_LINE 0xffffff

#define icc_read(reg)	  arm64_sysreg_read(reg)
#define icc_write(reg, v) arm64_sysreg_write(reg, v)

static volatile void *dist;
static volatile void *lines; /* this CPU's own: SGI frame */
static __u64 affinity;	     /* of this CPU */

static long gicv3_ack(unsigned long hint __unused)
{
	__u64 line = icc_read(ICC_IAR1_EL1) & IAR_LINE;

	/* what the acknowledgement changed is seen before the handler runs */
	dsb(sy);
	return line < GIC_LINES_MAX ? (long)line : -1;
}

static void gicv3_eoi(unsigned long irq)
{
	icc_write(ICC_EOIR1_EL1, irq);
	isb();
}

static volatile void *bank(unsigned long irq)
{
	return irq < GIC_FIRST_SHARED ? lines : dist;
}

static void gicv3_mask(unsigned long irq)
{
	gic_bit_write(bank(irq), GICD_ICENABLER, irq);
}

static void gicv3_unmask(unsigned long irq)
{
	mmio_write8(bank(irq), GICD_IPRIORITYR + (unsigned int)irq,
		    GIC_PRIORITY);
	if (irq >= GIC_FIRST_SHARED)
		mmio_write64(dist, GICD_IROUTER + (unsigned int)irq * 8,
			     affinity);
	gic_bit_write(bank(irq), GICD_ISENABLER, irq);
}

static struct uk_intctlr_ops gicv3_ops = {
	.name = "gicv3",
	.ack = gicv3_ack,
	.eoi = gicv3_eoi,
	.mask = gicv3_mask,
	.unmask = gicv3_unmask,
};

static void dist_init(void)
{
	unsigned long n = gic_lines(dist);

	mmio_write32(dist, GICD_CTLR, 0);
	gic_disable_shared(dist);
	for (unsigned long irq = GIC_FIRST_SHARED; irq < n; irq += 32)
		mmio_write32(dist, GICD_IGROUPR + (unsigned int)(irq / 32) * 4,
			     ~0U);
	while (mmio_read32(dist, GICD_CTLR) & GICD_CTLR_RWP)
		;
	mmio_write32(dist, GICD_CTLR, GICD_CTLR_ENABLE);
}

/* This CPU's redistributor among those in [base, base + size), or NULL. */
static volatile void *redist_find(volatile void *base, __sz size)
{
	/* affinity levels 3 to 0 in 32 bits, as TYPER has them */
	__u64 mine = (affinity >> 32 << 24) | (affinity & 0xffffff);
	__sz off = 0;
	__u64 typer;

	while (off + GICR_FRAMES <= size) {
		volatile void *r = (volatile char *)base + off;

		typer = mmio_read64(r, GICR_TYPER);
		if (typer >> 32 == mine)
			return r;
		if (typer & GICR_TYPER_LAST)
			break;
		off += (typer & GICR_TYPER_VLPIS) ? GICR_FRAMES_V4
						  : GICR_FRAMES;
	}
	return NULL;
}

static int redist_init(const struct ofw_node *n)
{
	volatile void *base, *redist = NULL;
	__paddr_t addr;
	__sz size;
	__u64 regions;
	int rc;

	if (ofw_prop_number(n, "#redistributor-regions", &regions))
		regions = 1;
	for (unsigned int i = 0; i < regions && !redist; i++) {
		rc = ofw_reg(n, 1 + i, &addr, &size);
		if (rc)
			return rc;
		base = gic_map(n, 1 + i, GICR_FRAMES, &rc);
		if (!base)
			return rc;
		redist = redist_find(base, size);
	}
	if (!redist)
		return -ENODEV;

	mmio_write32(redist, GICR_WAKER,
		     mmio_read32(redist, GICR_WAKER) & ~GICR_WAKER_SLEEP);
	while (mmio_read32(redist, GICR_WAKER) & GICR_WAKER_ASLEEP)
		;
	lines = (volatile char *)redist + GICR_SGI;
	mmio_write32(lines, GICD_ICENABLER, ~0U);
	mmio_write32(lines, GICD_IGROUPR, ~0U);
	return 0;
}

static void cpu_init(void)
{
	icc_write(ICC_SRE_EL1, icc_read(ICC_SRE_EL1) | 1);
	isb();
	icc_write(ICC_PMR_EL1, GIC_PRIORITY_MASK);
	icc_write(ICC_BPR1_EL1, 0);
	icc_write(ICC_CTLR_EL1, 0);
	icc_write(ICC_IGRPEN1_EL1, 1);
	isb();
}

static int gicv3_probe(const struct ofw_node *n,
		       const struct ofw_driver *drv __unused)
{
	int rc;

	affinity = arm64_sysreg_read(mpidr_el1) & 0xff00ffffffUL;
	dist = gic_map(n, 0, GICD_SIZE, &rc);
	if (!dist)
		return rc;
	dist_init();
	rc = redist_init(n);
	if (rc)
		return rc;
	cpu_init();
	gicv3_ops.nr_irqs = gic_lines(dist);
	return uk_intctlr_register(&gicv3_ops);
}

OFW_DRIVER(gicv3) = {
	.compatible = "arm,gic-v3",
	.stage = OFW_INTCTLR,
	.probe = gicv3_probe,
};
