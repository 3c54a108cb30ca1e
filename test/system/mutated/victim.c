/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A small program with code, constants, data and memory that is zero. */
static const char text[] = "the program runs\n";
static volatile int status = 41;
static volatile int one[4096];

static long call(long number, long a, long b, long c)
{
	long result;

	__asm__ __volatile__("syscall"
			     : "=a"(result)
			     : "0"(number), "D"(a), "S"(b), "d"(c)
			     : "rcx", "r11", "memory");
	return result;
}

void _start(void);
void _start(void)
{
	one[4095] = 1;
	call(1, 1, (long)text, sizeof(text) - 1);
	call(231, status + one[4095], 0, 0);
}
