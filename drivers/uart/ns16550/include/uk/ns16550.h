/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The serial port of a PC as a console. */
#ifndef __UK_NS16550_H__
#define __UK_NS16550_H__

#include <errno.h>
#include <stdint.h>
#include <uk/config.h>

#ifdef CONFIG_LIBNS16550
/*
 * Sets up the port at I/O address base and registers it as a console. Returns
 * 0, -ENODEV if nothing answers there, or what uk_console_register() says.
 */
int ns16550_init(uint16_t base);
#else
static inline int ns16550_init(uint16_t base __attribute__((unused)))
{
	return -ENODEV;
}
#endif

#endif /* __UK_NS16550_H__ */
