/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Device registers: access in program order, and where to reach them. The
 * window above the image is there from the first instruction in C on, so that
 * a console works before there is any memory management.
 */
#ifndef __ARCH_ARM64_MMIO_H__
#define __ARCH_ARM64_MMIO_H__

#include <stdint.h>
#include <uk/arch/types.h>

/*
 * Maps [paddr, paddr + len) as device memory, for good, and returns where; the
 * same mapping again for a range that is mapped already. NULL when the window
 * is full or the range is empty or wraps. Boot only: not locked.
 */
volatile void *arm64_mmio_map(__paddr_t paddr, __sz len);

/* The loads and stores are spelled out: a compiler may choose a form with
 * write-back, which a hypervisor cannot emulate.
 */
static inline uint32_t mmio_read32(const volatile void *base, unsigned int reg)
{
	uint32_t v;

	__asm__ __volatile__("ldr %w0, [%1]"
			     : "=r"(v)
			     : "r"((const volatile char *)base + reg)
			     : "memory");
	return v;
}

static inline void mmio_write32(volatile void *base, unsigned int reg,
				uint32_t v)
{
	__asm__ __volatile__("str %w0, [%1]"
			     :
			     : "r"(v), "r"((volatile char *)base + reg)
			     : "memory");
}

static inline uint64_t mmio_read64(const volatile void *base, unsigned int reg)
{
	uint64_t v;

	__asm__ __volatile__("ldr %0, [%1]"
			     : "=r"(v)
			     : "r"((const volatile char *)base + reg)
			     : "memory");
	return v;
}

static inline void mmio_write64(volatile void *base, unsigned int reg,
				uint64_t v)
{
	__asm__ __volatile__("str %0, [%1]"
			     :
			     : "r"(v), "r"((volatile char *)base + reg)
			     : "memory");
}

static inline void mmio_write8(volatile void *base, unsigned int reg, uint8_t v)
{
	__asm__ __volatile__("strb %w0, [%1]"
			     :
			     : "r"(v), "r"((volatile char *)base + reg)
			     : "memory");
}

#endif /* __ARCH_ARM64_MMIO_H__ */
