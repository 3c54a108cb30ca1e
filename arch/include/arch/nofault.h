/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Accesses to memory that may not be there: mm/uknofault's way to the CPU.
 *
 * An instruction that may fault has an entry in the section .uk_excpttab:
 * where the instructions that it covers begin, how long they are, and where a
 * fault of one of them goes on, with all other registers as they were. Both
 * places are relative to their own in the table. mm/uknofault looks them up.
 *
 * <arch/asm/nofault.h> implements, inline:
 *
 *   bool arch_nofault_read(__vaddr_t addr)    can that byte be read?
 *   bool arch_nofault_update(__vaddr_t addr)  read and written? Writes what is
 *                                             there, in one step: an interrupt
 *                                             cannot come in between
 *   bool arch_nofault_load(__vaddr_t addr, uint64_t *value)
 *                                             the 8 bytes there; 0 if one of
 *                                             them cannot be read
 *   bool arch_nofault_load8(__vaddr_t addr, uint8_t *value)
 *   bool arch_nofault_load32(__vaddr_t addr, uint32_t *value)
 *                                             the same of one and of 4
 *   bool arch_nofault_store(__vaddr_t addr, uint64_t value)
 *   bool arch_nofault_store8(__vaddr_t addr, uint8_t value)
 *   bool arch_nofault_store32(__vaddr_t addr, uint32_t value)
 *                                             puts them there; or does not,
 *                                             or in part
 *   bool arch_nofault_cmpxchg32(__vaddr_t addr, uint32_t *expected,
 *                               uint32_t desired)
 *                                             stores desired if expected is
 *                                             there, in one step; *expected is
 *                                             what was there. Both orders
 *
 * and the macro ARCH_NOFAULT_ENTRY(first, end, landing): an entry, as a string
 * in C and as directives in assembly.
 */
#ifndef __ARCH_NOFAULT_H__
#define __ARCH_NOFAULT_H__

#ifdef __ASSEMBLER__
/* clang-format off */
.macro ARCH_NOFAULT_ENTRY first, end, landing
	.pushsection .uk_excpttab, "a"
	.balign	4
	.long	\first - .
	.long	\end - \first
	.long	\landing - .
	.popsection
.endm
/* clang-format on */
#else

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/types.h>

#define ARCH_NOFAULT_ENTRY(first, end, landing) \
	".pushsection .uk_excpttab, \"a\"\n"    \
	"\t.balign 4\n"                         \
	"\t.long " first " - .\n"               \
	"\t.long " end " - " first "\n"         \
	"\t.long " landing " - .\n"             \
	"\t.popsection\n"

#include <arch/asm/nofault.h>

#ifdef __cplusplus
extern "C" {
#endif

struct arch_nofault_entry {
	int32_t first;
	uint32_t length;
	int32_t landing;
};

/*
 * nofault.S: copy, or fill with zeros, forwards, as far as memory can be
 * accessed. Return how many bytes they did; this is exact: the byte behind
 * them is one that cannot be read, or written. The ranges do not overlap.
 */
__sz arch_nofault_copy(void *dst, const void *src, __sz len);
__sz arch_nofault_clear(void *dst, __sz len);

#ifdef __cplusplus
}
#endif

#endif /* !__ASSEMBLER__ */

#endif /* __ARCH_NOFAULT_H__ */
