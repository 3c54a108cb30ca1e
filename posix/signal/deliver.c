/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What happens to pending signals when a thread is about to go on in its
 * program: handlers get a frame each on the program's stack, the last one runs
 * first; or the default is done.
 */
#include <errno.h>
#include <stddef.h>
#include <arch/cpu.h>
#include <arch/percpu.h>
#include <uk/access.h>
#include <uk/bits/syscall_nrs.h>
#include <uk/print.h>
#include <uk/syscall_define.h>
#include <uk/trap.h>
#include <uk/wait.h>
#include "signal_priv.h"

#define CORE_DUMPED 0x80 /* in wait4()'s status */

/* ---- system calls that begin anew after a handler with SA_RESTART ---- */

/* Not every architecture has it; no number is like that. */
#ifndef SYS_open
#define SYS_open ~0UL
#endif

static bool is_restartable(const struct __regs *regs)
{
	switch (arch_regs_syscall_nr(regs)) {
	case SYS_read:
	case SYS_readv:
	case SYS_write:
	case SYS_writev:
	case SYS_ioctl:
	case SYS_open:
	case SYS_openat:
	case SYS_wait4:
	case SYS_waitid:
	case SYS_flock:
	case SYS_fcntl:
	case SYS_accept:
	case SYS_accept4:
	case SYS_connect:
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_sendto:
	case SYS_sendmsg:
	case SYS_sendfile:
	case SYS_splice:
	case SYS_getrandom:
		return true;
	case SYS_futex:
		/* With a time-out the time that is left would be wrong */
		return !arch_regs_syscall_arg(regs, 3);
	default:
		return false;
	}
}

static bool was_interrupted(const struct __regs *regs)
{
	return arch_regs_is_syscall(regs) && arch_regs_result(regs) == -EINTR;
}

/* ---- defaults ---- */

/* A fault is told to who looks after the machine, as Linux does; that somebody
 * ended a program is nothing special.
 */
static void report_death(const struct uk_posix_thread *pt, int signo,
			 const struct uk_siginfo *info,
			 const struct __regs *regs)
{
	bool fault = info->si_code > 0 && info->si_code != UK_SI_KERNEL &&
		     sig_default_of(signo) == SIG_DUMPS;

	if (fault)
		uk_pr_err("%s: killed by %s at 0x%lx, address 0x%lx, code %d\n",
			  pt->comm, sig_name(signo), arch_regs_pc(regs),
			  (unsigned long)info->fault.addr, info->si_code);
	else
		uk_pr_info("%s: killed by %s at 0x%lx\n", pt->comm,
			   sig_name(signo), arch_regs_pc(regs));
}

static void stop_here(struct uk_signal *sig)
{
	sig->stopped = true;
	uk_waitq_wait_event(&sig->stopped_wq,
			    !sig->stopped || uk_posix_thread_current()->ending);
}

static void do_default(int signo, const struct uk_siginfo *info,
		       const struct __regs *regs)
{
	switch (sig_default_of(signo)) {
	case SIG_IGNORES:
	case SIG_CONTINUES:
		return;
	case SIG_STOPS:
		stop_here(sig_process());
		return;
	case SIG_ENDS:
		report_death(uk_posix_thread_current(), signo, info, regs);
		uk_process_exit(signo);
	case SIG_DUMPS:
		report_death(uk_posix_thread_current(), signo, info, regs);
		uk_process_exit(signo | CORE_DUMPED);
	}
}

/* ---- handlers ---- */

static bool on_altstack(const struct uk_signal_thread *st, uint64_t sp)
{
	return sp - st->stack.sp < st->stack.size;
}

/* Where the frame goes. */
static uint64_t choose_stack(const struct uk_signal_thread *st,
			     const struct sig_action *action,
			     const struct __regs *regs)
{
	uint64_t sp = sig_regs_sp(regs);

	if ((action->flags & SA_ONSTACK_) && !(st->stack.flags & SS_DISABLE_) &&
	    !on_altstack(st, sp))
		return st->stack.sp + st->stack.size;
	return sp;
}

/* No place for a frame: the thread cannot handle even SIGSEGV any more. */
static void no_frame(int signo)
{
	if (signo == SIGSEGV)
		sig_process()->actions[SIGSEGV - 1].handler = SIG_DFL_;
	uk_signal_force(SIGSEGV, NULL);
}

