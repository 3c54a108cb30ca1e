/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Single accesses that may fault; <arch/nofault.h> is the way in. */
#ifndef __ARCH_NOFAULT_H__
#error "Include <arch/nofault.h>"
#endif

static inline bool arch_nofault_read(__vaddr_t addr)
{
	__asm__ goto("1:	testb $0, (%0)\n"
		     "2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]")
		     :
		     : "r"(addr)
		     : "memory", "cc"
		     : fault);
	return true;
fault:
	return false;
}

static inline bool arch_nofault_update(__vaddr_t addr)
{
	__asm__ goto("1:	lock orb $0, (%0)\n"
		     "2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]")
		     :
		     : "r"(addr)
		     : "memory", "cc"
		     : fault);
	return true;
fault:
	return false;
}

static inline bool arch_nofault_load(__vaddr_t addr, uint64_t *value)
{
	uint64_t v = 0;
	int fault = 1;

	__asm__ __volatile__("1:	movq (%2), %0\n"
			     "2:	xorl %1, %1\n"
			     "3:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "3b")
			     : "+r"(v), "+r"(fault)
			     : "r"(addr)
			     : "memory", "cc");
	*value = v;
	return !fault;
}

static inline bool arch_nofault_cmpxchg32(__vaddr_t addr, uint32_t *expected,
					  uint32_t desired)
{
	uint32_t old = *expected;
	int fault = 1;

	__asm__ __volatile__("1:	lock cmpxchgl %3, (%2)\n"
			     "2:	movl $0, %1\n"
			     "3:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "3b")
			     : "+a"(old), "+r"(fault)
			     : "r"(addr), "r"(desired)
			     : "memory", "cc");
	*expected = old;
	return !fault;
}
