/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The end of threads and processes. */
#include <errno.h>
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/boot.h>
#include <uk/print.h>
#include <uk/sched.h>
#include <uk/plat/time.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>
#include "process_priv.h"

/* As wait4() encodes it: a signal, or an exit code above */
#define STATUS_SIGNAL(status) ((status)&0x7f)
#define STATUS_CODE(status)   (((status) >> 8) & 0xff)
#define STATUS_OF_CODE(code)  (((code)&0xff) << 8)

/* How long the others are waited for, and after what time told again. */
#define END_MAX ukarch_time_sec_to_nsec(2)
#define END_ASK ukarch_time_msec_to_nsec(10)

/* The machine ends with its first process, as shells show its status. */
static void __noreturn machine_exit(int status)
{
	if (STATUS_SIGNAL(status))
		uk_boot_exit(128 + STATUS_SIGNAL(status));
	uk_boot_exit(STATUS_CODE(status));
}

/* The process's last thread is gone. */
static void process_end(struct uk_process *p)
{
	if (p == uk_process_init())
		machine_exit(p->exit_status);
	uk_free(uk_alloc_get_default(), p->exe);
	uk_free(uk_alloc_get_default(), p);
}

/* Where the one waits who ends all others of its process. */
static DEFINE_WAIT_QUEUE(ended);

void uk_posix_thread_exit(int status)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_process *p;

	UK_ASSERT(pt);
	p = pt->process;
	process_clone_term(p->thread_count > 1 ? CLONE_THREAD : 0, pt->thread);
	process_thread_destroy(pt);
	if (p->ender)
		uk_waitq_wake_up(&ended);
	if (!p->thread_count) {
		if (!p->exiting)
			p->exit_status = status;
		process_end(p);
	}
	uk_sched_thread_exit();
}

static void end_others(struct uk_process *p)
{
	while (p->thread_count > 1) {
		struct uk_posix_thread *pt;

		uk_list_for_each_entry (pt, &p->threads, link)
			if (pt->thread != uk_thread_current())
				break;
		process_clone_term(CLONE_THREAD, pt->thread);
		uk_sched_thread_terminate(pt->thread);
		process_thread_destroy(pt);
	}
}

/* Tells them; false: there is nobody who would do it (posix/signal). */
static bool tell_others(const struct uk_process *p)
{
	const struct uk_posix_thread *self = uk_posix_thread_current();
	struct uk_posix_thread *pt;

	if (!self->sig)
		return false;
	uk_list_for_each_entry (pt, &p->threads, link) {
		if (pt == self)
			continue;
		pt->ending = true;
		uk_thread_work_post(pt->thread, UK_THREAD_WORK_SIGNAL);
		uk_thread_wake(pt->thread);
	}
	return true;
}

/* Until they have gone, the new ones that they made included; some time at
 * most: what sleeps and cannot be woken does not keep the program.
 */
static void wait_for_others(const struct uk_process *p)
{
	__nsec end = ukplat_monotonic_clock() + END_MAX;
	__nsec now;

	while (p->thread_count > 1 && tell_others(p)) {
		now = ukplat_monotonic_clock();
		if (now >= end)
			return;
		(void)uk_waitq_wait_event_deadline(&ended, p->thread_count == 1,
						   now + END_ASK);
	}
}

int uk_process_end_others(void)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_process *p = pt->process;

	if (p->ender || pt->ending)
		return -EINTR;
	p->ender = pt;
	wait_for_others(p);
	end_others(p);
	p->ender = NULL;
	if (pt->tid == p->pid)
		return 0;
	process_thread_remove(pt);
	pt->tid = p->pid;
	process_thread_insert(pt);
	return 0;
}

void uk_process_exit(int status)
{
	struct uk_process *p = uk_process_current();

	if (!p->exiting) {
		p->exiting = true;
		p->exit_status = status;
	}
	/* Nothing of the other threads is wanted any more */
	if (p == uk_process_init())
		machine_exit(p->exit_status);
	end_others(p);
	uk_posix_thread_exit(status);
}

void uk_posix_process_kill(struct uk_thread *thread)
{
	struct uk_process *p = thread->posix->process;

	if (p == uk_process_current() || p == uk_process_init()) {
		p->exiting = true;
		p->exit_status = 9; /* SIGKILL */
		uk_process_exit(p->exit_status);
	}
	while (p->thread_count) {
		struct uk_posix_thread *pt = uk_list_first_entry(
			&p->threads, struct uk_posix_thread, link);

		process_clone_term(p->thread_count > 1 ? CLONE_THREAD : 0,
				   pt->thread);
		uk_sched_thread_terminate(pt->thread);
		process_thread_destroy(pt);
	}
	process_end(p);
}

UK_LLSYSCALL_R_DEFINE(int, exit, int, code)
{
	uk_posix_thread_exit(STATUS_OF_CODE(code));
}

UK_LLSYSCALL_R_DEFINE(int, exit_group, int, code)
{
	uk_process_exit(STATUS_OF_CODE(code));
}
