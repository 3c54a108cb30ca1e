/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Crashes as its argument says, for test_crash.py. */

#define UK_DEBUG_TRACE
#include <stdio.h>
#include <string.h>
#include <uk/trace.h>
#include "crash.h"

UK_TRACEPOINT(trace_crash, "how=%s number=%d", const char *, int);

static void crash_stack_overrun(void)
{
	crash_in_trap(TRAP_CRASH_STACK);
}

static void crash_fault_in_fault(void)
{
	crash_in_trap(TRAP_CRASH_FAULT);
}

static void crash_recursion(void)
{
	crash_recurse(0);
}

static const struct {
	const char *name;
	void (*crash)(void);
} crashes[] = {
	{"text", crash_text_write},	  {"exec", crash_data_exec},
	{"null", crash_null_read},	  {"wild", crash_wild_write},
	{"canary", crash_canary},	  {"divide", crash_divide},
	{"assert", crash_assert},	  {"words", crash_words},
	{"invalid", crash_invalid_op},	  {"stack", crash_stack_overrun},
	{"nested", crash_fault_in_fault}, {"recursion", crash_recursion},
};

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[argc - 1] : "";
	unsigned int i;

	printf("crash: %s\n", name);
	trace_crash(name, 7);
	for (i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++) {
		if (strcmp(name, crashes[i].name) == 0)
			crashes[i].crash();
	}
	printf("still alive\n");
	return 1;
}
