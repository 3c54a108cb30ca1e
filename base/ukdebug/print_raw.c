/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <uk/plat/console.h>
#include <uk/print.h>

void uk_print_raw(const char *buf, __sz len)
{
	if (len > 0)
		ukplat_coutk(buf, (unsigned int)len);
}
