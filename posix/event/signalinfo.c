/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a signalfd tells of a signal. Which members a siginfo_t has depends on
 * its code, and for the kernel's own codes on the signal; see sigaction(2).
 */
#include "signalfd_priv.h"

#define CHLD 17

/* SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV */
#define FAULTS                                                           \
	(UK_SIGMASK(4) | UK_SIGMASK(5) | UK_SIGMASK(7) | UK_SIGMASK(8) | \
	 UK_SIGMASK(11))

/* By the signal that F_SETSIG has chosen */
static void by_file(const struct uk_siginfo *info, struct signalfd_record *r)
{
	r->band = (uint32_t)info->poll.band;
	r->fd = info->poll.fd;
}

static void by_kernel(const struct uk_siginfo *info, struct signalfd_record *r)
{
	if (FAULTS & UK_SIGMASK(info->si_signo)) {
		r->addr = info->fault.addr;
		return;
	}
	if (info->si_signo != CHLD) {
		by_file(info, r);
		return;
	}
	r->pid = (uint32_t)info->child.pid;
	r->uid = info->child.uid;
	r->status = info->child.status;
	r->utime = (uint64_t)info->child.utime;
	r->stime = (uint64_t)info->child.stime;
}

void signalfd_record(const struct uk_siginfo *info, struct signalfd_record *r)
{
	*r = (struct signalfd_record){
		.signo = (uint32_t)info->si_signo,
		.error = info->si_errno,
		.code = info->si_code,
	};
	if (info->si_code > UK_SI_USER && info->si_code < UK_SI_KERNEL) {
		by_kernel(info, r);
		return;
	}
	if (info->si_code == UK_SI_SIGIO) {
		by_file(info, r);
		return;
	}
	if (info->si_code == UK_SI_TIMER) {
		r->tid = (uint32_t)info->timer.tid;
		r->overrun = (uint32_t)info->timer.overrun;
		r->ptr = info->timer.value;
		r->value = (int32_t)info->timer.value;
		return;
	}
	r->pid = (uint32_t)info->rt.pid;
	r->uid = info->rt.uid;
	if (info->si_code < 0) {
		r->ptr = info->rt.value;
		r->value = (int32_t)info->rt.value;
	}
}
