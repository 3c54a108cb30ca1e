/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a program starts with: the auxiliary vector, and nothing of what was
 * in the registers of the program before it.
 */
#include "check.h"
#include <stdint.h>
#include <sys/auxv.h>
#include <xmmintrin.h>

#define CONTROL_NEW 0x37f /* x87: all masked, 64 bits, nearest */

static void vector(void)
{
	const char *name = (const char *)getauxval(AT_EXECFN);
	const char *platform = (const char *)getauxval(AT_PLATFORM);
	const unsigned char *random =
		(const unsigned char *)getauxval(AT_RANDOM);
	int i, sum = 0;

	value("page size", (long)getauxval(AT_PAGESZ));
	value("ticks", (long)getauxval(AT_CLKTCK));
	value("flags", (long)getauxval(AT_FLAGS));
	value("user",
	      (long)(getauxval(AT_UID) + 10 * getauxval(AT_EUID) +
		     100 * getauxval(AT_GID) + 1000 * getauxval(AT_EGID)));
	value("secure", (long)getauxval(AT_SECURE));
	text("platform", platform);
	text("name", name ? "is there" : "is missing");
	for (i = 0; i < 16; i++)
		sum |= random[i];
	value("random bytes", sum != 0);
	value("entry", getauxval(AT_ENTRY) != 0);
	value("program headers", getauxval(AT_PHDR) != 0);
	value("size of one", (long)getauxval(AT_PHENT));
	value("base", (long)getauxval(AT_BASE));
}

static void registers(void)
{
	uint16_t control;

	__asm__ __volatile__("fnstcw %0" : "=m"(control));
	check_line("vector control: %#x", _mm_getcsr());
	check_line("floating point control: %#x", control);
}

int main(int argc, char *argv[])
{
	char *again[] = {"again", "again", NULL};
	char *other[] = {"other", "other", NULL};
	uint16_t control = CONTROL_NEW & ~1;

	if (argc < 2) {
		registers();
		_mm_setcsr(_mm_getcsr() | _MM_ROUND_UP | _MM_FLUSH_ZERO_ON);
		__asm__ __volatile__("fldcw %0" : : "m"(control));
		registers();
		execv("/proc/self/exe", again);
		return 1;
	}
	registers();
	vector();
	if (!strcmp(argv[1], "again")) {
		result("another user", setresuid(-1, 1, -1));
		setresuid(0, 1, -1);
		execv("/proc/self/exe", other);
		result("execv", -1);
	}
	return 0;
}
