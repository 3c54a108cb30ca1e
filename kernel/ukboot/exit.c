/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stddef.h>
#include <uk/boot.h>
#include <uk/plat/bootstrap.h>
#include <uk/print.h>
#include "exit_priv.h"

static struct uk_boot_exit_hook *hooks;

void uk_boot_exit_register(struct uk_boot_exit_hook *hook)
{
	hook->next = hooks;
	hooks = hook;
}

void uk_boot_exit(int result)
{
	/* A hook that exits itself does not run the same hooks again */
	while (hooks) {
		struct uk_boot_exit_hook *hook = hooks;

		hooks = hook->next;
		hook->fn(result);
	}
	uk_pr_info("main returned %d, halting system\n", result);
	if (!result && boot_test_status())
		ukplat_terminate_status(boot_test_status());
	ukplat_terminate_result(result);
}
