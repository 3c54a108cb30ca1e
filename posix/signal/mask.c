/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Masks, pending sets, alternate stacks. */
#include <errno.h>
#include <arch/trap.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "signal_priv.h"

#define SIGSET_SIZE sizeof(uk_sigset_t)

#define SIG_BLOCK_   0
#define SIG_UNBLOCK_ 1
#define SIG_SETMASK_ 2

#define MINSIGSTKSZ_ 2048

void sig_mask_change(uk_sigset_t mask)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	uk_sigset_t old = pt->sig->mask;

	pt->sig->mask = mask & ~SIGS_UNBLOCKABLE;
	sig_work_update(pt);
	/* It may have been us who were told */
	if (unlikely(pt->process->sig->pending.set & mask & ~old))
		sig_pass_on(pt->process, mask & ~old);
}

void uk_signal_mask_set(uk_sigset_t mask)
{
	struct uk_signal_thread *st = sig_self();

	if (!st->restore) {
		st->saved = st->mask;
		st->restore = true;
	}
	sig_mask_change(mask);
}

void uk_signal_mask_done(bool interrupted)
{
	struct uk_signal_thread *st = sig_self();

	if (!st->restore || (interrupted && uk_thread_interrupted()))
		return;
	st->restore = false;
	sig_mask_change(st->saved);
}

uk_sigset_t uk_signal_pending(uk_sigset_t set)
{
	return (sig_self()->pending.set | sig_process()->pending.set) & set;
}

struct uk_pollq *uk_signal_pollq(void)
{
	return &sig_process()->pollq;
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigprocmask, int, how, const uk_sigset_t *, set,
		      uk_sigset_t *, oldset, size_t, size)
{
	uk_sigset_t old = sig_self()->mask, mask, new;

	if (size != SIGSET_SIZE)
		return -EINVAL;
	if (set) {
		if (uk_get_from_app(mask, set))
			return -EFAULT;
		switch (how) {
		case SIG_BLOCK_:
			new = old | mask;
			break;
		case SIG_UNBLOCK_:
			new = old & ~mask;
			break;
		case SIG_SETMASK_:
			new = mask;
			break;
		default:
			return -EINVAL;
		}
		sig_mask_change(new);
	}
	if (oldset && uk_put_to_app(old, oldset))
		return -EFAULT;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigpending, uk_sigset_t *, set, size_t, size)
{
	uk_sigset_t pending = uk_signal_pending(sig_self()->mask);

	if (size > SIGSET_SIZE)
		return -EINVAL;
	return uk_copy_to_app(set, &pending, size);
}

static bool on_stack(const struct sig_stack *stack, uint64_t sp)
{
	return !(stack->flags & SS_DISABLE_) && sp - stack->sp < stack->size;
}

int sig_stack_set(struct uk_signal_thread *st, const struct sig_stack *new)
{
	if (new->flags & ~(SS_AUTODISARM_ | SS_DISABLE_ | SS_ONSTACK_))
		return -EINVAL;
	if (new->flags & SS_DISABLE_) {
		st->stack.sp = 0;
		st->stack.size = 0;
	} else if (new->size < MINSIGSTKSZ_) {
		return -ENOMEM;
	} else {
		st->stack.sp = new->sp;
		st->stack.size = new->size;
	}
	st->stack.flags = new->flags & ~SS_ONSTACK_;
	return 0;
}

UK_SYSCALL_R_DEFINE(int, sigaltstack, const struct sig_stack *, new_stack,
		    struct sig_stack *, old_stack)
{
	struct uk_signal_thread *st = sig_self();
	struct sig_stack new, old = st->stack;
	bool active = on_stack(&old, arch_regs_sp(arch_app_regs()));
	int rc;

	if (new_stack) {
		if (uk_copy_from_app(&new, new_stack, sizeof(new)))
			return -EFAULT;
		if (active)
			return -EPERM;
		rc = sig_stack_set(st, &new);
		if (rc)
			return rc;
	}
	if (active)
		old.flags |= SS_ONSTACK_;
	old._pad = 0;
	if (old_stack && uk_copy_to_app(old_stack, &old, sizeof(old)))
		return -EFAULT;
	return 0;
}
