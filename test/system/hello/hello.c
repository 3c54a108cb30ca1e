/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Prints its arguments and its environment; ends with the status 42. */
#include <stdio.h>

extern char **environ;

int main(int argc, char **argv)
{
	puts("Hello world!");
	for (int i = 1; i < argc; i++)
		printf("argument %d: %s\n", i, argv[i]);
	for (char **e = environ; *e; e++)
		printf("environment: %s\n", *e);
	return 42;
}
