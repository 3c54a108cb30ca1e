/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The distributor: what both versions have in common. */
#include <errno.h>
#include <stddef.h>
#include <uk/essentials.h>
#include "gic_priv.h"

volatile void *gic_map(const struct ofw_node *n, unsigned int idx, __sz min,
		       int *rc)
{
	volatile void *base;
	__paddr_t addr;
	__sz size;

	*rc = ofw_reg(n, idx, &addr, &size);
	if (*rc)
		return NULL;
	if (size < min) {
		*rc = -EINVAL;
		return NULL;
	}
	base = arm64_mmio_map(addr, size);
	*rc = base ? 0 : -ENOMEM;
	return base;
}

unsigned long gic_lines(volatile void *dist)
{
	unsigned long n =
		(mmio_read32(dist, GICD_TYPER) & GICD_TYPER_LINES) + 1;

	return MIN(n * 32, (unsigned long)GIC_LINES_MAX);
}

void gic_disable_shared(volatile void *dist)
{
	unsigned long lines = gic_lines(dist);

	for (unsigned long irq = GIC_FIRST_SHARED; irq < lines; irq += 32)
		mmio_write32(dist,
			     GICD_ICENABLER + (unsigned int)(irq / 32) * 4,
			     ~0U);
}
