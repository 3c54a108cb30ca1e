/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random places for areas: by default, unless vmem.aslr=0 or somebody sets it
 * (/proc/sys/kernel/randomize_va_space).
 */
#include <uk/swrand.h>
#include "slide_priv.h"

static long level;
static bool is_set;

long uk_vas_random(void)
{
	if (!is_set)
		return slide_wanted() ? 2 : 0;
	return level;
}

int uk_vas_random_set(long value)
{
	level = value;
	is_set = true;
	return 0;
}

__sz uk_vas_slide(unsigned int bits)
{
	__u64 pages;

	UK_ASSERT(bits && bits + PAGE_SHIFT < 47);
	if (!uk_vas_random())
		return 0;
	uk_swrand_fill_buffer(&pages, sizeof(pages));
	return (pages >> (64 - bits)) << PAGE_SHIFT;
}
