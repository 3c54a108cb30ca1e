/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The forms of creation that the interface has, for objects of all kinds. */
#include <uk/alloc.h>
#include <uk/thread.h>
#include "thread_priv.h"

/* ---- objects of the caller, with what the caller has prepared ---- */

int uk_thread_init_bare(struct uk_thread *t, uintptr_t ip, uintptr_t sp,
			uintptr_t tlsp, bool is_uktls, struct ukarch_ectx *ectx,
			const char *name, void *priv, uk_thread_dtor_t dtor)
{
	thread_setup(t, ip, sp, tlsp, is_uktls, ectx, name, priv, dtor);
	return thread_hooks_init(t);
}

int uk_thread_init_bare_fn0(struct uk_thread *t, uk_thread_fn0_t fn,
			    uintptr_t sp, uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor)
{
	int rc = uk_thread_init_bare(t, 0, sp, tlsp, is_uktls, ectx, name, priv,
				     dtor);

	if (rc == 0)
		uk_thread_container_init_fn0(t, fn);
	return rc;
}

int uk_thread_init_bare_fn1(struct uk_thread *t, uk_thread_fn1_t fn, void *argp,
			    uintptr_t sp, uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor)
{
	int rc = uk_thread_init_bare(t, 0, sp, tlsp, is_uktls, ectx, name, priv,
				     dtor);

	if (rc == 0)
		uk_thread_container_init_fn1(t, fn, argp);
	return rc;
}

int uk_thread_init_bare_fn2(struct uk_thread *t, uk_thread_fn2_t fn,
			    void *argp0, void *argp1, uintptr_t sp,
			    uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor)
{
	int rc = uk_thread_init_bare(t, 0, sp, tlsp, is_uktls, ectx, name, priv,
				     dtor);

	if (rc == 0)
		uk_thread_container_init_fn2(t, fn, argp0, argp1);
	return rc;
}

/* ---- objects of the caller, the rest allocated ---- */

static int thread_init_parts(struct uk_thread *t, struct uk_alloc *a_stack,
			     size_t stack_len, struct uk_alloc *a_uktls,
			     bool custom_ectx, struct ukarch_ectx *ectx,
			     const char *name, void *priv,
			     uk_thread_dtor_t dtor)
{
	const struct thread_attr attr = {
		.a_stack = a_stack,
		.stack_len = stack_len,
		.a_uktls = a_uktls,
		.a_ectx = custom_ectx ? NULL
			  : a_uktls   ? a_uktls
				      : a_stack,
	};

	thread_setup(t, 0, 0, 0, false, custom_ectx ? ectx : NULL, name, priv,
		     dtor);
	return thread_populate(t, &attr);
}

int uk_thread_init_fn0(struct uk_thread *t, uk_thread_fn0_t fn,
		       struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor)
{
	int rc = thread_init_parts(t, a_stack, stack_len, a_uktls, custom_ectx,
				   ectx, name, priv, dtor);

	if (rc == 0)
		uk_thread_container_init_fn0(t, fn);
	return rc;
}

int uk_thread_init_fn1(struct uk_thread *t, uk_thread_fn1_t fn, void *argp,
		       struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor)
{
	int rc = thread_init_parts(t, a_stack, stack_len, a_uktls, custom_ectx,
				   ectx, name, priv, dtor);

	if (rc == 0)
		uk_thread_container_init_fn1(t, fn, argp);
	return rc;
}

int uk_thread_init_fn2(struct uk_thread *t, uk_thread_fn2_t fn, void *argp0,
		       void *argp1, struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor)
{
	int rc = thread_init_parts(t, a_stack, stack_len, a_uktls, custom_ectx,
				   ectx, name, priv, dtor);

	if (rc == 0)
		uk_thread_container_init_fn2(t, fn, argp0, argp1);
	return rc;
}

/* ---- allocated objects ---- */

/* The object and, in the same piece of memory, its ectx unless no_ectx. */
static struct uk_thread *thread_alloc(struct uk_alloc *a, bool no_ectx,
				      struct ukarch_ectx **ectx)
{
	size_t align =
		no_ectx ? __alignof__(struct uk_thread) : ukarch_ectx_align();
	size_t size = ALIGN_UP(sizeof(struct uk_thread), align);
	char *mem;

