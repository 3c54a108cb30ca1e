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

#define ARCH_NOFAULT_LOAD(name, type, mov)                                 \
	static inline bool name(__vaddr_t addr, type *value)               \
	{                                                                  \
		type v;                                                    \
                                                                           \
		__asm__ goto(                                              \
			"1:	" mov " %1, %0\n"                          \
			"2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]") \
			: "=r"(v)                                          \
			: "m"(*(const type *)addr)                         \
			: "memory"                                         \
			: fault);                                          \
		*value = v;                                                \
		return true;                                               \
	fault:                                                             \
		*value = 0;                                                \
		return false;                                              \
	}

ARCH_NOFAULT_LOAD(arch_nofault_load, uint64_t, "movq")
ARCH_NOFAULT_LOAD(arch_nofault_load32, uint32_t, "movl")
ARCH_NOFAULT_LOAD(arch_nofault_load8, uint8_t, "movb")

#define ARCH_NOFAULT_STORE(name, type, mov)                                \
	static inline bool name(__vaddr_t addr, type value)                \
	{                                                                  \
		__asm__ goto(                                              \
			"1:	" mov " %1, %0\n"                          \
			"2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]") \
			:                                                  \
			: "m"(*(const type *)addr), "r"(value)             \
			: "memory"                                         \
			: fault);                                          \
		return true;                                               \
	fault:                                                             \
		return false;                                              \
	}

ARCH_NOFAULT_STORE(arch_nofault_store, uint64_t, "movq")
ARCH_NOFAULT_STORE(arch_nofault_store32, uint32_t, "movl")
ARCH_NOFAULT_STORE(arch_nofault_store8, uint8_t, "movb")

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
