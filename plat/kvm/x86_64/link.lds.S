/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The image on x86_64: linked at KERNEL_IMAGE_BASE plus its physical address,
 * which begins at 1 MiB. Three loaded segments, none both writable and
 * executable. Modules add sections with INSERT AFTER .rodata or .data.
 */
#include <arch/mmu.h>

#define IMAGE_PHYS 0x100000
#define PAGE	   0x1000
#define LARGE	   0x200000

OUTPUT_FORMAT("elf64-x86-64")
OUTPUT_ARCH(i386:x86-64)

PHDRS
{
	text PT_LOAD FLAGS(5);   /* R E */
	rodata PT_LOAD FLAGS(4); /* R   */
	data PT_LOAD FLAGS(6);   /* RW  */
	tls PT_TLS FLAGS(4);
	note PT_NOTE FLAGS(4);
	stack PT_GNU_STACK FLAGS(6);
}

SECTIONS
{
	. = KERNEL_IMAGE_BASE + IMAGE_PHYS;
	__image_start = .;
	__text_start = .;

	.text : AT(ADDR(.text) - KERNEL_IMAGE_BASE)
	{
		/* loaders look for it near the beginning of the file */
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

	.rodata : AT(ADDR(.rodata) - KERNEL_IMAGE_BASE)
	{
		*(.rodata .rodata.*)
	} :rodata
	.note : AT(ADDR(.note) - KERNEL_IMAGE_BASE)
	{
		KEEP(*(.note.Xen))
	} :rodata :note
	.eh_frame : AT(ADDR(.eh_frame) - KERNEL_IMAGE_BASE)
	{
		KEEP(*(.eh_frame .eh_frame.*))
	} :rodata

	/* initial values of thread-local variables; only ever copied. Aligned as
	 * ukarch_tls_area_init() takes for granted: where a variable lies below
	 * the TLS pointer depends on it.
	 */
	.tdata : AT(ADDR(.tdata) - KERNEL_IMAGE_BASE) ALIGN(8)
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
	_tls_align = MAX(ALIGNOF(.tdata), ALIGNOF(.tbss));

	. = ALIGN(PAGE);
	__rodata_end = .;
	__data_start = .;

	.data : AT(ADDR(.data) - KERNEL_IMAGE_BASE)
	{
		*(.data .data.*)
	} :data
	/* first page tables and stack, see arch/x86_64/start.S */
	.bss.boot (NOLOAD) : AT(ADDR(.bss.boot) - KERNEL_IMAGE_BASE)
	{
		*(.bss.boot)
		. = ALIGN(PAGE);
	} :data
	/* two tables for each 2 MiB up to the end of the tables themselves */
	__boot_pt_count = (ADDR(.bss.boot) + SIZEOF(.bss.boot) -
			   KERNEL_IMAGE_BASE + LARGE - 1) / LARGE;
	__boot_pt_count = ABSOLUTE(
		(ADDR(.bss.boot) + SIZEOF(.bss.boot) - KERNEL_IMAGE_BASE +
		 2 * PAGE * (__boot_pt_count + 1) + LARGE - 1) / LARGE);
	.bss.boot_tables (NOLOAD) : AT(ADDR(.bss.boot_tables) - KERNEL_IMAGE_BASE)
	{
		__boot_direct_pt = .;
		. += __boot_pt_count * PAGE;
		__boot_image_pt = .;
		. += __boot_pt_count * PAGE;
		__boot_tables_end = .;
	} :data

	.bss (NOLOAD) : AT(ADDR(.bss) - KERNEL_IMAGE_BASE)
	{
		*(.bss .bss.* COMMON)
		. = ALIGN(PAGE);
	} :data
	__data_end = .;
	__image_end = .;

	/DISCARD/ :
	{
		*(.comment .note.GNU-stack .note.gnu.* .gnu.attributes)
	}
}

/* Arithmetic that the assembler cannot do on symbols. */
#define PHYS(sym) ((sym) - KERNEL_IMAGE_BASE)

__text_size = ABSOLUTE(__text_end - __text_start);
__app_text_size = ABSOLUTE(__app_text_end - __app_text_start);

__boot_small_max = ABSOLUTE(__boot_pt_count * LARGE);
__boot_pt_entries = ABSOLUTE(__boot_pt_count * 512);
__boot_pages_text = ABSOLUTE((__text_end - __text_start) / PAGE);
__boot_pages_rodata = ABSOLUTE((__rodata_end - __rodata_start) / PAGE);
__boot_pages_ro = ABSOLUTE(__boot_pages_text + __boot_pages_rodata);
__boot_pages_data = ABSOLUTE(
	(MIN(PHYS(__image_end), __boot_small_max) - PHYS(__data_start)) / PAGE);
__boot_pages_large = ABSOLUTE(
	(MAX(PHYS(__image_end), __boot_small_max) - __boot_small_max + LARGE - 1)
	/ LARGE);
__boot_pte_direct_text = __boot_direct_pt + PHYS(__text_start) / PAGE * 8;
__boot_pte_text = __boot_image_pt + PHYS(__text_start) / PAGE * 8;
__boot_pte_rodata = __boot_image_pt + PHYS(__rodata_start) / PAGE * 8;
__boot_pte_data = __boot_image_pt + PHYS(__data_start) / PAGE * 8;
__boot_pte_guard = __boot_image_pt + PHYS(x86_boot_stack_guard) / PAGE * 8;
__boot_pde_large = x86_boot_image_pd + __boot_pt_count * 8;

ASSERT(PHYS(__image_end) < 0x40000000, "the image ends above 1 GiB")
