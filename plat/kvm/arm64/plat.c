/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What differs on arm64: the devices are those of the device tree, which the
 * boot protocol has walked; power control is the firmware's.
 */
#include <arch/features.h>
#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/ofw.h>
#include <uk/pl011.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/setup.h>
#include <uk/print.h>
#include <uk/psci.h>

static char image_name[] = CONFIG_UK_NAME;

/* The firmware first: whatever goes wrong, the machine can be switched off. */
void plat_console_init(struct ukplat_bootinfo *bi __unused)
{
	ofw_probe(OFW_FIRMWARE);
	if (!ofw_probe(OFW_CONSOLE))
		pl011_init(PL011_FALLBACK_BASE);
}

/* The image was built to rely on it. */
static void require(int rc, const char *what)
{
	if (!rc)
		return;
	uk_pr_crit("This CPU does not support %s: error %d\n", what, -rc);
	ukplat_terminate_status(UKPLAT_EXIT_INIT);
}

void plat_devices_init(struct ukplat_bootinfo *bi __unused)
{
	require(arm64_pauth_check(), "signed return addresses");
	require(ukarch_memtag_init(), "memory tags");
	ofw_probe(OFW_INTCTLR);
	ofw_probe(OFW_CLOCK);
}

/* The command line has arguments only. */
char *plat_arg0(const struct ukplat_bootinfo *bi __unused)
{
	return image_name;
}

void plat_power_off(void)
{
	psci_system_off();
}

void plat_reset(void)
{
	psci_system_reset();
}
