/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/init.h>

static int fail(void)
{
	return -EIO;
}

uk_lib_initcall(fail);
