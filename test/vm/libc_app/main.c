/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Ends in the way that its first argument says. */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void first(void)
{
	printf("first registered\n");
}

static void late(void)
{
	printf("registered at exit\n");
}

static void second(void)
{
	printf("second registered\n");
	atexit(late);
}

static void many(void)
{
	printf(".");
}

int main(int argc, char *argv[])
{
	const char *how = argc > 1 ? argv[argc - 1] : "";
	int i;

	atexit(first);
	if (strcmp(how, "many") == 0)
		for (i = 0; i < 100; i++)
			atexit(many);
	atexit(second);
	printf("no newline at the end");

	if (strcmp(how, "exit") == 0)
		exit(7);
	if (strcmp(how, "large") == 0)
		exit(200);
	if (strcmp(how, "_exit") == 0)
		_exit(9);
	if (strcmp(how, "abort") == 0)
		abort();
	if (strcmp(how, "assert") == 0)
		assert(argc == 0);
	if (strcmp(how, "getopt") == 0)
		return getopt(argc, argv, "a") == '?' ? 5 : 6;
	return 0;
}
