/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Random places for areas: by default, unless vmem.aslr=0. */
#include <uk/swrand.h>
#include "slide_priv.h"

__sz uk_vas_slide(unsigned int bits)
{
	__u64 pages;

	UK_ASSERT(bits && bits + PAGE_SHIFT < 47);
	if (!slide_wanted())
		return 0;
	uk_swrand_fill_buffer(&pages, sizeof(pages));
	return (pages >> (64 - bits)) << PAGE_SHIFT;
}
