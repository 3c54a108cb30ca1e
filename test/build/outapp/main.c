/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An application outside the tree: uses two libraries outside the tree, the
 * headers of modules without declaring them, and its own linker script.
 */
#include <stdio.h>
#include <out/one.h>
#include <out/two.h>
#include "which.h"

/* Gathered by table.lds.S between two symbols */
static const char *const entry __attribute__((section(".outapp_table"), used)) =
	"table";
extern const char *const outapp_table_start[], *const outapp_table_end[];

void extra(void);

int main(int argc, char *argv[])
{
	const char *const *p;

	printf("%s %d %d %s\n", CONFIG_APPOUTAPP_GREETING, outlib_one(),
	       outlib_two(), WHICH);
	for (p = outapp_table_start; p < outapp_table_end; p++)
		printf("%s\n", *p);
	extra();
	return argc > 1 && argv[1][0] == 'f' ? 3 : 0;
}

#ifndef CONFIG_APPOUTAPP_EXTRA
void extra(void)
{
}
#endif
