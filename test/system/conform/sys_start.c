/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a program finds on its stack when it starts. */
#include "check.h"
#include <elf.h>
#include <stdint.h>
#include <sys/auxv.h>

extern char **environ;

static const Elf64_auxv_t *auxiliary(void)
{
	char **at = environ;

	while (*at)
		at++;
	return (const Elf64_auxv_t *)(at + 1);
}

static void vectors(int argc, char *argv[])
{
	const Elf64_auxv_t *at;
	int random = 0, end = 0;

	value("a name", argc >= 1 && argv[0][0] != 0);
	value("the arguments end", argv[argc] == NULL);
	value("the environment is behind", environ == argv + argc + 1);
	for (at = auxiliary(); at->a_type != AT_NULL && end < 100; at++, end++)
		if (at->a_type == AT_RANDOM)
			random++;
	value("random bytes once", random);
	value("an end", at->a_type == AT_NULL);
}

static void values(void)
{
	const unsigned char *bytes = (void *)getauxval(AT_RANDOM);
	const Elf64_Phdr *header = (void *)getauxval(AT_PHDR);
	unsigned long i, different = 0, loads = 0;

	value("page size", (long)getauxval(AT_PAGESZ));
	value("clock ticks", (long)getauxval(AT_CLKTCK));
	value("secure", (long)getauxval(AT_SECURE));
	value("users and groups",
	      (long)(getauxval(AT_UID) | getauxval(AT_EUID) |
		     getauxval(AT_GID) | getauxval(AT_EGID)));
	value("no interpreter", (long)getauxval(AT_BASE));
	value("flags", (long)getauxval(AT_FLAGS));
	text("platform", (char *)getauxval(AT_PLATFORM));
	value("the file's name", ((char *)getauxval(AT_EXECFN))[0] != 0);
	value("hardware", getauxval(AT_HWCAP) != 0);
	value("a program header's size", (long)getauxval(AT_PHENT));
	for (i = 0; i < getauxval(AT_PHNUM); i++)
		loads += header[i].p_type == PT_LOAD;
	value("program headers that load", loads >= 2);
	for (i = 1; i < 16; i++)
		different += bytes[i] != bytes[0];
	value("random bytes differ", different >= 8);
}

static void stack(void)
{
	char here;
	uintptr_t top = (uintptr_t)getauxval(AT_EXECFN);

	value("strings above the frames", top > (uintptr_t)&here);
	value("and not far", top - (uintptr_t)&here < 1 << 20);
}

int main(int argc, char *argv[])
{
	vectors(argc, argv);
	values();
	stack();
	return 0;
}
