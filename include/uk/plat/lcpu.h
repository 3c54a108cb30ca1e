/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The logical CPUs. There is one for now; the calls that name others are part
 * of the interface and fail with -ENOSYS.
 */
#ifndef __UKPLAT_LCPU_H__
#define __UKPLAT_LCPU_H__

#include <arch/cpu.h>
#include <uk/arch/time.h>
#include <uk/arch/types.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct __regs;

typedef __u64 __lcpuid;	 /* as the hardware numbers them */
typedef __u32 __lcpuidx; /* 0, 1, 2, ... */

/* ---- the CPU that runs this ---- */

static inline void ukplat_lcpu_enable_irq(void)
{
	arch_irq_enable();
}

static inline void ukplat_lcpu_disable_irq(void)
{
	arch_irq_disable();
}

/* Turn interrupts off; returns what ukplat_lcpu_restore_irqf() wants. */
static inline unsigned long ukplat_lcpu_save_irqf(void)
{
	return arch_irq_save();
}

static inline void ukplat_lcpu_restore_irqf(unsigned long flags)
{
	arch_irq_restore(flags);
}

/* Whether interrupts are off. */
static inline int ukplat_lcpu_irqs_disabled(void)
{
	return arch_irqs_disabled();
}

/* Let pending interrupts in for a moment; interrupts are off on entry. */
static inline void ukplat_lcpu_irqs_handle_pending(void)
{
	arch_irq_enable();
	arch_cpu_relax(); /* the instruction that they come in at */
	arch_irq_disable();
}

/* Stop this CPU for ever. */
static inline void __noreturn ukplat_lcpu_halt(void)
{
	arch_cpu_halt();
}

/*
 * Sleep until an interrupt came and was handled. Interrupts are off on entry
 * and on return, and none is lost in between.
 */
static inline void ukplat_lcpu_halt_irq(void)
{
	arch_irq_wait();
}

/* base/clock: the same, but not beyond the monotonic time `until`. */
void ukplat_lcpu_halt_to(__nsec until);

/* The CPU's own number. (base) */
__lcpuid ukplat_lcpu_id(void);

#ifdef CONFIG_HAVE_SMP
__lcpuidx ukplat_lcpu_idx(void);
__u32 ukplat_lcpu_count(void);
#else
#define ukplat_lcpu_idx()   ((__lcpuidx)0)
#define ukplat_lcpu_count() ((__u32)1)
#endif

/* ---- other CPUs ---- */

typedef void __noreturn (*ukplat_lcpu_entry_t)(void);

/* Called on the other CPU, in an interrupt. */
struct ukplat_lcpu_func {
	void (*fn)(struct __regs *regs, void *arg);
	void *user;
};

/* Do not wait until the other CPU can take the request: -EAGAIN. */
#define UKPLAT_LCPU_RFLG_DONOTBLOCK 0x1

#ifdef CONFIG_HAVE_SMP
/*
 * All take a list of *num CPUs (NULL: all others), and on failure leave in *num
 * how many were dealt with. 0 or a negative errno.
 */
int ukplat_lcpu_start(const __lcpuidx lcpuidx[], unsigned int *num, void *sp[],
		      const ukplat_lcpu_entry_t entry[], unsigned long flags);
int ukplat_lcpu_wait(const __lcpuidx lcpuidx[], unsigned int *num,
		     __nsec timeout);
int ukplat_lcpu_run(const __lcpuidx lcpuidx[], unsigned int *num,
		    const struct ukplat_lcpu_func *fn, unsigned long flags);
int ukplat_lcpu_wakeup(const __lcpuidx lcpuidx[], unsigned int *num);
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_LCPU_H__ */
