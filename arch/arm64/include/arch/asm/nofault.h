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

#define ARCH_NOFAULT_LOAD(name, type, ldr)                                 \
	static inline bool name(__vaddr_t addr, type *value)               \
	{                                                                  \
		type v;                                                    \
                                                                           \
		__asm__ goto(                                              \
			"1:	" ldr ", [%1]\n"                           \
			"2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]") \
			: "=r"(v)                                          \
			: "r"(addr)                                        \
			: "memory"                                         \
			: fault);                                          \
		*value = v;                                                \
		return true;                                               \
	fault:                                                             \
		*value = 0;                                                \
		return false;                                              \
	}

ARCH_NOFAULT_LOAD(arch_nofault_load, uint64_t, "ldr %0")
ARCH_NOFAULT_LOAD(arch_nofault_load32, uint32_t, "ldr %w0")
ARCH_NOFAULT_LOAD(arch_nofault_load8, uint8_t, "ldrb %w0")

#define ARCH_NOFAULT_STORE(name, type, str)                                \
	static inline bool name(__vaddr_t addr, type value)                \
	{                                                                  \
		__asm__ goto(                                              \
			"1:	" str ", [%0]\n"                           \
			"2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]") \
			:                                                  \
			: "r"(addr), "r"(value)                            \
			: "memory"                                         \
			: fault);                                          \
		return true;                                               \
	fault:                                                             \
		return false;                                              \
	}

ARCH_NOFAULT_STORE(arch_nofault_store, uint64_t, "str %1")
ARCH_NOFAULT_STORE(arch_nofault_store32, uint32_t, "str %w1")
ARCH_NOFAULT_STORE(arch_nofault_store8, uint8_t, "strb %w1")

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
