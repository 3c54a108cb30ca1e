/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Signals. */
#ifndef _SIGNAL_H
#define _SIGNAL_H

#define __NEED_size_t
#define __NEED_pid_t
#define __NEED_uid_t
#define __NEED_time_t
#define __NEED_clock_t
#define __NEED_timespec
#define __NEED_sigset_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int sig_atomic_t;

union sigval {
	int sival_int;
	void *sival_ptr;
};

#define SIGHUP	  1
#define SIGINT	  2
#define SIGQUIT	  3
#define SIGILL	  4
#define SIGTRAP	  5
#define SIGABRT	  6
#define SIGIOT	  SIGABRT
#define SIGBUS	  7
#define SIGFPE	  8
#define SIGKILL	  9
#define SIGUSR1	  10
#define SIGSEGV	  11
#define SIGUSR2	  12
#define SIGPIPE	  13
#define SIGALRM	  14
#define SIGTERM	  15
#define SIGSTKFLT 16
#define SIGCHLD	  17
#define SIGCONT	  18
#define SIGSTOP	  19
#define SIGTSTP	  20
#define SIGTTIN	  21
#define SIGTTOU	  22
#define SIGURG	  23
#define SIGXCPU	  24
#define SIGXFSZ	  25
#define SIGVTALRM 26
#define SIGPROF	  27
#define SIGWINCH  28
#define SIGIO	  29
#define SIGPOLL	  SIGIO
#define SIGPWR	  30
#define SIGSYS	  31
#define SIGRTMIN  34
#define SIGRTMAX  64
#define _NSIG	  65
#define NSIG	  _NSIG

#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))1)
#define SIG_ERR ((void (*)(int)) - 1)

#define SIG_BLOCK   0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO   4
#define SA_ONSTACK   0x08000000
#define SA_RESTART   0x10000000
#define SA_NODEFER   0x40000000
#define SA_RESETHAND 0x80000000
#define SA_RESTORER  0x04000000

#define SS_ONSTACK  1
#define SS_DISABLE  2
#define MINSIGSTKSZ 6144
#define SIGSTKSZ    12288

#define SI_USER	   0
#define SI_KERNEL  128
#define SI_QUEUE   (-1)
#define SI_TIMER   (-2)
#define SI_MESGQ   (-3)
#define SI_ASYNCIO (-4)
#define SI_TKILL   (-6)

#define ILL_ILLOPC  1
#define FPE_INTDIV  1
#define FPE_INTOVF  2
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN  1
#define BUS_ADRERR  2
#define TRAP_BRKPT  1
#define TRAP_TRACE  2
#define CLD_EXITED  1
#define CLD_KILLED  2
#define CLD_DUMPED  3
#define CLD_STOPPED 5

#define SIGEV_SIGNAL 0
#define SIGEV_NONE   1
#define SIGEV_THREAD 2

/* As Linux has it. */
typedef struct {
	int si_signo;
	int si_errno;
	int si_code;
	union {
		char __pad[128 - 4 * sizeof(int)];
		struct {
			pid_t si_pid;
			uid_t si_uid;
			union sigval si_value;
		} __rt;
		struct {
			pid_t si_pid;
			uid_t si_uid;
			int si_status;
			clock_t si_utime;
			clock_t si_stime;
		} __child;
		struct {
			int si_timerid;
			int si_overrun;
		} __timer;
		struct {
			void *si_addr;
			short si_addr_lsb;
		} __fault;
		struct {
			long si_band;
			int si_fd;
		} __poll;
	} __fields;
} siginfo_t;

#define si_pid	    __fields.__rt.si_pid
#define si_uid	    __fields.__rt.si_uid
#define si_value    __fields.__rt.si_value
#define si_int	    si_value.sival_int
#define si_ptr	    si_value.sival_ptr
#define si_status   __fields.__child.si_status
#define si_utime    __fields.__child.si_utime
#define si_stime    __fields.__child.si_stime
#define si_timerid  __fields.__timer.si_timerid
#define si_overrun  __fields.__timer.si_overrun
#define si_addr	    __fields.__fault.si_addr
#define si_addr_lsb __fields.__fault.si_addr_lsb
#define si_band	    __fields.__poll.si_band
#define si_fd	    __fields.__poll.si_fd

struct sigaction {
	union {
		void (*sa_handler)(int);
		void (*sa_sigaction)(int, siginfo_t *, void *);
	} __handler;
	sigset_t sa_mask;
	int sa_flags;
	void (*sa_restorer)(void);
};
#define sa_handler   __handler.sa_handler
#define sa_sigaction __handler.sa_sigaction

typedef struct {
	void *ss_sp;
	int ss_flags;
	size_t ss_size;
} stack_t;

struct sigevent {
	union sigval sigev_value;
	int sigev_signo;
	int sigev_notify;
	union {
		char __pad[64 - 2 * sizeof(int) - sizeof(union sigval)];
		pid_t sigev_notify_thread_id;
		struct {
			void (*sigev_notify_function)(union sigval);
			void *sigev_notify_attributes;
		} __thread_;
	} __fields;
};
#define sigev_notify_thread_id	__fields.sigev_notify_thread_id
#define sigev_notify_function	__fields.__thread_.sigev_notify_function
#define sigev_notify_attributes __fields.__thread_.sigev_notify_attributes

typedef void (*sighandler_t)(int);

void (*signal(int sig, void (*handler)(int)))(int);
int raise(int sig);
int kill(pid_t pid, int sig);
int killpg(pid_t pgrp, int sig);
int sigaction(int sig, const struct sigaction *__restrict act,
	      struct sigaction *__restrict old);
int sigprocmask(int how, const sigset_t *__restrict set,
		sigset_t *__restrict old);
int sigpending(sigset_t *set);
int sigsuspend(const sigset_t *mask);
int sigwait(const sigset_t *__restrict set, int *__restrict sig);
int sigwaitinfo(const sigset_t *__restrict set, siginfo_t *__restrict info);
int sigtimedwait(const sigset_t *__restrict set, siginfo_t *__restrict info,
		 const struct timespec *__restrict timeout);
int sigqueue(pid_t pid, int sig, union sigval value);
int sigaltstack(const stack_t *__restrict ss, stack_t *__restrict old);

/* ---- sets; lib/nolibc ---- */

int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigaddset(sigset_t *set, int sig);
int sigdelset(sigset_t *set, int sig);
int sigismember(const sigset_t *set, int sig);

#ifdef __cplusplus
}
#endif

#endif /* _SIGNAL_H */
