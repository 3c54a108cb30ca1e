/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/essentials.h>
#include <uk/plat/console.h>
#include "../boot_priv.h"

void boot_banner(void)
{
	static const char text[] =
		"Welcome to " STRINGIFY(UK_CODENAME) " " STRINGIFY(
			UK_FULLVERSION) "\n"
					"=======================================\n";

	ukplat_coutk(text, sizeof(text) - 1);
}
