/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The end of threads and processes. */
#include <stddef.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/boot.h>
#include <uk/print.h>
#include <uk/sched.h>
#include <uk/syscall.h>
#include "process_priv.h"

/* As wait4() encodes it: a signal, or an exit code above */
#define STATUS_SIGNAL(status) ((status)&0x7f)
#define STATUS_CODE(status)   (((status) >> 8) & 0xff)
#define STATUS_OF_CODE(code)  (((code)&0xff) << 8)

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

void uk_posix_thread_exit(int status)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_process *p;

	UK_ASSERT(pt);
	p = pt->process;
	process_clone_term(p->thread_count > 1 ? CLONE_THREAD : 0, pt->thread);
	process_thread_destroy(pt);
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

void uk_process_end_others(void)
{
	struct uk_posix_thread *pt = uk_posix_thread_current();
	struct uk_process *p = pt->process;

	end_others(p);
	if (pt->tid == p->pid)
		return;
	process_thread_remove(pt);
	pt->tid = p->pid;
	process_thread_insert(pt);
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
