/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A fragment of the linker script, put behind .rodata */
#define TABLE .outapp_table
SECTIONS
{
	TABLE : ALIGN(8) {
		PROVIDE(outapp_table_start = .);
		KEEP(*(TABLE))
		PROVIDE(outapp_table_end = .);
	}
}
INSERT AFTER .rodata
