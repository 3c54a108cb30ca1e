/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What an interrupt controller's driver offers to base/irq. There is one
 * controller; lines are numbered from 0 as ukplat_irq_register() has them.
 */
#ifndef __UK_INTCTLR_H__
#define __UK_INTCTLR_H__

#ifdef __cplusplus
extern "C" {
#endif

/* Every function is called with interrupts off. */
struct uk_intctlr_ops {
	const char *name;
	/* Lines: 0 to nr_irqs - 1, at most UK_INTCTLR_MAX. */
	unsigned long nr_irqs;
	/*
	 * First thing in an interrupt: which line? The hint is what the CPU
	 * knows (x86: vector minus first IRQ vector; arm64: nothing, 0).
	 * Returns the line, or -1 for a spurious interrupt, which needs no eoi.
	 */
	long (*ack)(unsigned long hint);
	/* Last thing in an interrupt: the handlers of the line have run. */
	void (*eoi)(unsigned long irq);
	void (*mask)(unsigned long irq);
	void (*unmask)(unsigned long irq);
};

#define UK_INTCTLR_MAX 1024UL

/*
 * Makes this the controller; lines that have handlers are unmasked at once.
 * Returns 0, -EINVAL for a missing function or too many lines, -EBUSY when
 * there is a controller.
 */
int uk_intctlr_register(const struct uk_intctlr_ops *ops);

/* Called by base/trap for every interrupt; the hint is the controller's. */
struct __regs;
void uk_irq_dispatch(struct __regs *regs, unsigned long hint);

#ifdef __cplusplus
}
#endif

#endif /* __UK_INTCTLR_H__ */
