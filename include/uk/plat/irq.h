/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Interrupts from devices. Implemented by base/irq. */
#ifndef __UKPLAT_IRQ_H__
#define __UKPLAT_IRQ_H__

#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct __regs;

/*
 * Called with interrupts off, on the interrupted context's kernel stack: must
 * not sleep. Returns non-zero if the interrupt was for this handler, zero to
 * ask the next one on the same line.
 */
typedef int (*irq_handler_func_t)(void *arg);

/* Prepare for ukplat_irq_register(), which allocates from a. 0 or errno < 0. */
int ukplat_irq_init(struct uk_alloc *a);

/*
 * Add a handler to an interrupt line and unmask the line. Handlers of one line
 * are asked in the order of their registration. 0, -EINVAL (no such line),
 * -ENOMEM.
 */
int ukplat_irq_register(unsigned long irq, irq_handler_func_t func, void *arg);

/*
 * Remove what was registered with the same arguments; without any handler the
 * line is masked. 0, -ENOENT.
 */
int ukplat_irq_unregister(unsigned long irq, irq_handler_func_t func,
			  void *arg);

/*
 * An event (<uk/event.h>) raised for every interrupt before its handlers:
 *	UK_EVENT_HANDLED	the handlers are skipped
 *	HANDLED_CONT, NOT_HANDLED	the handlers are called
 *	negative errno		the image crashes
 */
#define UKPLAT_EVENT_IRQ ukplat_event_irq

struct ukplat_event_irq_data {
	struct __regs *regs; /* of what was interrupted; may be changed */
	unsigned long irq;
};

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_IRQ_H__ */
