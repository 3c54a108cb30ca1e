/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * clone() and clone3(): threads. A new thread is a scheduler's thread with only
 * a kernel stack, at the top of which lie the registers that it starts with.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <arch/asm/app_base.h>
#include <arch/trap.h>
#include <arch/vector.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/arch/ctx.h>
#include <uk/essentials.h>
#include <uk/plat/tls.h>
#include <uk/sched.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

/* What a thread shares; without these it would be a process. */
#define THREAD_FLAGS \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)

/* What is understood; CLONE_DETACHED has no effect on Linux either. */
#define KNOWN_FLAGS                                                          \
	(THREAD_FLAGS | CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | \
	 CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | CLONE_DETACHED |        \
	 CLONE_IO | CLONE_UNTRACED)

/* clone3()'s first version */
#define CLONE_ARGS_SIZE_MIN 64

/* clone()'s flags have a signal in these, clone3()'s one flag: NEWTIME */
#define SIGNAL_BITS (0xffUL & ~(unsigned long)CLONE_NEWTIME)
#define SIGNAL_MAX  64

/* The new thread's first code. */
static void thread_begin(void *arg)
{
	arch_app_enter(arg);
}

/* -EINVAL for what Linux refuses, -ENOSYS for what is not there yet. */
static int clone_check(const struct clone_args *args)
{
	uint64_t flags = args->flags;

	if ((flags & CLONE_SIGHAND) && !(flags & CLONE_VM))
		return -EINVAL;
	if ((flags & CLONE_THREAD) && !(flags & CLONE_SIGHAND))
		return -EINVAL;
	if ((flags & CLONE_SIGHAND) && (flags & CLONE_CLEAR_SIGHAND))
		return -EINVAL;
	if ((flags & CLONE_FS) && (flags & (CLONE_NEWNS | CLONE_NEWUSER)))
		return -EINVAL;
	if ((flags & CLONE_THREAD) && (flags & (CLONE_NEWPID | CLONE_NEWUSER)))
		return -EINVAL;
	if ((flags & THREAD_FLAGS) != THREAD_FLAGS || (flags & ~KNOWN_FLAGS))
		return -ENOSYS;
	return 0;
}

static struct uk_thread *clone_thread(const struct clone_args *args)
{
	struct uk_thread *self = uk_thread_current(), *t;
	struct __regs *regs;

	t = uk_thread_create_container(uk_alloc_get_default(), NULL, 0, NULL,
				       !self->ectx, self->name, NULL, NULL);
	if (!t)
		return NULL;
	regs = (struct __regs *)t->kstack_top - 1;
	*regs = *arch_app_regs();
	arch_regs_result_set(regs, 0);
	if (args->stack)
		arch_regs_sp_set(regs, args->stack + args->stack_size);
	t->ctx.sp = (uintptr_t)regs;
	uk_thread_container_init_fn1(t, thread_begin, regs);
	t->tlsp = (args->flags & CLONE_SETTLS) ? args->tls : ukplat_tlsp_get();
	t->app_base = arch_app_base_get();
	if (self->ectx) {
		arch_vector_sync(self->ectx);
		memcpy(t->ectx, self->ectx, ukarch_ectx_size());
	}
	return t;
}

/* Writes the ids that the caller wants; it may want them in bad places. */
static int clone_ids_put(const struct clone_args *args, int tid)
{
	if ((args->flags & CLONE_PARENT_SETTID) &&
	    uk_put_to_app(tid, (int *)args->parent_tid))
		return -EFAULT;
	/* The memory is shared: now is as good as when the thread runs. There
	 * the error would be lost, and so it is here.
	 */
	if (args->flags & CLONE_CHILD_SETTID)
		(void)uk_put_to_app(tid, (int *)args->child_tid);
	return 0;
}

static void inherit(struct uk_posix_thread *pt,
		    const struct uk_posix_thread *of)
{
	memcpy(pt->comm, of->comm, sizeof(pt->comm));
	pt->policy = of->policy;
	pt->priority = of->priority;
	pt->nice = of->nice;
	pt->cred = of->cred;
	pt->no_new_privs = of->no_new_privs;
	pt->timer_slack = of->timer_slack;
}

