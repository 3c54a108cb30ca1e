/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* This architecture's part of struct arch_percpu: descriptor table, TSS. */
#ifndef __ARCH_X86_PERCPU_H__
#define __ARCH_X86_PERCPU_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/essentials.h>

#define X86_GDT_ENTRIES 8

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
	bool vector_on; /* the registers may be used: CR0.TS is clear */
};

UK_CTASSERT(sizeof(struct x86_tss) == 104); /* as the CPU has it */

#endif /* __ARCH_X86_PERCPU_H__ */
