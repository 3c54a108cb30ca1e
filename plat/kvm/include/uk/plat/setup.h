/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * How an image starts on a KVM guest. A boot protocol's entry fills the boot
 * information and goes to ukplat_setup(), which sets up what every image has
 * and goes to the boot sequence. The plat_*() functions are what differs
 * between architectures; each has a file in plat/kvm/<architecture>.
 */
#ifndef __UKPLAT_SETUP_H__
#define __UKPLAT_SETUP_H__

#include <uk/arch/types.h>
#include <uk/essentials.h>
#include <uk/plat/bootinfo.h>

/*
 * Expects what the architecture's start code leaves: the early page tables, the
 * boot stack, per-CPU data, interrupts off. Called once.
 */
void ukplat_setup(struct ukplat_bootinfo *bi) __noreturn;

/*
 * Instead of ukplat_setup(), when the machine has only so many bytes of memory
 * and the image does not fit: says so and stops with UKPLAT_EXIT_BOOT_MEMORY.
 */
void plat_memory_lacks(__sz have) __noreturn;

/* The same for another reason, a sentence: UKPLAT_EXIT_CRASH. */
void plat_boot_fail(const char *why) __noreturn;

/* The console's device. No memory management and no interrupts yet. */
void plat_console_init(struct ukplat_bootinfo *bi);

/* Interrupt controller, clocks, timer. Memory is there. */
void plat_devices_init(struct ukplat_bootinfo *bi);

/*
 * argv[0], or NULL when the command line begins with it.
 */
char *plat_arg0(const struct ukplat_bootinfo *bi);

/* Power off; returns if the machine has nothing for it. Any context. */
void plat_power_off(void);

/* Start again; returns if the machine has nothing for it. Any context. */
void plat_reset(void);

#endif /* __UKPLAT_SETUP_H__ */
