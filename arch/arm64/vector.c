/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Vector state, kept lazily: see <arch/vector.h> for the rules.
 *
 * The registers hold the running thread's state if percpu->md.vector_live;
 * CPACR_EL1 lets them be used exactly then.
 */
#include <stdbool.h>
#include <string.h>
#include <uk/arch/ctx.h>
#include <uk/asm/lcpu.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <arch/vector.h>
#include "ectx_priv.h"

static void vectors_allow(bool allow)
{
	__u64 cpacr = arm64_sysreg_read(cpacr_el1) & ~(__u64)CPACR_FPEN;

	arm64_sysreg_write(cpacr_el1, allow ? cpacr | CPACR_FPEN : cpacr);
	isb();
}

static bool vectors_allowed(void)
{
	return (arm64_sysreg_read(cpacr_el1) & CPACR_FPEN) == CPACR_FPEN;
}

__sz ukarch_ectx_size(void)
{
	return sizeof(struct ukarch_ectx);
}

__sz ukarch_ectx_align(void)
{
	return _Alignof(struct ukarch_ectx);
}

void ukarch_ectx_init(struct ukarch_ectx *state)
{
	memset(state, 0, sizeof(*state));
}

void ukarch_ectx_store(struct ukarch_ectx *state)
{
	unsigned long flags = arch_irq_save();
	bool allowed = vectors_allowed();

	vectors_allow(true);
	arm64_vector_save(state);
	vectors_allow(allowed);
	arch_irq_restore(flags);
}

void ukarch_ectx_load(struct ukarch_ectx *state)
{
	unsigned long flags = arch_irq_save();
	bool allowed = vectors_allowed();

	vectors_allow(true);
	arm64_vector_load(state);
	vectors_allow(allowed);
	arch_irq_restore(flags);
}

void arch_vector_switch(struct ukarch_ectx *prev, struct ukarch_ectx *next)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	md->ectx = next;
	if (!md->vector_live)
		return;
	if (prev)
		arm64_vector_save(prev);
	md->vector_live = false;
	vectors_allow(false);
}

void arch_vector_forget(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;
	unsigned long flags = arch_irq_save();

	if (md->ectx == ectx) {
		md->ectx = NULL;
		md->vector_live = false;
		vectors_allow(false);
	}
	arch_irq_restore(flags);
}

void arch_vector_sync(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;
	unsigned long flags = arch_irq_save();

	if (md->ectx == ectx && md->vector_live)
		arm64_vector_save(ectx);
	arch_irq_restore(flags);
}

void arch_vector_changed(struct ukarch_ectx *ectx)
{
	struct arch_percpu_md *md = &arch_percpu()->md;
	unsigned long flags = arch_irq_save();

	if (md->ectx == ectx && md->vector_live) {
		md->vector_live = false;
		vectors_allow(false);
	}
	arch_irq_restore(flags);
}

bool arm64_vector_trap(void)
{
	struct arch_percpu_md *md = &arch_percpu()->md;

	if (!md->ectx || md->vector_live)
		return false;
	vectors_allow(true);
	arm64_vector_load(md->ectx);
	md->vector_live = true;
	return true;
}
