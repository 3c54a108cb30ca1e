/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Assembly functions: symbol, type, and a landing pad for indirect branches. */
#ifndef ARM64_ASM_H
#define ARM64_ASM_H

/* bti c: a hint, which older CPUs ignore */
#define BTI_C hint 34
/* bti j: target of br */
#define BTI_J hint 36

/* clang-format off */
.macro FUNC name
	.globl	\name
	.type	\name, %function
	.balign	16
\name:
	BTI_C
.endm

.macro LOCAL_FUNC name
	.type	\name, %function
	.balign	16
\name:
	BTI_C
.endm

.macro FUNC_END name
	.size	\name, . - \name
.endm

/* address of a symbol, relative to pc */
.macro adr_l reg, sym
	adrp	\reg, \sym
	add	\reg, \reg, :lo12:\sym
.endm
/* clang-format on */

#endif /* ARM64_ASM_H */
