/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * arch_prctl(2): the FS base, which is the thread pointer, the GS base, and
 * whether the CPUID instruction may be used: always, since nothing here can
 * make it fault.
 */
#include <errno.h>
#include <arch/asm/app_base.h>
#include <arch/cpu.h>
#include <uk/access.h>
#include <uk/list.h>
#include <uk/plat/tls.h>
#include <uk/process.h>
#include <uk/sched.h>
#include <uk/syscall_define.h>

#define ARCH_SET_GS    0x1001
#define ARCH_SET_FS    0x1002
#define ARCH_GET_FS    0x1003
#define ARCH_GET_GS    0x1004
#define ARCH_GET_CPUID 0x1011
#define ARCH_SET_CPUID 0x1012

/* Linux's TASK_SIZE_MAX: no base from there on */
#define BASE_LIMIT 0x7ffffffff000UL

/* With the first base that is not 0 the way back to programs changes, for those
 * threads, too, that are on their way: they have to look.
 */
static void gs_set(unsigned long base)
{
	unsigned long flags;
	struct uk_posix_thread *pt;

	if (!base && !x86_gs_used)
		return;
	flags = arch_irq_save();
	if (!x86_gs_used)
		uk_list_for_each_entry (pt, &uk_process_current()->threads,
					link)
			uk_thread_work_post(pt->thread,
					    UK_THREAD_WORK_PREEMPTED);
	x86_gs_set(base);
	arch_irq_restore(flags);
}

UK_LLSYSCALL_R_DEFINE(int, arch_prctl, int, code, unsigned long, addr)
{
	switch (code) {
	case ARCH_SET_FS:
		if (addr >= BASE_LIMIT)
			return -EPERM;
		ukplat_tlsp_set(addr);
		return 0;
	case ARCH_GET_FS:
		return uk_put_to_app(ukplat_tlsp_get(), (__uptr *)addr);
	case ARCH_SET_GS:
		if (addr >= BASE_LIMIT)
			return -EPERM;
		gs_set(addr);
		return 0;
	case ARCH_GET_GS:
		return uk_put_to_app(arch_app_base_get(), (__uptr *)addr);
	case ARCH_GET_CPUID:
		return 1;
	case ARCH_SET_CPUID:
		return -ENODEV;
	default:
		return -EINVAL;
	}
}
