/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The end of the program: exit() and what it calls. */
#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <uk/assert.h>
#include <uk/boot.h>
#include <uk/console.h>
#include <uk/plat/bootstrap.h>

#include "exit_priv.h"

#define BLOCK_ENTRIES 32 /* C guarantees as many */

struct entry {
	void (*func)(void *arg);
	void *arg;
};

/* The newest block is the first; only that one has room. */
struct block {
	struct block *next;
	unsigned int count;
	struct entry entries[BLOCK_ENTRIES];
};

static struct block first_block;
static struct block *blocks = &first_block;

/* The registered functions, the latest first; each may register more. */
static void run_functions(int result __unused)
{
	struct block *empty;
	struct entry e;

	for (;;) {
		if (blocks->count > 0) {
			e = blocks->entries[--blocks->count];
			e.func(e.arg);
		} else if (blocks->next) {
			empty = blocks;
			blocks = blocks->next;
			free(empty);
		} else {
			return;
		}
	}
}

static struct uk_boot_exit_hook hook = {.fn = run_functions};
static bool hook_registered;

/* As the C++ ABI has it; there is one object, dso says nothing. */
int __cxa_atexit(void (*func)(void *), void *arg, void *dso __unused)
{
	struct block *b = blocks;

	if (b->count == BLOCK_ENTRIES) {
		b = malloc(sizeof(*b));
		if (!b)
			return -1;
		b->next = blocks;
		b->count = 0;
		blocks = b;
	}
	if (!hook_registered) {
		hook_registered = true;
		uk_boot_exit_register(&hook);
	}
	b->entries[b->count++] = (struct entry){func, arg};
	return 0;
}

static void call_plain(void *arg)
{
	((void (*)(void))(uintptr_t)arg)();
}

int atexit(void (*func)(void))
{
	return __cxa_atexit(call_plain, (void *)(uintptr_t)func, NULL);
}

void exit(int status)
{
	uk_boot_exit(status);
}

void _exit(int status)
{
	uk_console_flush();
	ukplat_terminate_result(status);
}

void _Exit(int status)
{
	_exit(status);
}

void abort(void)
{
	UK_CRASH("abort() called\n");
}

void __assert_fail(const char *expr, const char *file, int line,
		   const char *func)
{
	UK_CRASH("Assertion failed: %s (%s: %s: %d)\n", expr, file, func, line);
}
