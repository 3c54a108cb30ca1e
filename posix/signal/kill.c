/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* kill(2) and its relatives. Everybody is root: there is no EPERM for others.
 */
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/syscall_define.h>
#include "signal_priv.h"

#define POLL_CODES   6
#define SI_DETHREAD_ (-7)
#define SI_ASYNCNL_  (-60)

static struct uk_siginfo info_from_self(int code)
{
	return (struct uk_siginfo){
		.si_code = code,
		.rt =
			{
				.pid = uk_process_current()->pid,
				.uid = uk_cred_current()->uid,
			},
	};
}

/* Signal 0 asks only whether there is somebody. */
static int send_process(struct uk_process *p, int signo,
			const struct uk_siginfo *info)
{
	return signo ? uk_signal_send_process(p, signo, info) : 0;
}

static int send_thread(struct uk_posix_thread *pt, int signo,
		       const struct uk_siginfo *info)
{
	return signo ? uk_signal_send_thread(pt, signo, info) : 0;
}

/* The process of a number, which any of its threads may have; or NULL. */
static struct uk_process *process_of(pid_t pid)
{
	struct uk_process *p = uk_process_find(pid);
	struct uk_posix_thread *pt = p ? NULL : uk_posix_thread_find(pid);

	return pt ? pt->process : p;
}

UK_SYSCALL_R_DEFINE(int, kill, pid_t, pid, int, signo)
{
	struct uk_siginfo info = info_from_self(UK_SI_USER);
	struct uk_process *self = uk_process_current();
	struct uk_process *p = pid > 0 ? process_of(pid) : NULL;
	int pgid;

	/* As on Linux, who is not there is missed first */
	if (pid > 0 && !p)
		return -ESRCH;
	if (signo < 0 || signo > UK_NSIG)
		return -EINVAL;
	if (p)
		return send_process(p, signo, &info);
	/* All processes but the first and the caller: there are none */
	if (pid == -1)
		return -ESRCH;
	pgid = pid ? -pid : self->pgid;
	return pgid == self->pgid ? send_process(self, signo, &info) : -ESRCH;
}

static int thread_kill(pid_t tgid, pid_t tid, int signo,
		       const struct uk_siginfo *info)
{
	struct uk_posix_thread *pt = uk_posix_thread_find(tid);

	if (signo < 0 || signo > UK_NSIG)
		return -EINVAL;
	if (!pt || (tgid && pt->process->pid != tgid))
		return -ESRCH;
	return send_thread(pt, signo, info);
}

UK_SYSCALL_R_DEFINE(int, tkill, pid_t, tid, int, signo)
{
	struct uk_siginfo info = info_from_self(UK_SI_TKILL);

	if (tid <= 0)
		return -EINVAL;
	return thread_kill(0, tid, signo, &info);
}

UK_SYSCALL_R_DEFINE(int, tgkill, pid_t, tgid, pid_t, tid, int, signo)
{
	struct uk_siginfo info = info_from_self(UK_SI_TKILL);

	if (tgid <= 0 || tid <= 0)
		return -EINVAL;
	return thread_kill(tgid, tid, signo, &info);
}

/* Does Linux know what a siginfo_t has with a code? The kernel's own codes are
 * counted by signal; SIGPOLL's go for those that have none.
 */
static bool is_known(int signo, int code)
{
	static const uint8_t codes[] = {
		[SIGILL] = 11,	[SIGTRAP] = 6, [SIGBUS] = 5, [SIGFPE] = 15,
		[SIGSEGV] = 10, [SIGCHLD] = 6, [SIGSYS] = 2,
	};
	int count = (size_t)signo < sizeof(codes) ? codes[signo] : 0;

	if (code > UK_SI_USER)
		return code == UK_SI_KERNEL || code <= MAX(count, POLL_CODES);
	return code >= SI_DETHREAD_ || code == SI_ASYNCNL_;
}

/* Of what is not known, nothing may lie where it would be lost. */
static int check_rest(const struct uk_siginfo *uinfo)
{
	uint8_t rest[SIGINFO_REST];

	if (uk_copy_from_app(rest, uinfo + 1, sizeof(rest)))
		return -EFAULT;
	for (size_t i = 0; i < sizeof(rest); i++)
		if (rest[i])
			return -E2BIG;
	return 0;
}

/* Codes of the kernel and of kill() cannot be claimed, but for oneself. */
static int info_from_app(struct uk_siginfo *info, int signo,
			 const struct uk_siginfo *uinfo, bool to_self)
{
	int rc;

	if (uk_copy_from_app(info, uinfo, sizeof(*info)))
		return -EFAULT;
	rc = is_known(signo, info->si_code) ? 0 : check_rest(uinfo);
	if (rc)
		return rc;
	if ((info->si_code >= 0 || info->si_code == UK_SI_TKILL) && !to_self)
		return -EPERM;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, rt_sigqueueinfo, pid_t, pid, int, signo,
		      const struct uk_siginfo *, uinfo)
{
	struct uk_process *p;
	struct uk_siginfo info;
	int rc;

	rc = info_from_app(&info, signo, uinfo,
			   pid == uk_process_current()->pid);
	if (rc)
		return rc;
	if (signo < 0 || signo > UK_NSIG)
		return -EINVAL;
	p = pid > 0 ? uk_process_find(pid) : NULL;
	return p ? send_process(p, signo, &info) : -ESRCH;
}

UK_LLSYSCALL_R_DEFINE(int, rt_tgsigqueueinfo, pid_t, tgid, pid_t, tid, int,
		      signo, const struct uk_siginfo *, uinfo)
{
	struct uk_siginfo info;
	int rc;

	if (tgid <= 0 || tid <= 0)
		return -EINVAL;
	rc = info_from_app(&info, signo, uinfo,
			   tgid == uk_process_current()->pid);
	return rc ? rc : thread_kill(tgid, tid, signo, &info);
}
