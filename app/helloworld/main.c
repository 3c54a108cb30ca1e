/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The smallest application: says hello and what it was called with, and ends
 * with status 0.
 */
#include <stdio.h>

int main(int argc, char *argv[])
{
	printf("Hello world!\n");
	printf("Arguments:");
	for (int i = 0; i < argc; i++)
		printf(" \"%s\"", argv[i]);
	printf("\n");
	return 0;
}
