/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Says in which order things happen. */
#include <stdio.h>
#include <uk/ctors.h>
#include <uk/init.h>

static unsigned int ctors;

static void ctor(void)
{
	ctors++;
}

static int first(void)
{
	printf("early 0, %u ctor\n", ctors);
	return 0;
}

static int second(void)
{
	printf("early 9\n");
	return 0;
}

static int third(void)
{
	printf("plat 0\n");
	return 1; /* a success, too */
}

static int last(void)
{
	printf("late 9\n");
	return 0;
}

UK_CTOR(ctor);
uk_late_initcall(last);
uk_plat_initcall_prio(third, 0);
uk_early_initcall(second);
uk_early_initcall_prio(first, 0);

__attribute__((constructor)) static void c_constructor(void)
{
	printf("constructor\n");
}
