/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <out/two.h>

int private_helper(void);

int outlib_two(void)
{
	return private_helper();
}
