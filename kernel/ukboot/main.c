/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * main() is application code: it runs on an application stack, and the stack
 * that we booted on remains its thread's kernel stack, on which traps and
 * interrupts that interrupt it start from the top. What lies there is not
 * needed any more: nobody returns from here.
 */
#include <uk/arch/ctx.h>
#include <uk/boot.h>
#include <uk/kva.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/config.h>
#include <uk/print.h>
#include "boot_priv.h"

int main(int argc, char *argv[]);

/* An image without a program, for instance one that only runs tests. */
__weak int main(int argc __unused, char *argv[] __unused)
{
	uk_pr_err(
		"There is no main(): no application is linked to this image\n");
	return 0;
}

static void print_call(const struct boot_args *args)
{
	int i;

	uk_pr_info("Calling main(%d, [", args->argc);
	for (i = 0; i < args->argc; i++)
		uk_pr_info("%s'%s'", i ? ", " : "", args->argv[i]);
	uk_pr_info("])\n");
}

static void __noreturn main_entry(long arg)
{
	struct boot_args *args = (struct boot_args *)arg;

	boot_run_init_array();
	print_call(args);
	uk_boot_exit(main(args->argc, args->argv));
}

void boot_call_main(struct boot_args *args)
{
	struct ukarch_ctx here, there;
	char *stack = uk_kstack_alloc(STACK_SIZE);

	if (!stack)
		return;
	ukarch_ctx_init_entry1(&there, ukarch_gen_sp(stack, STACK_SIZE), 0,
			       main_entry, (long)args);
	ukarch_ctx_switch(&here, &there);
}
