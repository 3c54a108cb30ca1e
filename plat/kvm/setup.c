/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <arch/cpu.h>
#include <uk/crash.h>
#include <uk/plat/bootinfo.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/paging.h>
#include <uk/plat/setup.h>
#include <uk/trap.h>

void ukplat_setup(struct ukplat_bootinfo *bi)
{
	char *cmdline = (char *)(__uptr)bi->cmdline;

	/* The CPU's features; from here on a trap is reported. */
	arch_cpu_init();
	uk_crash_terminate_set(ukplat_terminate_status);
	uk_traps_init();

	/* What is printed from here on is seen, what was before is shown. */
	plat_console_init(bi);
	ukplat_bootinfo_set(bi);
	ukplat_bootinfo_print();

	/* All of memory, and page tables that hold more than the image. */
	if (ukplat_paging_init() < 0)
		ukplat_terminate_status(UKPLAT_EXIT_BOOT_MEMORY);

	/* Interrupts may come when somebody enables them; time goes on. */
	plat_devices_init(bi);

	/* Heap, scheduler, init table, main(). */
	ukplat_entry_argp(plat_arg0(bi), cmdline,
			  cmdline ? strlen(cmdline) + 1 : 0);
}