	mem = uk_memalign(a, align, no_ectx ? size : size + ukarch_ectx_size());
	*ectx = mem && !no_ectx ? (struct ukarch_ectx *)(mem + size) : NULL;
	return (struct uk_thread *)mem;
}

struct uk_thread *uk_thread_create_bare(struct uk_alloc *a, uintptr_t ip,
					uintptr_t sp, uintptr_t tlsp,
					bool is_uktls, bool no_ectx,
					const char *name, void *priv,
					uk_thread_dtor_t dtor)
{
	struct ukarch_ectx *ectx;
	struct uk_thread *t = thread_alloc(a, no_ectx, &ectx);

	if (!t)
		return NULL;
	if (uk_thread_init_bare(t, ip, sp, tlsp, is_uktls, ectx, name, priv,
				dtor) < 0) {
		uk_free(a, t);
		return NULL;
	}
	t->_mem.t_a = a;
	return t;
}

struct uk_thread *uk_thread_create_container(struct uk_alloc *a,
					     struct uk_alloc *a_stack,
					     size_t stack_len,
					     struct uk_alloc *a_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor)
{
	const struct thread_attr attr = {
		.a_stack = a_stack,
		.stack_len = stack_len,
		.a_uktls = a_uktls,
	};
	struct ukarch_ectx *ectx;
	struct uk_thread *t = thread_alloc(a, no_ectx, &ectx);

	if (!t)
		return NULL;
	thread_setup(t, 0, 0, 0, false, ectx, name, priv, dtor);
	t->_mem.t_a = a;
	return thread_populate(t, &attr) < 0 ? NULL : t;
}

struct uk_thread *uk_thread_create_container2(struct uk_alloc *a, uintptr_t sp,
					      uintptr_t tlsp, bool is_uktls,
					      bool no_ectx, const char *name,
					      void *priv, uk_thread_dtor_t dtor)
{
	const struct thread_attr attr = {0};
	struct ukarch_ectx *ectx;
	struct uk_thread *t = thread_alloc(a, no_ectx, &ectx);

	if (!t)
		return NULL;
	thread_setup(t, 0, sp, tlsp, is_uktls, ectx, name, priv, dtor);
	t->_mem.t_a = a;
	return thread_populate(t, &attr) < 0 ? NULL : t;
}

struct uk_thread *uk_thread_create_fn0(struct uk_alloc *a, uk_thread_fn0_t fn,
				       struct uk_alloc *a_stack,
				       size_t stack_len,
				       struct uk_alloc *a_uktls, bool no_ectx,
				       const char *name, void *priv,
				       uk_thread_dtor_t dtor)
{
	struct uk_thread *t = uk_thread_create_container(
		a, a_stack, stack_len, a_uktls, no_ectx, name, priv, dtor);

	if (t)
		uk_thread_container_init_fn0(t, fn);
	return t;
}

struct uk_thread *uk_thread_create_fn1(struct uk_alloc *a, uk_thread_fn1_t fn,
				       void *argp, struct uk_alloc *a_stack,
				       size_t stack_len,
				       struct uk_alloc *a_uktls, bool no_ectx,
				       const char *name, void *priv,
				       uk_thread_dtor_t dtor)
{
	struct uk_thread *t = uk_thread_create_container(
		a, a_stack, stack_len, a_uktls, no_ectx, name, priv, dtor);

	if (t)
		uk_thread_container_init_fn1(t, fn, argp);
	return t;
}

struct uk_thread *uk_thread_create_fn2(
	struct uk_alloc *a, uk_thread_fn2_t fn, void *argp0, void *argp1,
	struct uk_alloc *a_stack, size_t stack_len, struct uk_alloc *a_uktls,
	bool no_ectx, const char *name, void *priv, uk_thread_dtor_t dtor)
{
	struct uk_thread *t = uk_thread_create_container(
		a, a_stack, stack_len, a_uktls, no_ectx, name, priv, dtor);

	if (t)
		uk_thread_container_init_fn2(t, fn, argp0, argp1);
	return t;
}
