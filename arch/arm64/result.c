/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A byte for the monitor, by the emergency write of a virtio console (Virtio
 * 1.2, 4.2.2 and 5.3.4), which needs neither queues nor a driver. The
 * transports are where QEMU's machine virt has them.
 */
#include <stdbool.h>
#include <stdint.h>
#include <arch/mmio.h>
#include "exit_priv.h"

#define TRANSPORTS	0x0a000000
#define TRANSPORT_COUNT 32
#define TRANSPORT_LEN	0x200

#define REG_MAGIC	 0x000
#define REG_DEVICE_ID	 0x008
#define REG_FEATURES	 0x010
#define REG_FEATURES_SEL 0x014
#define REG_EMERG_WR	 0x108 /* in the configuration, from 0x100 on */

#define MAGIC	      0x74726976
#define ID_CONSOLE    3
#define F_EMERG_WRITE (1U << 2)
/* QEMU takes a word of 0 for none; only the low byte is written. */
#define EMERG_WR_IS_SET 0x100

static bool is_console(volatile void *regs)
{
	if (mmio_read32(regs, REG_MAGIC) != MAGIC ||
	    mmio_read32(regs, REG_DEVICE_ID) != ID_CONSOLE)
		return false;
	mmio_write32(regs, REG_FEATURES_SEL, 0);
	return mmio_read32(regs, REG_FEATURES) & F_EMERG_WRITE;
}

void arm64_result_write(uint8_t result)
{
	volatile char *regs =
		arm64_mmio_map(TRANSPORTS, TRANSPORT_COUNT * TRANSPORT_LEN);

	for (unsigned int i = 0; regs && i < TRANSPORT_COUNT; i++) {
		if (is_console(regs)) {
			mmio_write32(regs, REG_EMERG_WR,
				     EMERG_WR_IS_SET | result);
			return;
		}
		regs += TRANSPORT_LEN;
	}
}
