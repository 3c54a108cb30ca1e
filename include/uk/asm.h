/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Helpers for assembly files, and constants shared by assembly and C. */
#ifndef __UK_ASM_H__
#define __UK_ASM_H__

/* A constant with a type suffix or a cast in C, the bare number in assembly. */
#ifdef __ASSEMBLER__
#define _AC(X, Y) X
#define _AT(T, X) X
#else
#define __AC(X, Y) (X##Y)
#define _AC(X, Y)  __AC(X, Y)
#define _AT(T, X)  ((T)(X))
#endif

#ifdef __ASSEMBLER__
#ifndef __ALIGN
#define __ALIGN	    .balign 16
#define __ALIGN_STR ".balign 16"
#endif

/* A symbol that other files may use. */
#define GLOBAL(name) \
	.globl name; \
	name:

/* Begin of a function or object that other files may use, aligned. */
#ifndef ENTRY
#define ENTRY(name)  \
	.globl name; \
	__ALIGN;     \
	name:
#endif

/* End of an object: gives it a size. */
#ifndef END
#define END(name) .size name, .- name
#endif

/* End of a function: gives it a size and a type, for backtraces. */
#ifndef ENDPROC
#define ENDPROC(name)         \
	.type name, STT_FUNC; \
	END(name)
#endif
#endif /* __ASSEMBLER__ */

#endif /* __UK_ASM_H__ */
