/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Returns its first argument, a number. */
#include <stdlib.h>

int main(int argc, char *argv[])
{
	return argc > 1 ? atoi(argv[1]) : 0;
}
