/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The ways into the kernel for programs with a GS base of their own: gs.c. */
#include "entry_priv.h"

	.section .text.x86_gs, "ax", @progbits
	vector_table _gs
	vector_entry _gs, 1
	syscall_entry _gs, 1
