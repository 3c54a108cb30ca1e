/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The directories of processes and of their threads. A process's id names its
 * directory; any thread's does, too, but is not listed.
 */
#include <stdio.h>
#include <string.h>
#include <uk/init.h>
#include "process_priv.h"

struct uk_posix_thread *proc_thread(const struct procfs_ids *of)
{
	struct uk_posix_thread *pt = uk_posix_thread_find(of->id);
	struct uk_process *p;

	if (pt || of->thread)
		return pt;
	/* The first thread has ended: another one stands for the process */
	p = uk_process_find(of->id);
	return p && !uk_list_empty(&p->threads)
		       ? uk_list_first_entry(&p->threads,
					     struct uk_posix_thread, link)
		       : NULL;
}

struct uk_process *proc_process(const struct procfs_ids *of)
{
	const struct uk_posix_thread *pt = proc_thread(of);

	return pt ? pt->process : NULL;
}

bool proc_may_look(const struct uk_process *p)
{
	const struct uk_credentials *of = &uk_process_thread(p)->cred;
	uint32_t fsuid = uk_cred_current()->fsuid;

	return uk_capable(UK_CAP_SYS_PTRACE) || p == uk_process_current() ||
	       (fsuid == of->euid && fsuid == of->suid && fsuid == of->uid &&
		p->dumpable);
}

/* ---- files ---- */

static int comm(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_posix_thread *pt = proc_thread(of);

	if (!pt)
		return -ESRCH;
	uk_streambuf_printf(out, "%s\n", pt->comm);
	return 0;
}

/* A thread names itself and those of its process. */
static ssize_t comm_store(const struct procfs_ids *of, const char *text,
			  size_t len)
{
	struct uk_posix_thread *pt = proc_thread(of);

	if (!pt)
		return -ESRCH;
	if (pt->process != uk_process_current())
		return -EINVAL;
	memset(pt->comm, 0, sizeof(pt->comm));
	strncpy(pt->comm, text, sizeof(pt->comm) - 1);
	return (ssize_t)len;
}

static int cgroup(struct uk_streambuf *out,
		  const struct procfs_ids *of __unused)
{
	uk_streambuf_strcpy(out, "0::/\n");
	return 0;
}

static int mounts(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	return p ? procfs_mounts(out, uk_process_thread(p)->fs) : -EINVAL;
}

static int mountinfo(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	return p ? procfs_mountinfo(out, uk_process_thread(p)->fs) : -EINVAL;
}

/* ---- directories ---- */

/* In both kinds of directories */
#define COMMON_ENTRIES                                                \
	PROCFS_FILE("auxv", 0400, proc_auxv),                         \
		PROCFS_FILE("cgroup", 0444, cgroup),                  \
		PROCFS_FILE("cmdline", 0444, proc_cmdline),           \
		{.name = "comm",                                      \
		 .mode = S_IFREG | 0644,                              \
		 .show = comm,                                        \
		 .store = comm_store},                                \
		{.name = "cwd",                                       \
		 .mode = S_IFLNK | 0777,                              \
		 .show = proc_cwd,                                    \
		 .jump = proc_cwd_jump},                              \
		PROCFS_FILE("environ", 0400, proc_environ),           \
		{.name = "exe",                                       \
		 .mode = S_IFLNK | 0777,                              \
		 .show = proc_exe,                                    \
		 .jump = proc_exe_jump},                              \
		PROCFS_FILE("limits", 0444, proc_limits),             \
		PROCFS_FILE("maps", 0444, proc_maps),                 \
		PROCFS_FILE("mountinfo", 0444, mountinfo),            \
		PROCFS_FILE("mounts", 0444, mounts),                  \
		{.name = "root",                                      \
		 .mode = S_IFLNK | 0777,                              \
		 .show = proc_root,                                   \
		 .jump = proc_root_jump},                             \
		PROCFS_FILE("smaps", 0444, proc_smaps),               \
		PROCFS_FILE("smaps_rollup", 0444, proc_smaps_rollup), \
		PROCFS_FILE("stat", 0444, proc_stat),                 \
		PROCFS_FILE("statm", 0444, proc_statm),               \
		PROCFS_FILE("status", 0444, proc_status)

