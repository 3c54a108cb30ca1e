/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Per-CPU data: one structure, found through one register (GS base on
 * x86_64, TPIDR_EL1 on arm64). Entry code reads the first fields by number:
 * their offsets are asserted below and in the architecture's sources.
 *
 * A field is written by its own CPU only, with interrupts off or by code
 * that an interrupt does not interleave with.
 */
#ifndef __ARCH_PERCPU_H__
#define __ARCH_PERCPU_H__

#define ARCH_PERCPU_SELF	  0
#define ARCH_PERCPU_THREAD	  8
#define ARCH_PERCPU_KSTACK_TOP	  16
#define ARCH_PERCPU_KSTACK_BOTTOM 24
#define ARCH_PERCPU_SCRATCH	  32
#define ARCH_PERCPU_PREEMPT_COUNT 40
#define ARCH_PERCPU_IRQ_DEPTH	  44
#define ARCH_PERCPU_NEED_RESCHED  48
#define ARCH_PERCPU_APP_WORK	  52
#define ARCH_PERCPU_APP_LIMIT	  56
#define ARCH_PERCPU_CPU		  64
#define ARCH_PERCPU_MD		  128

#ifndef __ASSEMBLER__

#include <stddef.h>
#include <stdint.h>
#include <uk/essentials.h>
#include <arch/asm/percpu.h> /* struct arch_percpu_md */

struct uk_thread;

struct arch_percpu {
	struct arch_percpu *self;
	struct uk_thread *thread; /* running; NULL until there is a scheduler */

	/* The running thread's kernel stack. Entry from application code
	 * starts at kstack_top; whoever calls application code from deep in
	 * that stack lowers it first. [kstack_bottom, kstack_top) is
	 * checked for room on every entry from kernel code.
	 */
	uintptr_t kstack_top;
	uintptr_t kstack_bottom;
	uintptr_t scratch; /* entry code's, between two instructions */

	uint32_t preempt_count; /* > 0: no switch on return from a trap */
	uint32_t irq_depth;	/* > 0: in an interrupt handler */
	/* These two are looked at together, as one word */
	uint32_t need_resched; /* set by the scheduler, cleared by resched */
	uint32_t app_work;     /* != 0: the running thread has work to do
				* before it goes on in application code */

	/* While a loaded program's system call runs: the first address that
	 * is not the program's, see <uk/access.h>. 0: native code runs. Part
	 * of the running thread's state.
	 */
	uintptr_t app_limit;

	uint32_t cpu; /* index, 0 is the one that booted */

	/* 64 byte aligned: hardware tables live there */
	struct arch_percpu_md md __attribute__((aligned(64)));
};

/* Entry code knows the offsets. */
UK_CTASSERT(offsetof(struct arch_percpu, thread) == ARCH_PERCPU_THREAD &&
	    offsetof(struct arch_percpu, kstack_top) ==
		    ARCH_PERCPU_KSTACK_TOP &&
	    offsetof(struct arch_percpu, kstack_bottom) ==
		    ARCH_PERCPU_KSTACK_BOTTOM &&
	    offsetof(struct arch_percpu, scratch) == ARCH_PERCPU_SCRATCH);
UK_CTASSERT(offsetof(struct arch_percpu, preempt_count) ==
		    ARCH_PERCPU_PREEMPT_COUNT &&
	    offsetof(struct arch_percpu, irq_depth) == ARCH_PERCPU_IRQ_DEPTH &&
	    offsetof(struct arch_percpu, need_resched) ==
		    ARCH_PERCPU_NEED_RESCHED &&
	    offsetof(struct arch_percpu, app_work) == ARCH_PERCPU_APP_WORK &&
	    offsetof(struct arch_percpu, cpu) == ARCH_PERCPU_CPU &&
	    offsetof(struct arch_percpu, app_limit) == ARCH_PERCPU_APP_LIMIT &&
	    offsetof(struct arch_percpu, md) == ARCH_PERCPU_MD);

/*
 * <arch/asm/percpu_get.h> implements, inline and in one instruction each:
 *
 *   struct arch_percpu *arch_percpu(void)	this CPU's data
 *   struct uk_thread *arch_thread_get(void)	its thread
 *   uintptr_t arch_app_limit(void)		its app_limit
 */
#include <arch/asm/percpu_get.h>

/*
 * Makes the CPU that calls it CPU number cpu: sets the register, marks the
 * stack [kstack_bottom, kstack_top) as the running kernel stack. The boot CPU
 * is done by the boot code, before any C that uses arch_percpu().
 */
void arch_percpu_init(unsigned int cpu, uintptr_t kstack_bottom,
		      uintptr_t kstack_top);

#endif /* !__ASSEMBLER__ */

#endif /* __ARCH_PERCPU_H__ */
