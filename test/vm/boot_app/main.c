/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Prints what the boot information says, in a form that a test reads: a line
 * for each region, one for each argument, the contents of the initial RAM disk
 * as a sum, and whether memory can be used where it is said to be free.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arch/mmu.h>
#include <arch/asm/io.h>
#include <uk/plat/bootinfo.h>
#include <uk/plat/bootstrap.h>
#include <uk/plat/lcpu.h>
#include <uk/plat/memory.h>
#include <uk/plat/time.h>

#ifdef BSS_SIZE
static volatile char large_bss[BSS_SIZE];
#endif
#ifdef DATA_SIZE
static volatile char large_data[DATA_SIZE] = {1};
#endif

static void print_large(void)
{
#ifdef BSS_SIZE
	large_bss[BSS_SIZE - 1] = 1;
	printf("bss %d\n", large_bss[0] + large_bss[BSS_SIZE - 1]);
#endif
#ifdef DATA_SIZE
	large_data[DATA_SIZE - 1] = 1;
	printf("data %d\n", large_data[0] + large_data[DATA_SIZE - 1]);
#endif
}

static void print_regions(void)
{
	struct ukplat_memregion_desc *mrd;

	ukplat_memregion_foreach (&mrd, 0, 0, 0)
		printf("region %lx %lx %lx %x %x\n", (unsigned long)mrd->pbase,
		       (unsigned long)mrd->len, (unsigned long)mrd->vbase,
		       mrd->type, mrd->flags);
}

static void print_initrd(void)
{
	struct ukplat_memregion_desc *mrd;
	const unsigned char *p;
	unsigned long sum = 0;

	if (ukplat_memregion_find_initrd0(&mrd) < 0)
		return;
	p = (const unsigned char *)mrd->vbase;
	for (size_t i = 0; i < mrd->len; i++)
		sum += p[i];
	printf("initrd %lu bytes sum %lu\n", (unsigned long)mrd->len, sum);
}

/* Longer than the timer of a PC can count at once. */
static void print_sleep(void)
{
	__nsec start, now;
	unsigned long flags = ukplat_lcpu_save_irqf();

	start = now = ukplat_monotonic_clock();
	while (now < start + 150000000UL) {
		ukplat_lcpu_halt_to(start + 150000000UL);
		now = ukplat_monotonic_clock();
	}
	ukplat_lcpu_restore_irqf(flags);
	printf("slept %lu ms\n", (unsigned long)((now - start) / 1000000));
}

/* A byte of CMOS memory outlives a reset. */
static void restart_once(void)
{
	x86_outb(0x70, 0x40);
	if (x86_inb(0x71) == 0x5a) {
		printf("restarted\n");
		return;
	}
	x86_outb(0x71, 0x5a);
	ukplat_restart();
}

int main(int argc, char *argv[])
{
	const struct ukplat_bootinfo *bi = ukplat_bootinfo_get();
	__nsec before = ukplat_monotonic_clock();

	printf("protocol %.16s\n", bi->bootprotocol);
	printf("loader %.16s\n", bi->bootloader);
	for (int i = 0; i < argc; i++)
		printf("arg %d [%s]\n", i, argv[i]);
	print_regions();
	print_initrd();
	print_large();
	printf("wall %lu\n",
	       (unsigned long)(ukplat_wall_clock() / 1000000000UL));
	printf("clock %s\n",
	       ukplat_monotonic_clock() > before ? "runs" : "stands");
	print_sleep();
	if (argc > 1 && !strcmp(argv[1], "restart"))
		restart_once();
	return 0;
}
