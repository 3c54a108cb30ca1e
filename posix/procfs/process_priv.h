/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of this folder. */
#ifndef __POSIX_PROCFS_PRIV_H__
#define __POSIX_PROCFS_PRIV_H__

#include <errno.h>
#include <stdbool.h>
#include <uk/process.h>
#include <uk/procfs.h>

/* process.c: who a file is about, or NULL. Do not sleep while you use it. */
struct uk_posix_thread *proc_thread(const struct procfs_ids *of);
struct uk_process *proc_process(const struct procfs_ids *of);

/* May the running thread see what is only its owner's? */
bool proc_may_look(const struct uk_process *p);

/* links.c */
int proc_exe(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_cwd(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_root(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_exe_jump(const struct procfs_ids *of, struct vfscore_path *path);
int proc_cwd_jump(const struct procfs_ids *of, struct vfscore_path *path);
int proc_root_jump(const struct procfs_ids *of, struct vfscore_path *path);

/* maps.c */
int proc_maps(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_smaps(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_smaps_rollup(struct uk_streambuf *out, const struct procfs_ids *of);

/* pages.c: what a process has in memory, in bytes */
struct proc_pages {
	unsigned long present; /* in the page table */
	unsigned long own;     /* of these, nobody else's */
	unsigned long written; /* of a file's, by this program */
};

struct uk_vma;
void proc_pages_count(const struct uk_vma *vma, struct proc_pages *pages);

/* status.c */
int proc_stat(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_statm(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_status(struct uk_streambuf *out, const struct procfs_ids *of);

/* memory.c: what lies in the process's own memory */
int proc_cmdline(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_environ(struct uk_streambuf *out, const struct procfs_ids *of);
int proc_auxv(struct uk_streambuf *out, const struct procfs_ids *of);

/* limits.c */
int proc_limits(struct uk_streambuf *out, const struct procfs_ids *of);

/* fd.c: in a process's directory, in a thread's */
extern struct procfs_numbers proc_fd_numbers, proc_task_fd_numbers;
extern struct procfs_numbers proc_fdinfo_numbers, proc_task_fdinfo_numbers;

/* system.c, sysctl.c: what is about no process */
void proc_system_add(void);
void proc_sysctl_add(void);

#endif /* __POSIX_PROCFS_PRIV_H__ */
