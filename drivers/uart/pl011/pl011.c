/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * PL011 serial port as a console: polled, in the state in which the firmware
 * or the monitor left it, but for what makes it send at all.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/console.h>
#include <uk/ofw.h>
#include <uk/pl011.h>
#include <arch/mmio.h>

#define REG_DR	 0x00
#define REG_FR	 0x18
#define REG_LCRH 0x2c
#define REG_CR	 0x30
#define REG_IMSC 0x38
#define REG_SIZE 0x1000

#define FR_RXFE (1U << 4) /* nothing to read */
#define FR_TXFF (1U << 5) /* no room to write */

#define LCRH_FEN  (1U << 4) /* FIFOs on */
#define LCRH_8BIT (3U << 5)

#define CR_ENABLE                                                  \
	((1U << 0) | (1U << 8) | (1U << 9)) /* port, send, receive \
					     */

static volatile void *port;

static void pl011_put(char c)
{
	while (mmio_read32(port, REG_FR) & FR_TXFF)
		;
	mmio_write32(port, REG_DR, (unsigned char)c);
}

static void pl011_out(const char *buf, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (buf[i] == '\n')
			pl011_put('\r');
		pl011_put(buf[i]);
	}
}

static void pl011_out_raw(const char *buf, size_t len)
{
	for (size_t i = 0; i < len; i++)
		pl011_put(buf[i]);
}

static size_t pl011_in(char *buf, size_t len)
{
	size_t n;

	for (n = 0; n < len && !(mmio_read32(port, REG_FR) & FR_RXFE); n++)
		buf[n] = (char)mmio_read32(port, REG_DR);
	return n;
}

static const struct uk_console_ops pl011_ops = {
	.name = "pl011",
	.out = pl011_out,
	.out_raw = pl011_out_raw,
	.in = pl011_in,
};

/* The first port is the console; others stay unused. */
int pl011_init(__paddr_t base)
{
	if (port)
		return 0;
	port = arm64_mmio_map(base, REG_SIZE);
	if (!port)
		return -ENOMEM;
	mmio_write32(port, REG_IMSC, 0);
	mmio_write32(port, REG_LCRH, LCRH_8BIT | LCRH_FEN);
	mmio_write32(port, REG_CR, CR_ENABLE);
	return uk_console_register(&pl011_ops);
}

static int pl011_probe(const struct ofw_node *n,
		       const struct ofw_driver *drv __unused)
{
	__paddr_t addr;
	__sz size;
	int rc = ofw_reg(n, 0, &addr, &size);

	if (rc)
		return rc;
	return size < REG_SIZE ? -EINVAL : pl011_init(addr);
}

OFW_DRIVER(pl011) = {
	.compatible = "arm,pl011",
	.stage = OFW_CONSOLE,
	.probe = pl011_probe,
};
