/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The devices of a PC that every image may have. */
#include <string.h>
#include <uk/config.h>
#include <uk/cmos.h>
#include <uk/ns16550.h>
#include <uk/pic.h>
#include <uk/pit.h>
#include <uk/plat/setup.h>
#include <uk/tsc.h>

#define COM1 0x3f8

static char image_name[] = CONFIG_UK_NAME;

void plat_console_init(struct ukplat_bootinfo *bi __unused)
{
	ns16550_init(COM1);
}

void plat_devices_init(struct ukplat_bootinfo *bi __unused)
{
	pic_init();
	tsc_init();
	pit_init();
	cmos_init();
}

/* Multiboot loaders put the image's path in front of the arguments. */
char *plat_arg0(const struct ukplat_bootinfo *bi)
{
	if (bi->cmdline &&
	    !strncmp(bi->bootprotocol, "multiboot", sizeof(bi->bootprotocol)))
		return NULL;
	return image_name;
}
