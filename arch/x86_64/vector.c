/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Vector registers, kept lazily: <arch/vector.h> says what that means.
 *
 * CR0.TS is set while the registers may hold another's state: the first vector
 * instruction then traps (#NM). In the per-CPU data, vector_current is where
 * the running thread's state belongs, vector_loaded whose state the registers
 * hold, and vector_on whether CR0.TS is clear. vector_on implies that the
 * registers are the running thread's.
 */
#include <string.h>
#include <arch/asm/vector_app.h>
#include <arch/nofault.h>
#include <arch/percpu.h>
#include <arch/vector.h>
#include <uk/arch/ctx.h>
#include <uk/arch/lcpu.h>
#include "x86_priv.h"

/* Register sets that are kept, as bits of XCR0 */
#define XCR0_X87    0x01U
#define XCR0_SSE    0x02U
#define XCR0_AVX    0x04U
#define XCR0_AVX512 0xe0U

#define FXSAVE_SIZE  512U
#define XSAVE_HEADER 512U /* offset of the 64 byte header */
#define ECTX_ALIGN   64U

#define FCW_OFFSET    0U
#define FCW_DEFAULT   0x37f
#define MXCSR_OFFSET  24U
#define MXCSR_DEFAULT 0x1f80
#define MXCSR_MASK    0xffffU /* more is a protection fault */

enum save_method { SAVE_FX, SAVE_X, SAVE_XOPT };

static enum save_method method;
static uint32_t xcr0;
static __sz area_size = FXSAVE_SIZE;

static uint32_t xcr0_choose(void)
{
	__u32 eax, ebx, ecx, edx;
	uint32_t res = XCR0_X87 | XCR0_SSE;

	ukarch_x86_cpuid(0xd, 0, &eax, &ebx, &ecx, &edx);
	if (!(eax & XCR0_AVX))
		return res;
	res |= XCR0_AVX;
	if ((eax & XCR0_AVX512) == XCR0_AVX512)
		res |= XCR0_AVX512;
	return res;
}

void x86_vector_init(void)
{
	__u32 eax, ebx, ecx, edx;

	if (x86_features.xsave) {
		xcr0 = xcr0_choose();
		__asm__ __volatile__("xsetbv" : : "a"(xcr0), "d"(0), "c"(0));
		ukarch_x86_cpuid(0xd, 0, &eax, &ebx, &ecx, &edx);
		area_size = ebx;
		method = x86_features.xsaveopt ? SAVE_XOPT : SAVE_X;
	}
	x86_cr0_write(x86_cr0_read() | X86_CR0_TS);
}

static void area_save(void *area)
{
	switch (method) {
	case SAVE_XOPT:
		__asm__ __volatile__("xsaveopt64 (%0)"
				     :
				     : "r"(area), "a"(xcr0), "d"(0)
				     : "memory");
		break;
	case SAVE_X:
		__asm__ __volatile__("xsave64 (%0)"
				     :
				     : "r"(area), "a"(xcr0), "d"(0)
				     : "memory");
		break;
	case SAVE_FX:
		__asm__ __volatile__("fxsave64 (%0)" : : "r"(area) : "memory");
		break;
	}
}

static void area_load(const void *area)
{
	if (method == SAVE_FX)
		__asm__ __volatile__("fxrstor64 (%0)" : : "r"(area) : "memory");
	else
		__asm__ __volatile__("xrstor64 (%0)"
				     :
				     : "r"(area), "a"(xcr0), "d"(0)
				     : "memory");
}

static void registers_on(struct arch_percpu_md *md)
{
	__asm__ __volatile__("clts");
	md->vector_on = true;
}

static void registers_off(struct arch_percpu_md *md)
{
	x86_cr0_write(x86_cr0_read() | X86_CR0_TS);
	md->vector_on = false;
}

/* Makes the registers the running thread's. */
static void registers_load(struct arch_percpu_md *md)
{
	if (md->vector_on)
		return;
	registers_on(md);
	if (md->vector_current && md->vector_loaded != md->vector_current)
		area_load(md->vector_current);
	md->vector_loaded = md->vector_current;
}

/* #NM. Returns false if the running thread must not use vectors. */
bool x86_vector_trap(struct arch_percpu *cpu)
{
	if (cpu->thread && !cpu->md.vector_current)
		return false;
	registers_load(&cpu->md);
	return true;
}

unsigned int x86_vector_exceptions(bool x87)
{
	uint16_t status, control;
	uint32_t mxcsr;

	registers_load(&arch_percpu()->md);
	if (x87) {
		__asm__ __volatile__("fnstsw %0\n\tfnstcw %1"
				     : "=m"(status), "=m"(control));
		return status & ~control & 0x3fU;
	}
	__asm__ __volatile__("stmxcsr %0" : "=m"(mxcsr));
	return mxcsr & ~(mxcsr >> 7) & 0x3fU;
}

void arch_vector_switch(struct ukarch_ectx *prev, struct ukarch_ectx *next)
{
	struct arch_percpu_md *md = &arch_percpu()->md;
	bool on;

	if (md->vector_on) {
		if (prev)
			area_save(prev);
		md->vector_loaded = prev;
	}
	md->vector_current = next;
	on = next && md->vector_loaded == next; /* still what next left */
	if (on && !md->vector_on)
		registers_on(md);
	else if (!on && md->vector_on)
		registers_off(md);
}

void arch_vector_forget(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	if (md->vector_loaded == ectx)
		md->vector_loaded = NULL;
	if (md->vector_current == ectx) {
		md->vector_current = NULL;
		if (md->vector_on)
			registers_off(md);
	}
}

void arch_vector_changed(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;
	char *area = (char *)ectx;

	*(uint32_t *)(area + MXCSR_OFFSET) &= MXCSR_MASK;
	if (method != SAVE_FX) {
		uint64_t *header = (uint64_t *)(area + XSAVE_HEADER);

		header[0] &= xcr0;
		memset(header + 1, 0, 56);
	}
	if (md->vector_loaded == ectx)
		md->vector_loaded = NULL;
	if (md->vector_current == ectx && md->vector_on)
		registers_off(md);
}

void arch_vector_sync(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	if (md->vector_on && md->vector_loaded == ectx)
		area_save(ectx);
}

/* All of the vector state to or from an application's area. */
#define XSTATE_APP(name, instruction)                                      \
	static bool name(__vaddr_t area)                                   \
	{                                                                  \
		__asm__ goto(                                              \
			"1:	" instruction " (%0)\n"                    \
			"2:\n" ARCH_NOFAULT_ENTRY("1b", "2b", "%l[fault]") \
			:                                                  \
			: "r"(area), "a"(xcr0), "d"(0)                     \
			: "memory"                                         \
			: fault);                                          \
		return true;                                               \
	fault:                                                             \
		return false;                                              \
	}

XSTATE_APP(xsave_app, "xsave64")
XSTATE_APP(xrstor_app, "xrstor64")

bool x86_vector_store_app(struct ukarch_ectx *ectx, __vaddr_t area)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	if (method == SAVE_FX || md->vector_current != ectx)
		return false;
	registers_load(md);
	return xsave_app(area);
}

