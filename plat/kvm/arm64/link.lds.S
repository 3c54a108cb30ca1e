/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The image on arm64: linked at KERNEL_IMAGE_BASE, loaded anywhere in memory
 * at a multiple of a page; the boot code finds out where. Three loaded
 * segments, none both writable and executable. Modules add sections with
 * INSERT AFTER .rodata or .data.
 */
#include <arch/mmu.h>
#include <uk/asm/lcpu.h>

#define PAGE  0x1000
#define LARGE 0x200000

/* Where a loader of ELF files puts it: QEMU's virt has memory from 1 GiB on and
 * its device tree in the first 2 MiB of that.
 */
#define LOAD_BASE 0x40200000
#define LMA(sec)  AT(ADDR(sec) - KERNEL_IMAGE_BASE + LOAD_BASE)

#define BOOT_STACK_SIZE 0x8000

OUTPUT_FORMAT("elf64-littleaarch64")
OUTPUT_ARCH(aarch64)

PHDRS
{
	text PT_LOAD FLAGS(5);   /* R E */
	rodata PT_LOAD FLAGS(4); /* R   */
	data PT_LOAD FLAGS(6);   /* RW  */
	tls PT_TLS FLAGS(4);
	stack PT_GNU_STACK FLAGS(6);
}

SECTIONS
{
	. = KERNEL_IMAGE_BASE;
	__image_start = .;
	__text_start = .;

	.text : LMA(.text)
	{
		/* the header is the image's first bytes */
		KEEP(*(.boot_header))
		KEEP(*(.text.start))
		__app_text_start = .;
		*.app.o(.text .text.*)
		__app_text_end = .;
		*(.text .text.*)
	} :text

	. = ALIGN(PAGE);
	__text_end = .;
	__rodata_start = .;

	.rodata : LMA(.rodata)
	{
		*(.rodata .rodata.*)
	} :rodata
	.eh_frame : LMA(.eh_frame)
	{
		KEEP(*(.eh_frame .eh_frame.*))
	} :rodata

	/* initial values of thread-local variables; only ever copied */
	.tdata : LMA(.tdata)
	{
		_tls_start = .;
		*(.tdata .tdata.* .gnu.linkonce.td.*)
		_etdata = .;
	} :rodata :tls
	.tbss :
	{
		*(.tbss .tbss.* .gnu.linkonce.tb.* .tcommon)
	} :rodata :tls
	/* SIZEOF(.tdata) alone does not count the gap before .tbss */
	_tls_end = _tls_start + (SIZEOF(.tbss) ? ADDR(.tbss) + SIZEOF(.tbss) -
						 ADDR(.tdata) : SIZEOF(.tdata));
	_tls_align = MAX(16, MAX(ALIGNOF(.tdata), ALIGNOF(.tbss)));

	. = ALIGN(PAGE);
	__rodata_end = .;
	__data_start = .;

	.data : LMA(.data)
	{
		*(.data .data.* .got .got.plt)
	} :data
	.uk_bootinfo : LMA(.uk_bootinfo)
	{
		KEEP(*(.uk_bootinfo))
	} :data

	/* Not cleared at boot. Each stack has a guard page below it. */
	.bss.stacks (NOLOAD) : LMA(.bss.stacks)
	{
		. = ALIGN(PAGE);
		__emergency_stack_guard = .;
		. += PAGE;
		. += __TRAP_STACK_SIZE;
		__emergency_stack_top = .;
		__boot_stack_guard = .;
		. += PAGE;
		__boot_stack_bottom = .;
		. += BOOT_STACK_SIZE;
		__boot_stack_top = .;
	} :data

	.bss (NOLOAD) : LMA(.bss)
	{
		. = ALIGN(64);
		__bss_start = .;
		*(.bss .bss.* COMMON)
		. = ALIGN(64);
		__bss_end = .;
		. = ALIGN(PAGE);
	} :data

	/* The first page tables, see arch/arm64/mmu.S. One table of pages for
	 * each 2 MiB up to the end of the tables themselves; the direct map may
	 * begin in the middle of 2 MiB and needs one more.
	 */
	__boot_pt_count = ((. - __image_start) * 65 / 64 + 16 * PAGE) / LARGE + 1;
	.boot_pt (NOLOAD) : LMA(.boot_pt)
	{
		__boot_pt_start = .;
		arm64_boot_root = .;
		. += PAGE;
		arm64_boot_upper = .;
		. += PAGE;
		arm64_boot_direct = .;
		. += 2 * PAGE;
		arm64_boot_image = .;
		. += PAGE;
		arm64_boot_devices = .;
		. += PAGE;
		arm64_boot_kva = .;
		. += PAGE;
		arm64_boot_id_root = .;
		. += PAGE;
		arm64_boot_id_upper = .;
		. += PAGE;
		arm64_boot_pages = .;
		. += PAGE * __boot_pt_count;
		arm64_boot_direct_pages = .;
		. += PAGE * (__boot_pt_count + 1);
		__boot_pt_end = .;
	} :data
	__data_end = .;
	__image_end = .;

	/DISCARD/ :
	{
		*(.comment .note.GNU-stack .note.gnu.* .gnu.attributes)
	}
}

__image_size = ABSOLUTE(__image_end - __image_start);
__app_text_size = ABSOLUTE(__app_text_end - __app_text_start);

ASSERT(__image_size <= __boot_pt_count * LARGE, "too few page tables")
ASSERT(__image_size <= 0x40000000, "the image is larger than 1 GiB")
