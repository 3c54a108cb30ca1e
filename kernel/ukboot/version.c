/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/essentials.h>
#include <uk/plat/console.h>
#include <uk/version.h>

void uk_version(void)
{
	static const char text[] =
		STRINGIFY(UK_CODENAME) " " STRINGIFY(UK_FULLVERSION) "\n";

	ukplat_coutk(text, sizeof(text) - 1);
}
