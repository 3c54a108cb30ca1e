/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* This architecture's part of struct arch_percpu: descriptor table, TSS. */
#ifndef __ARCH_X86_PERCPU_H__
#define __ARCH_X86_PERCPU_H__

#include <stddef.h>
#include <stdint.h>

#define X86_PERCPU_TSS_IST1 36 /* offset of tss.ist[0] in the md part */

#define X86_GDT_ENTRIES 8

/* The stacks that the hardware switches to, by number. */
enum x86_ist {
	X86_IST_ENTRY = 1, /* every vector but these: left at once */
	X86_IST_DOUBLE,	   /* #DF, and the report of a stack overflow */
	X86_IST_NMI,
	X86_IST_MC,
};

struct x86_tss {
	uint32_t reserved0;
	uint64_t rsp[3];
	uint64_t reserved1;
	uint64_t ist[7];
	uint64_t reserved2;
	uint16_t reserved3;
	uint16_t iomap_base;
} __attribute__((packed));

struct ukarch_ectx;

struct arch_percpu_md {
	struct x86_tss tss;
	uint64_t gdt[X86_GDT_ENTRIES] __attribute__((aligned(8)));
	struct ukarch_ectx *vector_current; /* the running thread's, or NULL */
	struct ukarch_ectx *vector_loaded;  /* whose the registers are */
};

_Static_assert(offsetof(struct arch_percpu_md, tss.ist) == X86_PERCPU_TSS_IST1,
	       "entry code knows where the entry stack's pointer is");
_Static_assert(sizeof(struct x86_tss) == 104, "the hardware's layout");

#endif /* __ARCH_X86_PERCPU_H__ */
