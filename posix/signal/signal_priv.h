/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __SIGNAL_PRIV_H__
#define __SIGNAL_PRIV_H__

#include <arch/trap.h>
#include <uk/list.h>
#include <uk/signal.h>
#include <uk/wait_types.h>

#define SIGHUP	 1
#define SIGILL	 4
#define SIGTRAP	 5
#define SIGABRT	 6
#define SIGBUS	 7
#define SIGFPE	 8
#define SIGKILL	 9
#define SIGSEGV	 11
#define SIGPIPE	 13
#define SIGALRM	 14
#define SIGCHLD	 17
#define SIGCONT	 18
#define SIGSTOP	 19
#define SIGTSTP	 20
#define SIGTTIN	 21
#define SIGTTOU	 22
#define SIGURG	 23
#define SIGXCPU	 24
#define SIGXFSZ	 25
#define SIGWINCH 28
#define SIGSYS	 31
#define SIGQUIT	 3

#define SIG_DFL_ 0UL
#define SIG_IGN_ 1UL

#define SA_NOCLDSTOP_ 0x00000001UL
#define SA_NOCLDWAIT_ 0x00000002UL
#define SA_SIGINFO_   0x00000004UL
#define SA_RESTORER_  0x04000000UL
#define SA_ONSTACK_   0x08000000UL
#define SA_RESTART_   0x10000000UL
#define SA_NODEFER_   0x40000000UL
#define SA_RESETHAND_ 0x80000000UL
#define SA_KNOWN_                                                     \
	(SA_NOCLDSTOP_ | SA_NOCLDWAIT_ | SA_SIGINFO_ | SA_RESTORER_ | \
	 SA_ONSTACK_ | SA_RESTART_ | SA_NODEFER_ | SA_RESETHAND_)

/* SIGKILL and SIGSTOP are neither blocked nor caught nor ignored. */
#define SIGS_UNBLOCKABLE (UK_SIGMASK(SIGKILL) | UK_SIGMASK(SIGSTOP))

/* What rt_sigaction(2) exchanges. */
struct sig_action {
	uint64_t handler;
	uint64_t flags;
	uint64_t restorer;
	uk_sigset_t mask;
};

/* stack_t */
struct sig_stack {
	uint64_t sp;
	int32_t flags;
	int32_t _pad;
	uint64_t size;
};

#define SS_ONSTACK_    1
#define SS_DISABLE_    2
#define SS_AUTODISARM_ (1 << 31)

/* Pending signals, of a thread or of a process. */
struct sig_pending {
	uk_sigset_t set;
	struct uk_list_head queue;  /* struct uk_signal_entry, oldest first */
	struct uk_signal_entry own; /* for the first one; used if queued */
};

/* A process's. Changed with interrupts off, as far as interrupts send. */
struct uk_signal {
	struct sig_action actions[UK_NSIG];
	struct sig_pending pending;
	struct uk_pollq pollq;
	struct uk_waitq waiters; /* in rt_sigtimedwait() */
	struct uk_waitq stopped_wq;
	bool stopped;
	unsigned int queued;
};

/* What the last fault of a thread was, for who handles its signal: x86_64's
 * trap number and error code; its address.
 */
struct sig_fault {
	uint64_t code, vector, address;
};

/* A thread's. */
struct uk_signal_thread {
	uk_sigset_t mask;
	uk_sigset_t saved; /* to come back to, if restore */
	uk_sigset_t waits; /* in rt_sigtimedwait() for these */
	bool restore;
	struct sig_pending pending;
	struct sig_stack stack;
	struct sig_fault fault;
};

/* The bytes of a program's siginfo_t that are always zero */
#define SIGINFO_REST (UK_SIGINFO_SIZE - sizeof(struct uk_siginfo))

static inline struct uk_signal_thread *sig_self(void)
{
	return uk_posix_thread_current()->sig;
}

static inline struct uk_signal *sig_process(void)
{
	return uk_process_current()->sig;
}

static inline bool sig_valid(int signo)
{
	return signo >= 1 && signo <= UK_NSIG;
}

/* pending.c */
void sig_pending_init(struct sig_pending *p);
void sig_pending_flush(struct sig_pending *p, uk_sigset_t set);
/* uk_signal_take(), without sig_work_update(): the caller does that at last. */
int sig_take(struct uk_posix_thread *pt, uk_sigset_t set,
	     struct uk_siginfo *info);

/* Is one of a set pending for a thread? */
static inline bool sig_any(const struct uk_posix_thread *pt, uk_sigset_t set)
{
	return ((pt->sig->pending.set | pt->process->sig->pending.set) & set) !=
	       0;
}

/* Sets or clears UK_THREAD_WORK_SIGNAL of a thread as its signals want it. */
void sig_work_update(struct uk_posix_thread *pt);

/*
 * send.c: of those of a set that are pending for the process another thread is
 * told that takes them, if there is one: the running one does not any more.
 */
void sig_pass_on(struct uk_process *p, uk_sigset_t set);

/* action.c: what a signal does that nobody catches. */
enum sig_default { SIG_IGNORES, SIG_ENDS, SIG_DUMPS, SIG_STOPS, SIG_CONTINUES };
enum sig_default sig_default_of(int signo);
bool sig_is_ignored(const struct uk_signal *sig, int signo);

static inline bool sig_has_handler(const struct uk_signal *sig, int signo)
{
	return sig->actions[signo - 1].handler > SIG_IGN_;
}

const char *sig_name(int signo);

/* mask.c */
void sig_mask_change(uk_sigset_t mask);

/* mask.c: what sigaltstack() would do; -EINVAL, -ENOMEM: nothing. */
int sig_stack_set(struct uk_signal_thread *st, const struct sig_stack *new);

/* deliver.c: from now on signals come. */
void signal_deliver_init(void);

/* A program goes on below this address. */
#define SIG_APP_LIMIT 0x800000000000UL

/*
 * <architecture>/frame.c: the frame of a handler on the application's stack.
 * push: writes it and makes *regs those of the handler; -EFAULT. pop: reads it
 * back: *regs, mask and alternate stack; -EFAULT.
 */
struct sig_frame {
	const struct sig_action *action;
	const struct uk_siginfo *info;
	uk_sigset_t mask; /* to return to */
	const struct uk_signal_thread *thread;
	uint64_t sp; /* where to put it: above is somebody else's */
};
int sig_frame_push(struct __regs *regs, const struct sig_frame *frame);
int sig_frame_pop(struct __regs *regs, uk_sigset_t *mask,
		  struct sig_stack *stack);
/* Takes note of a fault as a program in user mode would have had it. */
void sig_fault_set(struct sig_fault *fault,
		   const struct ukarch_trap_info *info);
/* What is below the stack pointer and still the application's. */
uint64_t sig_regs_sp(const struct __regs *regs);
void sig_regs_pc_set(struct __regs *regs, uint64_t pc);

/* rseq.c, for threads that have registered: the thread does not go on where it
 * was, or others have run. */
void sig_rseq_interrupted(struct uk_posix_thread *pt, struct __regs *regs);

#endif /* __SIGNAL_PRIV_H__ */
