/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * ukplat_irq_*: which handlers belong to which line, and what happens when a
 * line interrupts. Handlers hang in lists by line; a line's handlers are called
 * in the order of their registration until one says that it was its device's
 * interrupt.
 */

#include <errno.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/event.h>
#include <uk/intctlr.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/irq.h>
#include <uk/print.h>

#define BUCKETS	  32
#define EARLY_MAX 16
/* So often in a row may a line's handlers all say "not mine". */
#define UNCLAIMED_MAX 10000
#define BITS_PER_MAP  (8 * sizeof(unsigned long))

struct irq_handler {
	struct irq_handler *next;
	irq_handler_func_t func;
	void *arg;
	unsigned long irq;
};

/* Everything here is changed with interrupts off. */
static struct irq_handler *buckets[BUCKETS];
static struct irq_handler early[EARLY_MAX];
static struct irq_handler *spare;
static unsigned int early_used;
static struct uk_alloc *allocator;

static const struct uk_intctlr_ops *controller;

/* Lines that interrupted though nobody wanted it: reported once, masked. */
static unsigned long stray[UK_INTCTLR_MAX / BITS_PER_MAP];

UK_EVENT(UKPLAT_EVENT_IRQ);

static struct irq_handler **bucket_of(unsigned long irq)
{
	return &buckets[irq % BUCKETS];
}

/* Memory for a handler: a released one, one of ours, or the allocator's. */
static struct irq_handler *handler_get(void)
{
	unsigned long flags = arch_irq_save();
	struct irq_handler *handler = spare;

	if (handler)
		spare = handler->next;
	else if (early_used < EARLY_MAX)
		handler = &early[early_used++];
	arch_irq_restore(flags);

	if (!handler && allocator)
		handler = uk_malloc(allocator, sizeof(*handler));
	return handler;
}

int ukplat_irq_init(struct uk_alloc *a)
{
	allocator = a;
	return 0;
}

int uk_intctlr_register(const struct uk_intctlr_ops *ops)
{
	struct irq_handler *handler;
	unsigned long flags;
	unsigned int i;

	if (!ops->ack || !ops->eoi || !ops->mask || !ops->unmask ||
	    ops->nr_irqs > UK_INTCTLR_MAX)
		return -EINVAL;
	if (controller)
		return -EBUSY;

	flags = arch_irq_save();
	controller = ops;
	for (i = 0; i < BUCKETS; i++)
		for (handler = buckets[i]; handler; handler = handler->next)
			if (handler->irq < ops->nr_irqs)
				ops->unmask(handler->irq);
	arch_irq_restore(flags);
	return 0;
}

int ukplat_irq_register(unsigned long irq, irq_handler_func_t func, void *arg)
{
	struct irq_handler *handler, **link;
	unsigned long flags;

	if (!func || irq >= (controller ? controller->nr_irqs : UK_INTCTLR_MAX))
		return -EINVAL;
	handler = handler_get();
	if (!handler)
		return -ENOMEM;
	handler->next = NULL;
	handler->func = func;
	handler->arg = arg;
	handler->irq = irq;

	flags = arch_irq_save();
	for (link = bucket_of(irq); *link; link = &(*link)->next)
		;
	*link = handler;
	stray[irq / BITS_PER_MAP] &= ~(1UL << irq % BITS_PER_MAP);
	if (controller)
		controller->unmask(irq);
	arch_irq_restore(flags);
	return 0;
}

static int irq_has_handler(unsigned long irq)
{
	const struct irq_handler *handler;

	for (handler = *bucket_of(irq); handler; handler = handler->next)
		if (handler->irq == irq)
			return 1;
	return 0;
}

/* The link to the handler that was registered so, or to the list's end. */
static struct irq_handler **handler_find(unsigned long irq,
					 irq_handler_func_t func, void *arg)
{
	struct irq_handler **link;

	for (link = bucket_of(irq); *link; link = &(*link)->next)
		if ((*link)->irq == irq && (*link)->func == func &&
		    (*link)->arg == arg)
			break;
	return link;
}

int ukplat_irq_unregister(unsigned long irq, irq_handler_func_t func, void *arg)
{
	unsigned long flags = arch_irq_save();
	struct irq_handler **link = handler_find(irq, func, arg);
	struct irq_handler *handler = *link;

	if (handler) {
		*link = handler->next;
		handler->next = spare;
		spare = handler;
		if (controller && !irq_has_handler(irq))
			controller->mask(irq);
	}
	arch_irq_restore(flags);
	return handler ? 0 : -ENOENT;
}

/* An interrupt that nobody claimed: say so once and silence the line. */
static void irq_stray(unsigned long irq)
{
	unsigned long bit = 1UL << irq % BITS_PER_MAP;

	controller->mask(irq);
	if (stray[irq / BITS_PER_MAP] & bit)
		return;
	stray[irq / BITS_PER_MAP] |= bit;
	uk_pr_warn("Interrupt %lu is handled by nobody: masked\n", irq);
}

/*
 * Several devices share a line, and a device may take its interrupt back: that
 * nobody claims one is no fault. Without end it is, and would stop the machine.
 */
static void irq_unclaimed(unsigned long irq)
{
	static unsigned long last, count;

	if (irq != last)
		count = 0;
	last = irq;
	if (++count >= UNCLAIMED_MAX) {
		count = 0;
		irq_stray(irq);
	}
}

/* Calls the line's handlers; a handler may unregister itself. */
static void irq_handle(unsigned long irq)
{
	struct irq_handler *handler, *next;
	int known = 0;

	for (handler = *bucket_of(irq); handler; handler = next) {
		next = handler->next;
		if (handler->irq != irq)
			continue;
		known = 1;
		if (handler->func(handler->arg))
			return;
	}
	if (known)
		irq_unclaimed(irq);
	else
		irq_stray(irq);
}

void uk_irq_dispatch(struct __regs *regs, unsigned long hint)
{
	struct ukplat_event_irq_data data = {.regs = regs};
	long irq;
	int rc;

	UK_ASSERT(controller);
	irq = controller->ack(hint);
	if (irq < 0)
		return;

	arch_percpu()->irq_depth++;
	data.irq = (unsigned long)irq;
	rc = uk_raise_event(UKPLAT_EVENT_IRQ, &data);
	if (unlikely(rc < 0))
		UK_CRASH("IRQ event handler returned error: %d\n", rc);
	if (rc != UK_EVENT_HANDLED)
		irq_handle((unsigned long)irq);
	controller->eoi((unsigned long)irq);
	arch_percpu()->irq_depth--;
}
