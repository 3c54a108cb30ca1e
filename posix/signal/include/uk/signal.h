/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Signals: sending them from inside the kernel, and taking them without a
 * handler. signal(7) says what programs see.
 */
#ifndef __UK_SIGNAL_H__
#define __UK_SIGNAL_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/poll.h>
#include <uk/process.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UK_NSIG	    64
#define UK_SIGRTMIN 32 /* the first that queues */

/* A set of signals: bit signo - 1. */
typedef uint64_t uk_sigset_t;
#define UK_SIGMASK(signo) (1ULL << ((signo)-1))

/*
 * siginfo_t as Linux lays it out on 64-bit machines: what of it is ever used.
 * The program's is of UK_SIGINFO_SIZE bytes, the others are zeros.
 */
#define UK_SIGINFO_SIZE 128

struct uk_siginfo {
	int si_signo;
	int si_errno;
	int si_code; /* SI_* or the signal's own */
	int _pad;
	union {
		struct { /* kill(), sigqueue() */
			int pid;
			uint32_t uid;
			uint64_t value;
		} rt;
		struct { /* POSIX timers */
			int tid;
			int overrun;
			uint64_t value;
		} timer;
		struct { /* SIGCHLD */
			int pid;
			uint32_t uid;
			int status;
			int64_t utime, stime;
		} child;
		struct { /* SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP */
			uint64_t addr;
		} fault;
		struct { /* SIGIO, and what F_SETSIG chooses */
			int64_t band;
			int fd;
		} poll;
	};
};

_Static_assert(sizeof(struct uk_siginfo) == 48, "Linux's layout");

#define UK_SI_USER   0
#define UK_SI_KERNEL 0x80
#define UK_SI_QUEUE  (-1)
#define UK_SI_TIMER  (-2)
#define UK_SI_SIGIO  (-5)
#define UK_SI_TKILL  (-6)

/*
 * Sends a signal to a thread, or to whichever thread of a process takes it.
 * Signals that are ignored vanish. Below UK_SIGRTMIN one of a number is pending
 * at a time, from there on each is queued: -EAGAIN when RLIMIT_SIGPENDING or
 * memory does not allow that. info may be NULL: sent by the kernel. Not from
 * interrupt handlers with info; without, any context.
 */
int uk_signal_send_thread(struct uk_posix_thread *pt, int signo,
			  const struct uk_siginfo *info);
int uk_signal_send_process(struct uk_process *p, int signo,
			   const struct uk_siginfo *info);

/*
 * A queue entry that lies in its sender, a timer: sending needs no memory and
 * is allowed in interrupt handlers. While one is queued it is not sent again.
 */
struct uk_signal_entry {
	struct uk_list_head link;
	struct uk_siginfo info;
	bool queued;
	bool is_static; /* set by uk_signal_entry_init() */
};

static inline void uk_signal_entry_init(struct uk_signal_entry *entry,
					int signo)
{
	*entry = (struct uk_signal_entry){.is_static = true};
	entry->info.si_signo = signo;
}

/* Sends to the thread, or if that is NULL to the process. Returns whether it
 * was queued; false also for a signal that is ignored.
 */
bool uk_signal_send_entry(struct uk_process *p, struct uk_posix_thread *pt,
			  struct uk_signal_entry *entry);

/* Takes it back if it is queued. Not from interrupt handlers. */
void uk_signal_entry_cancel(struct uk_process *p,
			    struct uk_signal_entry *entry);

/*
 * The running thread has done something that cannot go on: the signal comes
 * at once; blocked or ignored, it ends the process.
 */
void uk_signal_force(int signo, const struct uk_siginfo *info);

/* A write to a pipe or socket that nobody reads: SIGPIPE to the caller. */
void uk_signal_pipe(void);

/* The same with SIGXFSZ. */
void uk_signal_file_size(void);

/*
 * Takes a pending signal of a set from the running thread or its process, the
 * lowest number first: its number and *info, or 0.
 */
int uk_signal_take(uk_sigset_t set, struct uk_siginfo *info);

/* Which of a set are pending for the running thread. */
uk_sigset_t uk_signal_pending(uk_sigset_t set);

/* What /proc shows of a thread and its process. */
struct uk_signal_sets {
	uk_sigset_t pending, shared_pending, blocked, ignored, caught;
	unsigned int queued; /* signals that wait */
};

void uk_signal_sets(const struct uk_posix_thread *pt,
		    struct uk_signal_sets *sets);

/* Woken with POLLIN when a signal becomes pending for the running thread's
 * process, blocked or not: for signalfd.
 */
struct uk_pollq *uk_signal_pollq(void);

/*
 * Replaces the running thread's mask (SIGKILL and SIGSTOP cannot be blocked)
 * until the system call returns; a handler runs with the old one saved. For
 * ppoll(), pselect(), epoll_pwait(): call it before the wait and
 * uk_signal_mask_done() after.
 */
void uk_signal_mask_set(uk_sigset_t mask);
/* interrupted: the wait ended with -EINTR, the mask stays for the handler. */
void uk_signal_mask_done(bool interrupted);

/* execve(): caught signals get their default action, altstack goes. */
void uk_signal_exec(void);

/* The most that a handler's frame takes of a stack, for AT_MINSIGSTKSZ. */
size_t uk_signal_frame_max(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SIGNAL_H__ */
