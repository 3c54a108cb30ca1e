/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The address space of a program, from the bottom:
 *
 *	a program that is not PIE, where it says
 *	PIE		PIE_BASE + random
 *	heap of brk()	behind the program + random
 *	mmap()		ukvmem's bases
 *	stack		below STACK_TOP - random
 */
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <arch/asm/app_base.h>
#include <arch/cpu.h>
#include <arch/trap.h>
#include <arch/vector.h>
#include <uk/alloc.h>
#include <uk/arch/ctx.h>
#include <uk/exec.h>
#include <uk/plat/tls.h>
#include <uk/process.h>
#include <uk/swrand.h>
#include <uk/vmem.h>
#include "exec_priv.h"

#define PIE_BASE  0x555555554000UL
#define STACK_TOP 0x7ffffffff000UL

/* Bits of randomness: pages, but 16 bytes within the stack's first page */
#define PIE_BITS   28
#define STACK_BITS 22
#define BRK_BITS   13

#define STACK_MIN (128UL << 10)
#define STACK_MAX (1UL << 30)

#define AT_PHDR	  3
#define AT_PHENT  4
#define AT_PHNUM  5
#define AT_PAGESZ 6
#define AT_BASE	  7
#define AT_FLAGS  8
#define AT_ENTRY  9
#define AT_UID	  11
#define AT_EUID	  12
#define AT_GID	  13
#define AT_EGID	  14
#define AT_HWCAP  16
#define AT_CLKTCK 17
#define AT_SECURE 23
#define AT_HWCAP2 26

#define AT_SYSINFO_EHDR 33

/* What is found out before anything changes. */
struct plan {
	struct uk_elf elf, interp;
	__vaddr_t bias, interp_bias;
	__vaddr_t stack_bottom, stack_top; /* without the guard page */
	__vaddr_t vdso;			   /* 0: none */
	__vaddr_t entry, sp;
};

static int parse(struct uk_exec *exec, struct plan *plan)
{
	int rc = uk_elf_parse(&plan->elf, exec->src);

	exec->why = plan->elf.why;
	if (rc == 0 && plan->elf.interp_len && !exec->interp) {
		exec->why = "its interpreter (the dynamic linker) is not there";
		return -ENOENT;
	}
	if (rc == 0 && exec->interp) {
		rc = uk_elf_parse(&plan->interp, exec->interp);
		if (plan->interp.why)
			exec->why = "its interpreter cannot be loaded";
		if (rc == 0 && !plan->interp.is_pie) {
			exec->why = "its interpreter has a fixed address";
			rc = -ENOEXEC;
		}
	}
	return rc;
}

/* Where the program goes. */
static void place(struct plan *plan)
{
	if (plan->elf.is_pie) {
		plan->bias = PIE_BASE + uk_vas_slide(PIE_BITS);
		plan->bias &= ~(plan->elf.align - 1);
		plan->bias -= plan->elf.low;
	}
	plan->entry = plan->bias + plan->elf.entry;
}

/* The interpreter goes where mmap() would put it. */
static int map_interp(const struct uk_elf_source *src, struct plan *plan,
		      struct uk_vas *vas)
{
	__vaddr_t where = __VADDR_ANY;
	__sz len = PAGE_ALIGN_UP(plan->interp.high) - plan->interp.low;
	int rc;

	rc = uk_vma_reserve(vas, &where, len);
	if (rc)
		return rc;
	plan->interp_bias = where - plan->interp.low;
	plan->entry = plan->interp_bias + plan->interp.entry;
	rc = uk_elf_map(&plan->interp, src, vas, plan->interp_bias);
	return rc;
}

static int map_stack(struct plan *plan, struct uk_process *p)
{
	unsigned long size = p->rlimits[RLIMIT_STACK].cur;
	__vaddr_t vaddr;
	int rc;

	size = MIN(MAX(PAGE_ALIGN_UP(size), STACK_MIN), STACK_MAX);
	plan->stack_top = STACK_TOP - uk_vas_slide(STACK_BITS);
	plan->stack_bottom = plan->stack_top - size;
	vaddr = plan->stack_bottom - PAGE_SIZE;
	rc = uk_vma_map_stack(p->vas, &vaddr, size + PAGE_SIZE,
			      UK_VMA_MAP_NORESERVE, "[stack]", 0);
	return rc;
}