static void call_handler(struct uk_signal_thread *st, int signo,
			 const struct uk_siginfo *info,
			 struct sig_action *action, struct __regs *regs)
{
	struct sig_frame frame = {
		.action = action,
		.info = info,
		.mask = st->restore ? st->saved : st->mask,
		.thread = st,
		.sp = choose_stack(st, action, regs),
	};

	/* Nobody returns to an address that is not the program's */
	if (unlikely(!uk_app_range_ok(action->handler, 1)) ||
	    sig_frame_push(regs, &frame)) {
		no_frame(signo);
		return;
	}
	st->restore = false;
	if (st->stack.flags & SS_AUTODISARM_)
		st->stack = (struct sig_stack){.flags = SS_DISABLE_};
	/* None that cannot be blocked: they have no handler */
	st->mask |= action->mask;
	if (!(action->flags & SA_NODEFER_))
		st->mask |= UK_SIGMASK(signo);
	if (action->flags & SA_RESETHAND_)
		action->handler = SIG_DFL_;
}

/* What is left to do is found out at the end, not at every step. */
static void deliver(struct uk_posix_thread *pt, struct __regs *regs)
{
	struct uk_signal_thread *st = pt->sig;
	bool interrupted = was_interrupted(regs), handled = false;
	uk_sigset_t old = st->mask;
	struct sig_action *action;
	struct uk_siginfo info;
	int signo;

	while (sig_any(pt, ~st->mask) &&
	       (signo = sig_take(pt, ~st->mask, &info))) {
		action = &pt->process->sig->actions[signo - 1];
		if (action->handler == SIG_IGN_)
			continue;
		if (action->handler == SIG_DFL_) {
			do_default(signo, &info, regs);
			continue;
		}
		if (interrupted && (action->flags & SA_RESTART_) &&
		    is_restartable(regs))
			arch_regs_syscall_restart(regs);
		interrupted = false;
		call_handler(st, signo, &info, action, regs);
		handled = true;
	}
	/* What only stopped us, or was nothing in the end */
	if (interrupted && !handled && is_restartable(regs))
		arch_regs_syscall_restart(regs);
	if (st->restore) {
		st->restore = false;
		st->mask = st->saved;
	}
	sig_work_update(pt);
	/* What the handlers' masks block, others may take */
	if (unlikely(pt->process->sig->pending.set & st->mask & ~old))
		sig_pass_on(pt->process, st->mask & ~old);
}

static void signal_work(struct __regs *regs)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct arch_percpu *cpu = arch_percpu();
	__vaddr_t pc = arch_regs_pc(regs);

	uk_thread_work_clear(UK_THREAD_WORK_SIGNAL | UK_THREAD_WORK_PREEMPTED);
	if (!pt || !pt->sig)
		return;
	if (unlikely(pt->ending)) {
		arch_irq_enable();
		uk_posix_thread_exit(0);
	}
	/* What we touch is the program's */
	if (likely(pc < UPPER_HALF_BASE) || arch_regs_are_lost(regs))
		cpu->app_limit = SIG_APP_LIMIT;
	arch_irq_enable();
	if (pt->rseq)
		sig_rseq_interrupted(pt, regs);
	deliver(pt, regs);
	arch_irq_disable();
	arch_percpu()->app_limit = 0;
}

UK_LLSYSCALL_R_DEFINE(long, rt_sigreturn)
{
	struct __regs *regs = arch_app_regs();
	struct uk_signal_thread *st = sig_self();
	struct sig_stack stack;
	uk_sigset_t mask;

	if (sig_frame_pop(regs, &mask, &stack)) {
		uk_signal_force(SIGSEGV, NULL);
		arch_app_regs_changed();
		return arch_regs_result(regs);
	}
	/* As sigaltstack() would have it; wrong values change nothing */
	if (unlikely((stack.sp ^ st->stack.sp) | (stack.size ^ st->stack.size) |
		     (uint64_t)(stack.flags ^ st->stack.flags)))
		(void)sig_stack_set(st, &stack);
	sig_mask_change(mask);
	arch_app_regs_changed();
	return arch_regs_result(regs);
}

void signal_deliver_init(void)
{
	uk_traps_app_work_set(signal_work);
}
