/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * From the platform's set-up to main(): the table of contents of the system.
 *
 * On entry the CPU, the memory regions and the page tables are set up, and
 * interrupts are off. The context that calls becomes the first thread.
 */
#include <uk/arch/paging.h>
#include <uk/arch/tls.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/config.h>
#include <uk/plat/irq.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/memory.h>
#include <uk/plat/time.h>
#include <uk/print.h>
#include <uk/sp.h>
#include "boot_priv.h"

/* The machine stops here when the configuration cannot start on it. */
static void __noreturn boot_fail(const char *what, int rc)
{
	uk_pr_crit("Cannot boot: %s: error %d\n", what, rc);
	ukplat_terminate_status(UKPLAT_EXIT_INIT);
}

/* The same when memory runs out: len is what was wanted last. */
static void __noreturn boot_no_memory(const char *what, unsigned long len)
{
	uk_pr_crit("Too little memory: %s needs %lu KiB more\n", what,
		   (len + 1023) / 1024);
	ukplat_terminate_status(UKPLAT_EXIT_BOOT_MEMORY);
}

/* Everything between the command line and main(). */
static void __noreturn boot(struct boot_args *args)
{
	struct uk_alloc *a;
	int rc;

	/* Nobody has to return that has seen the old canary */
	uk_stack_chk_guard_setup();

	/* Constructors: no memory, no interrupts, no threads yet */
	boot_run_ctors();

	/* Libraries get their parameters before they are initialised */
	boot_args_take_params(args);

	/* The heap */
	rc = boot_heap_init(&a);
	if (rc)
		boot_no_memory("the heap", PAGE_SIZE);
	ukplat_memallocator_set(a);

	/* The lower half, for the application's areas */
	rc = boot_vas_init(a);
	if (rc)
		boot_fail("the address space", rc);

	rc = boot_tls_init(a);
	if (rc)
		boot_no_memory("thread-local storage", ukarch_tls_area_size());

	/* Interrupts and time, still masked */
	rc = ukplat_irq_init(a);
	if (rc)
		boot_fail("interrupts", rc);
	ukplat_time_init();

	/* From here on we are a thread and may sleep */
	rc = boot_sched_start(a);
	if (rc)
		boot_fail("scheduler", rc);
	ukplat_lcpu_enable_irq();

	/* Optional modules: buses, libraries, file systems, in their classes */
	rc = boot_run_inittab();
	if (rc)
		boot_fail("init function", rc);

	boot_banner();

	/* The application: its constructors, then main() on its own stack */
	boot_call_main(args);
	boot_no_memory("main()'s stack", STACK_SIZE);
}

/* In .bss: it is used until the end, and the boot stack is not. */
static struct boot_args args;

void ukplat_entry_argp(char *arg0, char *argb, __sz argb_len)
{
	if (arg0)
		args.argv[args.argc++] = arg0;
	boot_args_split(&args, argb, argb_len);
	boot(&args);
}

void ukplat_entry(int argc, char *argv[])
{
	while (args.argc < argc && args.argc < CONFIG_LIBUKBOOT_MAXNBARGS) {
		args.argv[args.argc] = argv[args.argc];
		args.argc++;
	}
	boot(&args);
}