static long clone_do(const struct clone_args *args, __sz len)
{
	struct uk_posix_thread *pt, *self = uk_posix_thread_current();
	struct uk_thread *t;
	int rc = clone_check(args);

	if (rc)
		return rc;
	t = clone_thread(args);
	if (!t)
		return -EAGAIN;
	rc = -EAGAIN;
	pt = process_thread_create(self->process, t);
	if (!pt)
		goto err_thread;
	inherit(pt, self);
	if (args->flags & CLONE_CHILD_CLEARTID)
		pt->clear_child_tid = (int *)args->child_tid;
	rc = process_clone_init(args, len, t, self->thread);
	if (rc)
		goto err_posix;
	rc = clone_ids_put(args, pt->tid);
	if (rc)
		goto err_init;
	rc = uk_sched_thread_add(uk_sched_current(), t);
	if (rc)
		goto err_init;
	return pt->tid;

err_init:
	pt->clear_child_tid = NULL;
	process_clone_term(args->flags, t);
err_posix:
	process_thread_destroy(pt);
err_thread:
	uk_thread_release(t);
	return rc;
}

static long clone_legacy(unsigned long flags, unsigned long sp,
			 unsigned long ptid, unsigned long ctid,
			 unsigned long tls)
{
	struct clone_args args = {
		.flags = flags & 0xffffff00UL, /* the rest is a signal */
		.child_tid = ctid,
		.parent_tid = ptid,
		.exit_signal = flags & 0xff,
		.stack = sp,
		.tls = tls,
	};

	/* Both would be stored at the same place */
	if ((flags & CLONE_PIDFD) && (flags & CLONE_PARENT_SETTID))
		return -EINVAL;
	return clone_do(&args, sizeof(args));
}

/* The two architectures have the last arguments in different order. */
#ifdef __x86_64__
UK_LLSYSCALL_R_DEFINE(long, clone, unsigned long, flags, unsigned long, sp,
		      unsigned long, ptid, unsigned long, ctid, unsigned long,
		      tls)
{
	return clone_legacy(flags, sp, ptid, ctid, tls);
}
#else  /* !__x86_64__ */
UK_LLSYSCALL_R_DEFINE(long, clone, unsigned long, flags, unsigned long, sp,
		      unsigned long, ptid, unsigned long, tls, unsigned long,
		      ctid)
{
	return clone_legacy(flags, sp, ptid, ctid, tls);
}
#endif /* !__x86_64__ */

/* The known part of what is len bytes; of newer fields none may be used. */
static int clone_args_get(struct clone_args *args,
			  const struct clone_args *from, size_t len)
{
	size_t at, known = MIN(len, sizeof(*args));
	uint8_t byte;

	if (uk_copy_from_app(args, from, known))
		return -EFAULT;
	for (at = known; at < len; at++) {
		if (uk_get_from_app(byte, (const uint8_t *)from + at))
			return -EFAULT;
		if (byte)
			return -E2BIG;
	}
	return 0;
}

/* What clone3() refuses and clone() cannot say, or takes for another thing. */
static int clone3_check(const struct clone_args *args)
{
	if (args->flags & (SIGNAL_BITS | CLONE_DETACHED))
		return -EINVAL;
	if (args->exit_signal > SIGNAL_MAX ||
	    (args->exit_signal && (args->flags & CLONE_THREAD)))
		return -EINVAL;
	return !args->stack != !args->stack_size ? -EINVAL : 0;
}

UK_LLSYSCALL_R_DEFINE(long, clone3, struct clone_args *, uargs, size_t, len)
{
	struct clone_args args = {0};
	int rc;

	if (len < CLONE_ARGS_SIZE_MIN)
		return -EINVAL;
	if (len > __PAGE_SIZE)
		return -E2BIG;
	rc = clone_args_get(&args, uargs, len);
	if (rc == 0)
		rc = clone3_check(&args);
	return rc ? rc : clone_do(&args, MIN(len, sizeof(args)));
}
