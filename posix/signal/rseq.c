/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Restartable sequences, rseq(2): code that a program runs as if it were alone
 * on its CPU. When the thread is preempted or gets a signal within one, it goes
 * on at the sequence's abort address. A program that says nonsense about its
 * sequences gets SIGSEGV, as on Linux.
 */
#include <errno.h>
#include <stddef.h>
#include <arch/trap.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "signal_priv.h"

#define FLAG_UNREGISTER	 1
#define CPU_NOT_KNOWN	 (~0U)
#define SIGNATURE_LENGTH 4

/* <linux/rseq.h>: a thread's area, in the program's memory */
struct rseq_area {
	uint32_t cpu_start;
	uint32_t cpu;
	uint64_t section; /* address of what it is in, or 0 */
	uint32_t flags;
	uint32_t _pad[3];
};

#define AREA_ALIGN 32

_Static_assert(sizeof(struct rseq_area) == 32, "Linux's first version");

struct rseq_section {
	uint32_t version;
	uint32_t flags;
	uint64_t start;
	uint64_t length;
	uint64_t abort;
};

/* Does what the program says of a sequence make sense? 0 or a negative errno.
 */
static int section_check(const struct rseq_section *s, uint32_t signature)
{
	uint32_t found;

	if (s->version || s->flags || s->start >= SIG_APP_LIMIT ||
	    s->length >= SIG_APP_LIMIT - s->start ||
	    s->abort >= SIG_APP_LIMIT || s->abort - s->start < s->length)
		return -EINVAL;
	/* Nobody is made to jump to where he did not mean to */
	if (uk_get_from_app(found,
			    (const uint32_t *)(s->abort - SIGNATURE_LENGTH)))
		return -EFAULT;
	return found == signature ? 0 : -EINVAL;
}

/* It was in the sequence at address, or has left it. */
static int abort_section(struct uk_posix_thread *pt, uint64_t address,
			 struct __regs *regs)
{
	struct rseq_area *area = pt->rseq;
	struct rseq_section section;
	int rc;

	if (uk_copy_from_app(&section, (const void *)address, sizeof(section)))
		return -EFAULT;
	rc = section_check(&section, pt->rseq_signature);
	if (rc)
		return rc;
	/* It has left that one, or will have in a moment */
	if (uk_put_to_app(0, &area->section))
		return -EFAULT;
	if (arch_regs_pc(regs) - section.start < section.length)
		sig_regs_pc_set(regs, section.abort);
	return 0;
}

static __noinline void look(struct uk_posix_thread *pt, struct __regs *regs)
{
	const struct rseq_area *area = pt->rseq;
	uint64_t address = 0;
	int rc;

	rc = uk_get_from_app(address, &area->section);
	if (!rc && address)
		rc = abort_section(pt, address, regs);
	if (!rc)
		return;
	/* No handler could start, either */
	sig_process()->actions[SIGSEGV - 1].handler = SIG_DFL_;
	uk_signal_force(SIGSEGV, NULL);
}

/* Most are in none. */
void sig_rseq_interrupted(struct uk_posix_thread *pt, struct __regs *regs)
{
	__vaddr_t at =
		(__vaddr_t)pt->rseq + offsetof(struct rseq_area, section);
	uint64_t address;

	if (likely(uk_app_range_ok(at, sizeof(address))) &&
	    likely(arch_nofault_load(at, &address)) && likely(!address))
		return;
	look(pt, regs);
}

static void registered_set(struct uk_posix_thread *pt, void *area,
			   uint32_t signature)
{
	pt->rseq = area;
	pt->rseq_signature = signature;
	pt->thread->preempt_work = area ? UK_THREAD_WORK_PREEMPTED : 0;
}

/* There is one CPU, and nobody goes anywhere else. */
static int cpu_tell(struct rseq_area *area, uint32_t cpu)
{
	return uk_put_to_app(0, &area->cpu_start) ||
			       uk_put_to_app(cpu, &area->cpu)
		       ? -EFAULT
		       : 0;
}

static int rseq_unregister(struct uk_posix_thread *pt, void *area, uint32_t len,
			   int flags, uint32_t signature)
{
	if ((flags & ~FLAG_UNREGISTER) || !area || pt->rseq != area ||
	    len != sizeof(struct rseq_area))
		return -EINVAL;
	if (pt->rseq_signature != signature)
		return -EPERM;
	if (cpu_tell(area, CPU_NOT_KNOWN))
		return -EFAULT;
	registered_set(pt, NULL, 0);
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, rseq, void *, area, uint32_t, len, int, flags,
		      uint32_t, signature)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();

	if (flags & FLAG_UNREGISTER)
		return rseq_unregister(pt, area, len, flags, signature);
	if (flags)
		return -EINVAL;
	if (pt->rseq) {
		if (pt->rseq != area || len != sizeof(struct rseq_area))
			return -EINVAL;
		return pt->rseq_signature == signature ? -EBUSY : -EPERM;
	}
	if (!area || (__vaddr_t)area % AREA_ALIGN ||
	    len != sizeof(struct rseq_area))
		return -EINVAL;
	if ((__vaddr_t)area >= SIG_APP_LIMIT)
		return -EFAULT;
	registered_set(pt, area, signature);
	/* As if it were found out on the way back */
	if (cpu_tell(area, 0))
		uk_signal_force(SIGSEGV, NULL);
	return 0;
}
