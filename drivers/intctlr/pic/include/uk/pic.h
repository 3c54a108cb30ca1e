/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The pair of 8259 interrupt controllers of a PC: lines 0 to 15. */
#ifndef __UK_PIC_H__
#define __UK_PIC_H__

#include <errno.h>
#include <uk/config.h>

#ifdef CONFIG_LIBPIC
/* Sets them up with every line masked and registers them with base/irq. */
int pic_init(void);
#else
#include <arch/asm/io.h>

/* Silences them: firmware leaves them on, at vectors that are traps. */
static inline int pic_init(void)
{
	x86_outb(0x21, 0xff);
	x86_outb(0xa1, 0xff);
	return -ENODEV;
}
#endif

#endif /* __UK_PIC_H__ */
