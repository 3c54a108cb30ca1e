/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Says what the kernel tells a program of its CPU, and tries it: an instruction
 * of each extension that AT_HWCAP has, a handler on the smallest stack.
 */
#include <elf.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

static sigjmp_buf back;

/* As the kernel has it: the C library changes what it has to say on x86_64 */
static unsigned long told(unsigned long type)
{
	unsigned long pair[2], value = 0;
	FILE *f = fopen("/proc/self/auxv", "re");

	while (f && fread(pair, sizeof(pair), 1, f) == 1)
		if (pair[0] == type)
			value = pair[1];
	if (f)
		fclose(f);
	return value;
}

static void illegal(int signo)
{
	(void)signo;
	siglongjmp(back, 1);
}

#ifdef __aarch64__

static uint64_t cell[2] __attribute__((aligned(64)));

/* Register 2 has the address of memory to use */
#define TRY(name, word, bit, code)                                           \
	do {                                                                 \
		if (!((word) >> (bit)&1))                                    \
			break;                                               \
		if (sigsetjmp(back, 1)) {                                    \
			printf("%s: SIGILL\n", name);                        \
			break;                                               \
		}                                                            \
		__asm__ volatile("mov x2, %0\n\t.inst " #code                \
				 :                                           \
				 : "r"(cell)                                 \
				 : "x0", "x1", "x2", "v0", "v1", "v2", "v3", \
				   "cc", "memory");                          \
		printf("%s: works\n", name);                                 \
	} while (0)

static void try_all(unsigned long one, unsigned long two)
{
	TRY("aes", one, 3, 0x4e284820);
	TRY("pmull", one, 4, 0x0ee2e020);
	TRY("sha1", one, 5, 0x5e280820);
	TRY("sha2", one, 6, 0x5e282820);
	TRY("crc32", one, 7, 0x1ac24020);
	TRY("atomics", one, 8, 0xb8200041);
	TRY("fphp", one, 9, 0x1ee22820);
	TRY("asimdhp", one, 10, 0x4e421420);
	TRY("cpuid", one, 11, 0xd5380600);
	TRY("asimdrdm", one, 12, 0x6e828420);
	TRY("jscvt", one, 13, 0x1e7e0000);
	TRY("fcma", one, 14, 0x6e82e420);
	TRY("lrcpc", one, 15, 0xb8bfc040);
	TRY("dcpop", one, 16, 0xd50b7c22);
	TRY("sha3", one, 17, 0xce020c20);
	TRY("sm3", one, 18, 0xce62c020);
	TRY("sm4", one, 19, 0xcec08420);
	TRY("asimddp", one, 20, 0x6e829420);
	TRY("sha512", one, 21, 0xcec08020);
	TRY("asimdfhm", one, 23, 0x4e22ec20);
	TRY("dit", one, 24, 0xd53b42a0);
	TRY("ilrcpc", one, 26, 0x99400040);
	TRY("flagm", one, 27, 0xd500401f);
	TRY("ssbs", one, 28, 0xd53b42c0);
	TRY("sb", one, 29, 0xd50330ff);
	TRY("dcpodp", two, 0, 0xd50b7d22);
	TRY("flagm2", two, 7, 0xd500405f);
	TRY("frint", two, 8, 0x1e284000);
	TRY("i8mm", two, 13, 0x4e829c20);
	TRY("bf16", two, 14, 0x6e42fc20);
	TRY("rng", two, 16, 0xd53b2400);
}

#else /* x86_64 */

#include <cpuid.h>

static void try_all(unsigned long one, unsigned long two)
{
	unsigned int a, b, c, d;

	__cpuid(1, a, b, c, d);
	printf("cpuid: %s\n", one == d && !two ? "works" : "differs");
}

#endif

/* ---- the smallest stack ---- */

static char *stack;
static size_t used;

static void deep(int signo)
{
	char here;

	(void)signo;
	used = (size_t)(stack + 65536 - &here);
}

/* What a frame takes, and a little for the handler itself. */
static void try_stack(size_t least)
{
	struct sigaction action = {.sa_handler = deep, .sa_flags = SA_ONSTACK};
	stack_t ss = {.ss_size = 65536};

	stack = aligned_alloc(4096, 65536);
	ss.ss_sp = stack;
	sigaltstack(&ss, NULL);
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	printf("stack: %s\n", used && used < least + 256 && least < used + 1024
				      ? "fits"
				      : "does not");
}

static void show_cpuinfo(void)
{
	char line[4096];
	FILE *f = fopen("/proc/cpuinfo", "re");

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "Features", 8) == 0)
			printf("%s", line);
	if (f)
		fclose(f);
}

int main(void)
{
	struct sigaction action = {.sa_handler = illegal};

	sigaction(SIGILL, &action, NULL);
	printf("hwcap: %lx %lx\n", told(AT_HWCAP), told(AT_HWCAP2));
	try_all(told(AT_HWCAP), told(AT_HWCAP2));
	try_stack(told(AT_MINSIGSTKSZ));
	show_cpuinfo();
	return 0;
}
