/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Types that only this architecture has; <uk/arch/types.h> is the way in. */
#ifndef __UKARCH_TYPES_H__
#error "Include <uk/arch/types.h>"
#endif

/* Assembler directive for a machine word. */
#define _WORD .quad

#ifndef __ASSEMBLER__
struct __pte {
	unsigned long pte;
};
#define npte(x) ((struct __pte){(x)})
#endif
