/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <stdint.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include "crash.h"

void crash_text_write(void)
{
	volatile unsigned char *code =
		(unsigned char *)(uintptr_t)crash_text_write;

	*code = 0;
}

/* A return instruction of either architecture, where no code may be. */
static unsigned char data[16] __align16 = {
#ifdef __x86_64__
	0xc3,
#else
	0xc0,
	0x03,
	0x5f,
	0xd6,
#endif
};

void crash_data_exec(void)
{
	void (*volatile code)(void) = (void (*)(void))(uintptr_t)data;

	code();
}

/* A field of a structure that is not there. */
void crash_null_read(void)
{
	volatile int *volatile field = (volatile int *)(uintptr_t)0x18;

	(void)*field;
}

void crash_wild_write(void)
{
	volatile int *volatile nowhere =
		(volatile int *)(uintptr_t)0x123456789000;

	*nowhere = 1;
}

static void __noinline overrun(char *buf, unsigned int len)
{
	unsigned int i;

	for (i = 0; i < len; i++)
		((volatile char *)buf)[i] = 'A';
}

void crash_canary(void)
{
	char buf[16];

	/* Over the canary; a little more would hit what is above. */
	overrun(buf, sizeof(buf) + 24);
}

void crash_divide(void)
{
	volatile int zero = 0, many = 100;

#ifdef __aarch64__
	/* The CPU does not trap: this is the check that a compiler adds. */
	if (zero == 0)
		__asm__ __volatile__("brk #0x5503");
#endif
	zero = many / zero;
}

void crash_assert(void)
{
	volatile int one = 1;

	UK_ASSERT(one + one == 3);
}

void crash_words(void)
{
	UK_CRASH("The reason is number %d\n", 42);
}

int crash_recurse(int depth)
{
	volatile char frame[256];

	frame[0] = (char)depth;
	return crash_recurse(depth + 1) + frame[0];
}

void crash_invalid_op(void)
{
#ifdef __x86_64__
	__asm__ __volatile__("ud2");
#else
	__asm__ __volatile__("udf #0");
#endif
}

void crash_in_trap(enum trap_crash what)
{
	trap_crash = what;
#ifdef __x86_64__
	__asm__ __volatile__("int3");
#else
	__asm__ __volatile__("brk #0");
#endif
}