bool x86_vector_load_app(struct ukarch_ectx *ectx, __vaddr_t area)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	if (method == SAVE_FX || md->vector_current != ectx)
		return false;
	/* While it waits for a page another thread may have the registers */
	registers_load(md);
	return xrstor_app(area);
}

uint64_t x86_vector_components(void)
{
	return xcr0;
}

__sz ukarch_ectx_size(void)
{
	return area_size;
}

__sz ukarch_ectx_align(void)
{
	return ECTX_ALIGN;
}

void ukarch_ectx_init(struct ukarch_ectx *state)
{
	char *area = (char *)state;

	/* An XSAVE header of zeroes means "initial values", whatever else the
	 * area holds; only MXCSR is always taken from the area.
	 */
	if (method == SAVE_FX)
		memset(area, 0, FXSAVE_SIZE);
	else
		memset(area + XSAVE_HEADER, 0, 64);
	*(uint16_t *)(area + FCW_OFFSET) = FCW_DEFAULT;
	*(uint32_t *)(area + MXCSR_OFFSET) = MXCSR_DEFAULT;
}

void ukarch_ectx_store(struct ukarch_ectx *state)
{
	registers_load(&arch_percpu()->md);
	area_save(state);
}

void ukarch_ectx_load(struct ukarch_ectx *state)
{
	registers_load(&arch_percpu()->md);
	area_load(state);
}
