/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The vector state as vector.S stores it. */
#ifndef ARM64_ECTX_PRIV_H
#define ARM64_ECTX_PRIV_H

#include <uk/arch/types.h>
#include <uk/arch/ctx.h>

struct ukarch_ectx {
	__u64 q[32][2];
	__u64 fpsr;
	__u64 fpcr;
} __attribute__((aligned(16)));

_Static_assert(sizeof(struct ukarch_ectx) == 528, "vector.S knows the layout");

void arm64_vector_save(struct ukarch_ectx *ectx);
void arm64_vector_load(const struct ukarch_ectx *ectx);

/*
 * Called at a trap because vectors are disabled: hands the registers to the
 * running thread. False if it may not use any.
 */
bool arm64_vector_trap(void);

#endif /* ARM64_ECTX_PRIV_H */
