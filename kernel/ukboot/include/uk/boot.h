/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The end of the program: what happens when main() returns. */
#ifndef __UK_BOOT_H__
#define __UK_BOOT_H__

#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Ends the machine with the program's result: calls the functions registered
 * below, says so on the console, and stops by ukplat_terminate_result(). A
 * result of 0 after a failed test suite becomes UKPLAT_EXIT_TESTS. The C
 * library's exit() ends here, too.
 */
void uk_boot_exit(int result) __noreturn;

struct uk_boot_exit_hook {
	void (*fn)(int result);
	struct uk_boot_exit_hook *next; /* ours */
};

/*
 * Registers a function to be called by uk_boot_exit(), the latest one first:
 * to flush the C library's streams, to write files back. The object stays
 * with the caller for good.
 */
void uk_boot_exit_register(struct uk_boot_exit_hook *hook);

#ifdef __cplusplus
}
#endif

#endif /* __UK_BOOT_H__ */
