/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How an image stops, and what it says when it cannot even start. */
#include <errno.h>
#include <arch/cpu.h>
#include <arch/exit.h>
#include <arch/mmu.h>
#include <uk/console.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/console.h>
#include <uk/plat/setup.h>

void ukplat_terminate_status(int status)
{
	arch_irq_disable();
	uk_console_flush();
	if (status < 0 || status > UKPLAT_EXIT_MAX)
		status = UKPLAT_EXIT_MAX;
	if (status != UKPLAT_EXIT_OK)
		arch_exit_status(status);
	plat_power_off();
	arch_cpu_halt();
}

void ukplat_terminate_result(int result)
{
	result &= 0xff;
	arch_irq_disable();
	/* On some machines it is the end */
	uk_console_flush();
	arch_exit_result(result);
	if (result > UKPLAT_EXIT_MAIN_MAX)
		result = UKPLAT_EXIT_MAIN_MAX;
	ukplat_terminate_status(result);
}

void ukplat_terminate(enum ukplat_gstate request)
{
	if (request == UKPLAT_RESTART) {
		arch_irq_disable();
		uk_console_flush();
		plat_reset();
	}
	ukplat_terminate_status(request == UKPLAT_CRASH ? UKPLAT_EXIT_CRASH
							: UKPLAT_EXIT_OK);
}

int ukplat_suspend(void)
{
	return -EBUSY;
}

/* Prints a number of KiB; there may be no room for printf's stack. */
static void kib_print(__sz bytes)
{
	char digits[24];
	char *p = digits + sizeof(digits);
	__sz kib = (bytes + 1023) / 1024;

	do {
		*--p = (char)('0' + kib % 10);
		kib /= 10;
	} while (kib);
	ukplat_coutk(p, (unsigned int)(digits + sizeof(digits) - p));
}

void plat_boot_fail(const char *why)
{
	plat_console_init(ukplat_bootinfo_get());
	ukplat_coutk(why, 0);
	ukplat_coutk("\n", 1);
	ukplat_terminate_status(UKPLAT_EXIT_CRASH);
}

void plat_memory_lacks(__sz have)
{
	struct ukplat_bootinfo *bi = ukplat_bootinfo_get();

	plat_console_init(bi);
	ukplat_coutk("Not enough memory: the machine has ", 0);
	kib_print(have);
	ukplat_coutk(" KiB, the image alone needs ", 0);
	kib_print(arch_virt_to_phys(__image_end));
	ukplat_coutk(" KiB\n", 0);
	ukplat_terminate_status(UKPLAT_EXIT_BOOT_MEMORY);
}
