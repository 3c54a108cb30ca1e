/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * 16550 at I/O ports, polled. Text goes out as many bytes at a time as the
 * transmit buffer holds.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <arch/asm/io.h>
#include <uk/console.h>
#include <uk/essentials.h>
#include <uk/ns16550.h>
#include <uk/plat/irq.h>

/* Registers, as offsets from the base */
#define DATA	    0
#define DIVISOR_LOW 0 /* while LCR_DIVISOR is set */
#define IER	    1
#define IER_DATA    0x01
#define DIVISOR_HI  1
#define IIR	    2 /* read */
#define FCR	    2 /* write */
#define LCR	    3
#define MCR	    4
#define LSR	    5
#define SCRATCH	    7

#define IIR_FIFO    0xc0 /* both set: the buffers work */
#define FCR_ENABLE  0xc7 /* buffers on and emptied, told from 14 bytes on */
#define LCR_8N1	    0x03
#define LCR_DIVISOR 0x80
#define MCR_READY   0x03 /* DTR, RTS */
#define MCR_IRQ	    0x08 /* OUT2: interrupts reach the machine */

/* Where interrupts of a PC's first port come, and those of others do not */
#define COM1	  0x3f8
#define COM1_IRQ  4
#define LSR_DATA  0x01
#define LSR_EMPTY 0x20 /* transmit buffer */

#define FIFO_SIZE 16

/* A device that takes longer for a buffer is broken: its output is dropped. */
#define POLLS_MAX 1000000

static uint16_t port;
static size_t burst = 1;
static bool stuck;

static bool wait_empty(void)
{
	for (unsigned int i = 0; i < POLLS_MAX; i++) {
		if (x86_inb(port + LSR) & LSR_EMPTY)
			return true;
	}
	stuck = true;
	return false;
}

static void send(const char *buf, size_t len)
{
	while (len && !stuck && wait_empty()) {
		size_t n = MIN(len, burst);

		x86_outsb(port + DATA, buf, n);
		buf += n;
		len -= n;
	}
}

static void ns16550_out(const char *buf, size_t len)
{
	while (len) {
		const char *eol = memchr(buf, '\n', len);
		size_t n = eol ? (size_t)(eol - buf) : len;

		send(buf, n);
		if (!eol)
			return;
		send("\r\n", 2);
		buf += n + 1;
		len -= n + 1;
	}
}

static size_t ns16550_in(char *buf, size_t len)
{
	size_t n = 0;

	while (n < len && (x86_inb(port + LSR) & LSR_DATA))
		buf[n++] = (char)x86_inb(port + DATA);
	return n;
}

/* Who is told that something has arrived */
static void (*arrived)(void);

/*
 * The line is the port's alone. What it told of may have been taken by somebody
 * who looked: that is no reason to have the line masked.
 */
static int ns16550_irq(void *arg __unused)
{
	arrived();
	return 1;
}

static int ns16550_notify(void (*func)(void))
{
	int rc;

	if (port != COM1)
		return -ENOTSUP;
	arrived = func;
	rc = ukplat_irq_register(COM1_IRQ, ns16550_irq, NULL);
	if (rc)
		return rc;
	x86_outb(port + MCR, MCR_READY | MCR_IRQ);
	x86_outb(port + IER, IER_DATA);
	return 0;
}

static const struct uk_console_ops ops = {
	.name = "ns16550",
	.out = ns16550_out,
	.out_raw = send,
	.in = ns16550_in,
	.notify = ns16550_notify,
};

int ns16550_init(uint16_t base)
{
	if (port)
		return 0;
	/* where there is no device all bits read as 1 */
	x86_outb(base + SCRATCH, 0x5a);
	if (x86_inb(base + SCRATCH) != 0x5a)
		return -ENODEV;
	port = base;

	x86_outb(port + IER, 0); /* no interrupts */
	x86_outb(port + LCR, LCR_DIVISOR);
	x86_outb(port + DIVISOR_LOW, CONFIG_LIBNS16550_DIVISOR);
	x86_outb(port + DIVISOR_HI, 0);
	x86_outb(port + LCR, LCR_8N1);
	x86_outb(port + FCR, FCR_ENABLE);
	x86_outb(port + MCR, MCR_READY);
	if ((x86_inb(port + IIR) & IIR_FIFO) == IIR_FIFO)
		burst = FIFO_SIZE;
	return uk_console_register(&ops);
}
