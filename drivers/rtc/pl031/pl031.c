/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* PL031 real-time clock: seconds since 1970 in one register. */
#include <errno.h>
#include <stddef.h>
#include <uk/clock.h>
#include <uk/ofw.h>
#include <arch/mmio.h>

#define REG_DR	 0x00
#define REG_SIZE 0x1000

static volatile void *rtc;

static int pl031_read(__nsec *epoch)
{
	*epoch = ukarch_time_sec_to_nsec((__nsec)mmio_read32(rtc, REG_DR));
	return 0;
}

static const struct uk_rtc pl031 = {
	.name = "pl031",
	.read_epoch = pl031_read,
};

static int pl031_probe(const struct ofw_node *n,
		       const struct ofw_driver *drv __unused)
{
	__paddr_t addr;
	__sz size;
	int rc = ofw_reg(n, 0, &addr, &size);

	if (rc)
		return rc;
	if (size < REG_SIZE)
		return -EINVAL;
	rtc = arm64_mmio_map(addr, size);
	return rtc ? uk_rtc_register(&pl031) : -ENOMEM;
}

OFW_DRIVER(pl031) = {
	.compatible = "arm,pl031",
	.stage = OFW_CLOCK,
	.probe = pl031_probe,
};
