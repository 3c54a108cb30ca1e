/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Without random places. */
#include <errno.h>
#include <uk/vmem.h>

__sz uk_vas_slide(unsigned int bits __unused)
{
	return 0;
}

long uk_vas_random(void)
{
	return 0;
}

int uk_vas_random_set(long value)
{
	return value ? -EINVAL : 0;
}
