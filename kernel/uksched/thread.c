/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The thread object and what belongs to it: memory, hooks, entry point.
 *
 * Creation (create.c): thread_setup() fills the object with what the caller
 * gave and cannot fail; thread_populate() allocates the rest and calls the
 * hooks, or frees everything that the object owns.
 */
#include <errno.h>
#include <arch/vector.h>
#include <uk/alloc.h>
#include <uk/arch/tls.h>
#include <uk/plat/config.h>
#include <uk/sched.h>
#include "thread_priv.h"

/* ---- parts ---- */

void thread_setup(struct uk_thread *t, uintptr_t ip, uintptr_t sp,
		  uintptr_t tlsp, bool is_uktls, struct ukarch_ectx *ectx,
		  const char *name, void *priv, uk_thread_dtor_t dtor)
{
	*t = (struct uk_thread){
		.tlsp = tlsp,
		.name = name,
		.priv = priv,
		.dtor = dtor,
	};
	t->ctx.sp = sp;
	if (ip) {
		ukarch_ctx_init_bare(&t->ctx, sp, ip);
		t->flags |= UK_THREADF_RUNNABLE;
	}
	if (tlsp && is_uktls) {
		t->flags |= UK_THREADF_UKTLS;
		t->uktlsp = tlsp;
	}
	if (ectx) {
		t->flags |= UK_THREADF_ECTX;
		t->ectx = ectx;
		ukarch_ectx_init(ectx);
	}
}

/* Frees what the object owns, and itself if it was allocated. */
static void thread_free(struct uk_thread *t)
{
	/* The memory may be part of what is freed below */
	__typeof__(t->_mem) mem = t->_mem;

	if (t->ectx)
		arch_vector_forget(t->ectx);
	if (mem.kstack)
		uk_free(uk_thread_stack_allocator(), mem.kstack);
	if (mem.stack)
		uk_free(mem.stack_a, mem.stack);
	if (mem.uktls)
		uk_free(mem.uktls_a, mem.uktls);
	if (mem.ectx)
		uk_free(mem.ectx_a, mem.ectx);
	if (mem.t_a)
		uk_free(mem.t_a, t);
}

static int stack_alloc(struct uk_thread *t, struct uk_alloc *a, size_t len)
{
	void *stack;

	if (!len)
		len = STACK_SIZE;
	stack = uk_memalign(a, UKARCH_SP_ALIGN, len);
	if (!stack)
		return -ENOMEM;
	t->_mem.stack = stack;
	t->_mem.stack_a = a;
	t->ctx.sp = ukarch_gen_sp(stack, len);
	return 0;
}

static int uktls_alloc(struct uk_thread *t, struct uk_alloc *a)
{
	void *area;

	area = uk_memalign(a, ukarch_tls_area_align(), ukarch_tls_area_size());
	if (!area)
		return -ENOMEM;
	ukarch_tls_area_init(area);
	t->_mem.uktls = area;
	t->_mem.uktls_a = a;
	t->tlsp = ukarch_tls_tlsp(area);
	t->uktlsp = t->tlsp;
	t->flags |= UK_THREADF_UKTLS;
	return 0;
}

static int ectx_alloc(struct uk_thread *t, struct uk_alloc *a)
{
	void *ectx = uk_memalign(a, ukarch_ectx_align(), ukarch_ectx_size());

	if (!ectx)
		return -ENOMEM;
	ukarch_ectx_init(ectx);
	t->_mem.ectx = ectx;
	t->_mem.ectx_a = a;
	t->ectx = ectx;
	t->flags |= UK_THREADF_ECTX;
	return 0;
}

int uk_thread_kstack_alloc(struct uk_thread *t)
{
	void *stack;

	if (t->kstack_top)
		return 0;
	stack = uk_memalign(uk_thread_stack_allocator(), UKARCH_SP_ALIGN,
			    UK_THREAD_KSTACK_SIZE);
	if (!stack)
		return -ENOMEM;
	t->_mem.kstack = stack;
	t->kstack_bottom = (uintptr_t)stack;
	t->kstack_top = ukarch_gen_sp(stack, UK_THREAD_KSTACK_SIZE);
	return 0;
}

int thread_populate(struct uk_thread *t, const struct thread_attr *attr)
{
	int rc = 0;

	if (attr->a_stack)
		rc = stack_alloc(t, attr->a_stack, attr->stack_len);
	if (rc == 0 && !t->ctx.sp)
		rc = uk_thread_kstack_alloc(t);
	if (rc == 0 && attr->a_uktls)
		rc = uktls_alloc(t, attr->a_uktls);
	if (rc == 0 && attr->a_ectx)
		rc = ectx_alloc(t, attr->a_ectx);
	if (rc == 0)
		rc = thread_hooks_init(t);
	if (rc < 0)
		thread_free(t);
	return rc;
}

void uk_thread_release(struct uk_thread *t)
{
	UK_ASSERT(t != uk_thread_current());
	UK_ASSERT(!t->sched);

	thread_hooks_fini(t);
	if (t->dtor)
		t->dtor(t);
	thread_free(t);
}

void uk_thread_set_exited(struct uk_thread *t)
{
	t->flags |= UK_THREADF_EXITED;
	uk_thread_set_blocked(t);
}

/* ---- where it starts ---- */

static void __noreturn thread_start0(void)
{
	uk_thread_current()->_start.fn0();
	uk_sched_thread_exit();
}

static void __noreturn thread_start1(void)
{
	struct uk_thread *t = uk_thread_current();

	t->_start.fn1(t->_start_arg[0]);
	uk_sched_thread_exit();
}

static void __noreturn thread_start2(void)
{
	struct uk_thread *t = uk_thread_current();

	t->_start.fn2(t->_start_arg[0], t->_start_arg[1]);
	uk_sched_thread_exit();
}

static void thread_set_entry(struct uk_thread *t, ukarch_ctx_entry0 start)
{
	uintptr_t sp = t->ctx.sp ? t->ctx.sp : t->kstack_top;

	UK_ASSERT(sp && !(sp & UKARCH_SP_ALIGN_MASK));
	ukarch_ctx_init_entry0(&t->ctx, sp, 0, start);
	uk_thread_set_runnable(t);
}

void uk_thread_container_init_bare(struct uk_thread *t, uintptr_t ip)
{
	uintptr_t sp = t->ctx.sp ? t->ctx.sp : t->kstack_top;

	ukarch_ctx_init_bare(&t->ctx, sp, ip);
	uk_thread_set_runnable(t);
}

void uk_thread_container_init_fn0(struct uk_thread *t, uk_thread_fn0_t fn)
{
	t->_start.fn0 = fn;
	thread_set_entry(t, thread_start0);
}

void uk_thread_container_init_fn1(struct uk_thread *t, uk_thread_fn1_t fn,
				  void *argp)
{
	t->_start.fn1 = fn;
	t->_start_arg[0] = argp;
	thread_set_entry(t, thread_start1);
}

void uk_thread_container_init_fn2(struct uk_thread *t, uk_thread_fn2_t fn,
				  void *argp0, void *argp1)
{
	t->_start.fn2 = fn;
	t->_start_arg[0] = argp0;
	t->_start_arg[1] = argp1;
	thread_set_entry(t, thread_start2);
}
