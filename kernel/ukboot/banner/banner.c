/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/essentials.h>
#include <string.h>
#include <uk/plat/console.h>
#include "banner_priv.h"
#include "../boot_priv.h"

static const char name[] = STRINGIFY(UK_CODENAME) " " STRINGIFY(UK_FULLVERSION);

static void put(const char *text)
{
	ukplat_coutk(text, (unsigned int)strlen(text));
}

static void put_name(void)
{
	static const char blanks[] = "                                       ";
	unsigned int len = sizeof(name) - 1;

	_Static_assert(sizeof(blanks) - 1 == BANNER_COLUMNS, "one per column");
	if (len < BANNER_COLUMNS)
		ukplat_coutk(blanks, BANNER_COLUMNS - len);
	put(name);
}

void boot_banner(void)
{
	put(banner_color_intro);
	put("Powered by\n");
	put(banner_color_art);
	put(banner_art);
	put(banner_color_name);
	put_name();
	put(banner_color_end);
	put("\n");
}
