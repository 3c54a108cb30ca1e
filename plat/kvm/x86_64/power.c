/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Power-off and reset of QEMU's PC machines. The firmware's tables say where
 * the registers are; these places are documented and have never moved:
 *
 *   pc, q35   PM1a control at port 0x604: SLP_EN, SLP_TYP 0
 *   microvm   generic event device at 0xfea00000, its sleep control register
 *             at offset 0x200: SLP_EN, SLP_TYP 5; reset at offset 0x202
 *
 * A write where no such register is has no effect, and the next is tried.
 */
#include <arch/mmu.h>
#include <arch/asm/io.h>
#include <uk/plat/paging.h>
#include <uk/plat/setup.h>

#define PM1A_CONTROL	 0x604
#define PM1A_SLEEP	 0x2000
#define GED_BASE	 0xfea00000UL
#define GED_SLEEP	 0x200
#define GED_SLEEP_S5	 0x34
#define GED_RESET	 0x202
#define GED_RESET_VALUE	 0x42
#define RESET_CONTROL	 0xcf9
#define RESET_FULL	 0x06
#define KEYBOARD_COMMAND 0x64
#define KEYBOARD_RESET	 0xfe

/* The event device's registers, or NULL if they cannot be mapped. */
static volatile uint8_t *ged_map(void)
{
	__vaddr_t va = DIRECTMAP_BASE + GED_BASE;
	struct uk_pagetable *pt = ukplat_pt_get_active();
	int rc;

	if (!pt)
		return NULL;
	rc = ukplat_page_map(pt, va, GED_BASE, 1,
			     PAGE_ATTR_PROT_RW | PAGE_ATTR_TYPE_DEVICE, 0);
	return rc < 0 ? NULL : (volatile uint8_t *)va;
}

void plat_power_off(void)
{
	volatile uint8_t *ged;

	x86_outw(PM1A_CONTROL, PM1A_SLEEP);
	ged = ged_map();
	if (ged)
		ged[GED_SLEEP] = GED_SLEEP_S5;
}

void plat_reset(void)
{
	volatile uint8_t *ged;

	x86_outb(RESET_CONTROL, RESET_FULL);
	x86_outb(KEYBOARD_COMMAND, KEYBOARD_RESET);
	ged = ged_map();
	if (ged)
		ged[GED_RESET] = GED_RESET_VALUE;
}
