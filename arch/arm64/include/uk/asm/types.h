/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What <uk/arch/types.h> leaves to the architecture. */
#ifndef __UKARCH_ARM64_TYPES_H__
#define __UKARCH_ARM64_TYPES_H__

/* Assembler directive for a word of the size of a pointer. */
#define _WORD .quad

#ifndef __ASSEMBLER__

/* A page-table entry as a type of its own. */
struct __pte {
	unsigned long pte;
};

#define npte(x) ((struct __pte){(x)})

#endif /* !__ASSEMBLER__ */

#endif /* __UKARCH_ARM64_TYPES_H__ */
