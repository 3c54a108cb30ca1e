/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <out/one.h>

int private_helper(void);

int outlib_one(void)
{
	return private_helper();
}
