/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Where errno is, for an image without posix/nolibc, whose __errno_location()
 * takes the place of this one and knows threads.
 */
#include <errno.h>

__attribute__((weak)) int *__errno_location(void)
{
	static int value;

	return &value;
}
