/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Single accesses that may fault; <arch/nofault.h> is the way in. */
#ifndef __ARCH_NOFAULT_H__
#error "Include <arch/nofault.h>"
#endif

static inline bool arch_nofault_read(__vaddr_t addr)
{
	__asm__ goto("1:	ldrb wzr, [%0]\n"
		     "2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]")
		     :
		     : "r"(addr)
		     : "memory"
		     : fault);
	return true;
fault:
	return false;
}

/* An exclusive store fails, and the loop goes round, after an interrupt. */
static inline bool arch_nofault_update(__vaddr_t addr)
{
	__asm__ goto("1:	ldxrb w9, [%0]\n"
		     "	stxrb w10, w9, [%0]\n"
		     "2:	cbnz w10, 1b\n" ARCH_NOFAULT_ENTRY("1b", "2b",
								   "%l[fault]")
		     :
		     : "r"(addr)
		     : "memory", "x9", "x10"
		     : fault);
	return true;
fault:
	return false;
}

static inline bool arch_nofault_load(__vaddr_t addr, uint64_t *value)
{
	uint64_t v = 0;
	int fault = 1;

	__asm__ __volatile__("1:	ldr %0, [%2]\n"
			     "2:	mov %w1, wzr\n"
			     "3:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "3b")
			     : "+r"(v), "+r"(fault)
			     : "r"(addr)
			     : "memory");
	*value = v;
	return !fault;
}

static inline bool arch_nofault_cmpxchg32(__vaddr_t addr, uint32_t *expected,
					  uint32_t desired)
{
	uint32_t old = 0;
	int fault = 1;

	__asm__ __volatile__("1:	ldaxr %w0, [%2]\n"
			     "	cmp %w0, %w3\n"
			     "	b.ne 2f\n"
			     "	stlxr w9, %w4, [%2]\n"
			     "	cbnz w9, 1b\n"
			     "2:	mov %w1, wzr\n"
			     "3:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "3b")
			     : "+&r"(old), "+&r"(fault)
			     : "r"(addr), "r"(*expected), "r"(desired)
			     : "memory", "cc", "x9");
	*expected = old;
	return !fault;
}