static void fill_aux(struct uk_elf_start *start, const struct plan *plan,
		     const struct uk_credentials *c)
{
	if (plan->vdso)
		uk_elf_aux_add(start, AT_SYSINFO_EHDR, plan->vdso);
	uk_elf_aux_add(start, AT_HWCAP, arch_cpu_hwcap());
	uk_elf_aux_add(start, AT_PAGESZ, PAGE_SIZE);
	uk_elf_aux_add(start, AT_CLKTCK, 100);
	if (plan->elf.phdr)
		uk_elf_aux_add(start, AT_PHDR, plan->bias + plan->elf.phdr);
	uk_elf_aux_add(start, AT_PHENT, plan->elf.phentsize);
	uk_elf_aux_add(start, AT_PHNUM, plan->elf.phnum);
	uk_elf_aux_add(start, AT_BASE, plan->interp_bias);
	uk_elf_aux_add(start, AT_FLAGS, 0);
	uk_elf_aux_add(start, AT_ENTRY, plan->bias + plan->elf.entry);
	uk_elf_aux_add(start, AT_UID, c->uid);
	uk_elf_aux_add(start, AT_EUID, c->euid);
	uk_elf_aux_add(start, AT_GID, c->gid);
	uk_elf_aux_add(start, AT_EGID, c->egid);
	/* As if it were set-user-ID, when it does not run as who it is */
	uk_elf_aux_add(start, AT_SECURE,
		       c->euid != c->uid || c->egid != c->gid);
	uk_elf_aux_add(start, AT_HWCAP2, arch_cpu_hwcap2());
	exec_signals_aux(start);
}

static int write_stack(const struct uk_exec *exec, struct plan *plan,
		       struct uk_process *p)
{
	struct uk_elf_start start = {
		.argc = exec->argc,
		.envc = exec->envc,
		.argv = exec->argv,
		.envp = exec->envp,
		.execfn = exec->path,
		.platform = arch_cpu_platform(),
	};
	int rc;

	uk_swrand_fill_buffer(start.random, sizeof(start.random));
	fill_aux(&start, plan, uk_cred_current());
	/* Arguments may take a quarter of the stack, as on Linux */
	rc = uk_elf_stack_write(
		&start,
		plan->stack_top - (plan->stack_top - plan->stack_bottom) / 4,
		plan->stack_top, &plan->sp);
	if (rc)
		return rc;
	p->stack_top = plan->stack_top;
	p->arg_start = start.arg_start;
	p->arg_end = start.arg_end;
	p->env_start = start.env_start;
	p->env_end = start.env_end;
	p->auxv_start = start.auxv_start;
	p->auxv_end = start.auxv_end;
	return 0;
}

static void set_names(struct uk_posix_thread *pt, const char *path, char *exe)
{
	const char *base = strrchr(path, '/');

	base = base ? base + 1 : path;
	strncpy(pt->comm, base, sizeof(pt->comm) - 1);
	pt->thread->name = pt->comm;
	uk_free(uk_alloc_get_default(), pt->process->exe);
	pt->process->exe = exe;
}

/* Everything of the program in the address space. */
static int load(const struct uk_exec *exec, struct plan *plan,
		struct uk_process *p)
{
	int rc;

	rc = uk_elf_map(&plan->elf, exec->src, p->vas, plan->bias);
	if (rc == 0 && exec->interp)
		rc = map_interp(exec->interp, plan, p->vas);
	if (rc == 0)
		rc = map_stack(plan, p);
	if (rc == 0)
		rc = exec_vdso_map(p, &plan->vdso);
	if (rc)
		return rc;
	p->lock_future = false;
	p->brk_start = PAGE_ALIGN_UP(plan->bias + plan->elf.high) +
		       uk_vas_slide(BRK_BITS);
	p->brk_end = p->brk_start;
	return write_stack(exec, plan, p);
}

/* The point of no return: what the process was ends. */
static void leave_old(struct uk_posix_thread *pt)
{
	pt->clear_child_tid = NULL;
	pt->robust_list = NULL;
	pt->rseq = NULL;
	pt->thread->preempt_work = 0;
	uk_cred_exec();
	exec_signals();
	exec_files(pt->process);
}

/* Vector registers as a new thread has them: nothing of the last program. */
static void vectors_reset(void)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	unsigned long flags;

	if (!ectx)
		return;
	flags = arch_irq_save();
	ukarch_ectx_init(ectx);
	arch_vector_changed(ectx);
	arch_irq_restore(flags);
}

static void __noreturn start(const struct plan *plan)
{
	struct __regs regs;

	arch_app_regs_init(&regs, plan->entry, plan->sp);
	ukplat_tlsp_set(0);
	arch_app_base_reset();
	vectors_reset();
	arch_app_enter(&regs);
}

int uk_exec(struct uk_exec *exec)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct plan plan = {0};
	char *exe;
	int rc;

	rc = parse(exec, &plan);
	if (rc)
		return rc;
	exe = uk_malloc(uk_alloc_get_default(), strlen(exec->path) + 1);
	if (!exe)
		return -ENOMEM;
	strcpy(exe, exec->path);
	place(&plan);
	rc = uk_process_end_others();
	if (rc == 0)
		rc = uk_cred_exec_prepare();
	if (rc) {
		uk_free(uk_alloc_get_default(), exe);
		return rc;
	}
	exec->gone = true;
	leave_old(pt);
	rc = exec_vas_clear(pt->process);
	if (rc == 0)
		rc = load(exec, &plan, pt->process);
	if (rc) {
		uk_free(uk_alloc_get_default(), exe);
		return rc;
	}
	set_names(pt, exec->path, exe);
	if (exec->release)
		exec->release(exec);
	start(&plan);
}