/* Numbers of descriptors, for one kind of directory each */
#define FD_ENTRIES(numbers_, info_)                                           \
	{.name = "fd", .mode = S_IFDIR | 0500, .numbers = &(numbers_)},       \
	{                                                                     \
		.name = "fdinfo", .mode = S_IFDIR | 0555, .numbers = &(info_) \
	}

static int task_next(const struct procfs_ids *of, int from)
{
	const struct uk_process *p = proc_process(of);
	const struct uk_posix_thread *pt;
	int lowest = -ENOENT;

	if (!p)
		return -ENOENT;
	uk_list_for_each_entry (pt, &p->threads, link)
		if (pt->tid >= from && (lowest < 0 || pt->tid < lowest))
			lowest = pt->tid;
	return lowest;
}

static struct procfs_entry thread_entries[] = {
	COMMON_ENTRIES,
	FD_ENTRIES(proc_task_fd_numbers, proc_task_fdinfo_numbers),
};

static struct procfs_entry thread = PROCFS_DIR("thread", thread_entries);

static struct procfs_numbers tasks = {
	.entry = &thread,
	.next = task_next,
};

static struct procfs_entry process_entries[] = {
	COMMON_ENTRIES,
	FD_ENTRIES(proc_fd_numbers, proc_fdinfo_numbers),
	{.name = "task", .mode = S_IFDIR | 0555, .numbers = &tasks},
};

static int process_next(const struct procfs_ids *of __unused, int from)
{
	int pid = uk_process_next(from);

	return pid < 0 ? -ENOENT : pid;
}

static bool process_has(const struct procfs_ids *of __unused, int number)
{
	const struct procfs_ids ids = {.id = number, .fd = -1};

	return number > 0 && proc_thread(&ids);
}

/* Files of a process are its user's; those of one whose memory nobody may see
 * are root's.
 */
static int process_attr(const struct procfs_ids *of, struct vattr *vap)
{
	const struct uk_process *p = proc_process(of);

	if (!p)
		return -ENOENT;
	if (p->dumpable || vap->va_mode == (S_IFDIR | 0555)) {
		vap->va_uid = uk_process_thread(p)->cred.euid;
		vap->va_gid = uk_process_thread(p)->cred.egid;
	}
	return 0;
}

static struct procfs_entry process = PROCFS_DIR("process", process_entries);

static struct procfs_numbers processes = {
	.entry = &process,
	.next = process_next,
	.has = process_has,
	.attr = process_attr,
};

static int self(struct uk_streambuf *out, const struct procfs_ids *of __unused)
{
	uk_streambuf_printf(out, "%d", uk_process_current()->pid);
	return 0;
}

static int thread_self(struct uk_streambuf *out,
		       const struct procfs_ids *of __unused)
{
	const struct uk_posix_thread *pt = uk_posix_thread_current();

	uk_streambuf_printf(out, "%d/task/%d", pt->process->pid, pt->tid);
	return 0;
}

static int self_mounts(struct uk_streambuf *out,
		       const struct procfs_ids *of __unused)
{
	uk_streambuf_strcpy(out, "self/mounts");
	return 0;
}

static struct procfs_entry links[] = {
	PROCFS_LINK("self", self),
	PROCFS_LINK("thread-self", thread_self),
	PROCFS_LINK("mounts", self_mounts),
};

static int proc_boot(void)
{
	procfs_add_numbers(&processes);
	procfs_add(NULL, links, ARRAY_SIZE(links));
	proc_system_add();
	proc_sysctl_add();
	return 0;
}

uk_lib_initcall(proc_boot);
