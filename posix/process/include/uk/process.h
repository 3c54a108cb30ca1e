/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Processes and their threads, as Linux shows them.
 *
 * A process owns an address space, a descriptor table, signal actions and
 * limits; each is the object of the module that knows it, reached by a pointer
 * here that this module sets. Its threads are threads of the scheduler with a
 * struct uk_posix_thread, and each has credentials and what goes with them, a
 * place in the file system. Kernel threads belong to no process.
 *
 * The image begins with process 1, to which the thread of main() belongs; its
 * end is the machine's.
 */
#ifndef __UK_PROCESS_H__
#define __UK_PROCESS_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/types.h>
#include <uk/list.h>
#include <uk/thread.h>
#include <uk/wait_types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct uk_fdtab;
struct uk_posix_thread;
struct uk_process;
struct uk_signal;
struct uk_signal_thread;
struct uk_timers;
struct uk_vas;
struct vfscore_ctx;
struct vfscore_file;

/* ---- objects ---- */

#define UK_COMM_LEN 16 /* a thread's name, with its end */

/* Linux's resources, RLIMIT_CPU (0) to RLIMIT_RTTIME */
#define UK_RLIMITS	 16
#define UK_RLIM_INFINITY (~0UL)

struct uk_rlimit {
	unsigned long cur;
	unsigned long max;
};

#define UK_NGROUPS 32 /* further groups; more are -ENOMEM */

/* Capabilities that something asks for; capabilities(7), numbers as in Linux's
 * <linux/capability.h>
 */
enum uk_cap {
	UK_CAP_FOWNER = 3,
	UK_CAP_SETGID = 6,
	UK_CAP_SETUID = 7,
	UK_CAP_SETPCAP = 8,
	UK_CAP_SYS_PTRACE = 19,
	UK_CAP_SYS_ADMIN = 21,
	UK_CAP_SYS_NICE = 23,
	UK_CAP_SYS_RESOURCE = 24,
	UK_CAP_SYS_TIME = 25,
	UK_CAP_LAST = 40, /* CAP_CHECKPOINT_RESTORE */
};

#define UK_CAPS_ALL ((2ULL << UK_CAP_LAST) - 1)

/* Sets of capabilities, a bit for each */
struct uk_caps {
	uint64_t effective, permitted, inheritable;
	uint64_t bounding, ambient;
};

/* How capabilities follow users: bits of securebits, each with a lock above */
#define UK_SECURE_NOROOT	   0x01
#define UK_SECURE_NO_SETUID_FIXUP  0x04
#define UK_SECURE_KEEP_CAPS	   0x10
#define UK_SECURE_NO_AMBIENT_RAISE 0x40
#define UK_SECURE_ALL		   0x55
#define UK_SECURE_LOCKS		   0xaa

/* Who a thread is: each has its own, as on Linux. */
struct uk_credentials {
	uint32_t uid, euid, suid, fsuid;
	uint32_t gid, egid, sgid, fsgid;
	struct uk_caps caps;
	uint8_t securebits;
	unsigned int nr_groups;
	uint32_t groups[UK_NGROUPS];
};

/* May it do what the capability is for? */
static inline bool uk_cred_can(const struct uk_credentials *c, enum uk_cap cap)
{
	return c->caps.effective >> cap & 1;
}

/*
 * posix/fdio's: the running thread is to act as somebody else than the others
 * of its process (0 or -ENOMEM), and does so from now on, which cannot fail
 * after the former. Nothing without that module.
 */
int uk_cred_files_prepare(void) __weak;
void uk_cred_files_changed(void) __weak;

struct uk_process {
	int pid;
	int pgid, sid;
	struct uk_process *parent;   /* NULL: nobody waits for it */
	struct uk_list_head threads; /* struct uk_posix_thread.link */
	unsigned int thread_count;

	struct uk_vas *vas;	/* loader, posix/mmap */
	__vaddr_t brk_start;	/* the heap that brk() moves the end of */
	__vaddr_t brk_end;	/* not page aligned */
	bool lock_future;	/* posix/mmap: mlockall(MCL_FUTURE) */
	__vaddr_t sigreturn;	/* loader: where signal handlers return to
				 * that say nothing else; 0: nowhere
				 */
	struct uk_fdtab *fdtab; /* posix/fdtab */
	struct uk_signal *sig;	/* posix/signal: actions, pending */

	struct uk_rlimit rlimits[UK_RLIMITS];
	unsigned int personality;
	unsigned int membarrier; /* commands that were registered */
	bool dumpable;
	bool subreaper;
	bool exiting;
	struct uk_posix_thread *ender; /* ends all others, or NULL */
	int exit_status;	       /* as wait4() has it */
	__nsec started;		       /* monotonic clock */
	__nsec dead_time;	       /* CPU time of threads that have ended */
	unsigned long dead_blocked,
		dead_preempted;	  /* and how often they were */
	struct uk_timers *timers; /* posix/time: interval and POSIX timers */

	/* For /proc: where the loader has put what, in the address space */
	char *exe; /* path of the program; allocated, or NULL */
	/* The same as an open file, with a reference, if it is one */
	struct vfscore_file *exe_file;
	__vaddr_t arg_start, arg_end, env_start, env_end, stack_top;
	__vaddr_t auxv_start, auxv_end;
};

struct uk_posix_thread {
	struct uk_list_head link;
	struct uk_hlist_node hash; /* by tid */
	struct uk_thread *thread;
	struct uk_process *process;
	int tid;
	char comm[UK_COMM_LEN];
	bool ending; /* goes no further in its program: posix/signal */

	int *clear_child_tid;	      /* application's; NULL: none */
	void *robust_list;	      /* application's; NULL: none */
	void *futex;		      /* posix/futex: what it waits for */
	struct uk_signal_thread *sig; /* posix/signal: mask, pending */
	struct vfscore_ctx *fs; /* posix/fdio: root, working directory, umask,
				 * whom it acts as
				 */
	void *rseq;		/* application's; NULL: not registered */
	uint32_t rseq_len, rseq_signature;

	/* What sched_*() set. All threads have the same right to the CPU: these
	 * are kept and shown.
	 */
	uint8_t policy;	  /* SCHED_* */
	uint8_t priority; /* of the real-time policies */
	int nice;
	/* prctl() */
	bool no_new_privs;
	uint8_t parent_death_signal;
	unsigned long timer_slack; /* nanoseconds */

	struct uk_credentials cred;
};

/* The running thread's; NULL in a kernel thread. Any context. */
static inline struct uk_posix_thread *uk_posix_thread_current(void)
{
	return uk_thread_current()->posix;
}

/* The running thread's process; only where there is one. Any context. */
static inline struct uk_process *uk_process_current(void)
{
	return uk_posix_thread_current()->process;
}

/* The running thread's; only where there is one. Any context. */
static inline struct uk_credentials *uk_cred_current(void)
{
	return &uk_posix_thread_current()->cred;
}

/* May the running thread do what the capability is for? */
static inline bool uk_capable(enum uk_cap cap)
{
	return uk_cred_can(uk_cred_current(), cap);
}

/* The first of a process's threads: what the process is asked for that each
 * thread has. A process that can be found has one.
 */
static inline struct uk_posix_thread *uk_process_thread(
	const struct uk_process *p)
{
	return uk_list_first_entry(&p->threads, struct uk_posix_thread, link);
}

/* The thread with an id, or NULL; the process with one. Do not sleep while
 * you use it.
 */
struct uk_posix_thread *uk_posix_thread_find(int tid);
struct uk_process *uk_process_find(int pid);

/* The lowest id of a process that is not below from, or -1. */
int uk_process_next(int from);

/* CPU time of all its threads, those that have ended included. */
__nsec uk_process_run_time(const struct uk_process *p);

/* Process 1. */
struct uk_process *uk_process_init(void);

/* ---- limits of the system: /proc/sys. Setting is 0 or -EINVAL ---- */

/* Ids are below that; what descriptors' limits may be raised to. */
long uk_pid_max(void);
int uk_pid_max_set(long max);
long uk_nr_open(void);
int uk_nr_open_set(long max);

/*
 * posix/pipe's: how large anybody may make a pipe, in bytes, and larger who has
 * CAP_SYS_RESOURCE. posix/socket's: the most that listen() takes for a backlog.
 */
long uk_pipe_max_size(void) __weak;
int uk_pipe_max_size_set(long size) __weak;
long posix_socket_backlog_max(void) __weak;
int posix_socket_backlog_max_set(long max) __weak;

/* ---- cred.c ---- */

/* The running thread has these credentials from now on. 0 or -ENOMEM. */
int uk_cred_set(const struct uk_credentials *cred);

/*
 * What execve() makes of the running thread's, when there is no other any more;
 * that cannot fail after the former, which is 0 or -ENOMEM.
 */
int uk_cred_exec_prepare(void);
void uk_cred_exec(void);

/* ---- creation and end ---- */

/*
 * The interface's: makes a process of a thread that is in none, child of
 * parent's process (NULL: of nobody). 0 or -ENOMEM, -EINVAL.
 */
int uk_posix_process_create(struct uk_alloc *a, struct uk_thread *thread,
			    struct uk_thread *parent);

/* Ends the process of a thread, which may be the caller's, as by SIGKILL. */
void uk_posix_process_kill(struct uk_thread *thread);

/*
 * Ends the running thread; with its last thread the process, with status
 * (as wait4() has it: exit code << 8, or a signal's number). The end of
 * process 1 is the machine's.
 */
void uk_posix_thread_exit(int status) __noreturn;

/* Ends the running thread's process. */
void uk_process_exit(int status) __noreturn;

/*
 * Ends all threads of the running thread's process but the running one, which
 * takes the process's id: for execve(). They are told and go by themselves,
 * after the system calls that they sleep in: these end as by a signal, and
 * give back what they hold. May sleep. -EINTR: another thread does the same,
 * the running one is to end.
 */
int uk_process_end_others(void);

/* ---- what other modules do when threads come and go ---- */

#define CLONE_NEWTIME	     0x00000080
#define CLONE_VM	     0x00000100
#define CLONE_FS	     0x00000200
#define CLONE_FILES	     0x00000400
#define CLONE_SIGHAND	     0x00000800
#define CLONE_PIDFD	     0x00001000
#define CLONE_PTRACE	     0x00002000
#define CLONE_VFORK	     0x00004000
#define CLONE_PARENT	     0x00008000
#define CLONE_THREAD	     0x00010000
#define CLONE_NEWNS	     0x00020000
#define CLONE_SYSVSEM	     0x00040000
#define CLONE_SETTLS	     0x00080000
#define CLONE_PARENT_SETTID  0x00100000
#define CLONE_CHILD_CLEARTID 0x00200000
#define CLONE_DETACHED	     0x00400000
#define CLONE_UNTRACED	     0x00800000
#define CLONE_CHILD_SETTID   0x01000000
#define CLONE_NEWCGROUP	     0x02000000
#define CLONE_NEWUTS	     0x04000000
#define CLONE_NEWIPC	     0x08000000
#define CLONE_NEWUSER	     0x10000000
#define CLONE_NEWPID	     0x20000000
#define CLONE_NEWNET	     0x40000000
#define CLONE_IO	     0x80000000
#define CLONE_CLEAR_SIGHAND  0x100000000ULL

/* clone3(2) */
struct clone_args {
	uint64_t flags;
	uint64_t pidfd;
	uint64_t child_tid;
	uint64_t parent_tid;
	uint64_t exit_signal;
	uint64_t stack;
	uint64_t stack_size;
	uint64_t tls;
	uint64_t set_tid;
	uint64_t set_tid_size;
	uint64_t cgroup;
};

#define UK_POSIX_CLONE_ARGS_HAS(field, cl_args_len)              \
	((cl_args_len) >= __offsetof(struct clone_args, field) + \
				  sizeof(((struct clone_args *)0)->field))

/*
 * Called for each new thread: child->posix is set, its process is that of the
 * parent if CLONE_THREAD is among the flags, else new. parent is NULL for the
 * first thread of the image. init returns 0 or a negative errno, which fails
 * the clone. term is called when the thread ends, in its own context if it
 * ends by itself, with the flags it was made with; and for those whose init
 * had run when another one's failed.
 */
typedef int (*uk_posix_clone_init_func_t)(const struct clone_args *cl_args,
					  __sz cl_args_len,
					  struct uk_thread *child,
					  struct uk_thread *parent);
typedef void (*uk_posix_clone_term_func_t)(__u64 cl_flags,
					   struct uk_thread *child);

struct uk_posix_clonetab_entry {
	__u64 flags_mask;   /* clone flags that this entry takes care of */
	bool presence_only; /* init only if one of them is given */
	uk_posix_clone_init_func_t init; /* may be NULL */
	uk_posix_clone_term_func_t term; /* may be NULL */
};

#define __UK_POSIX_CLONETAB_ENTRY(arg_flags_mask, arg_presence_only, init_fn, \
				  term_fn, prio)                              \
	static const struct uk_posix_clonetab_entry __used __section(         \
		".uk_posix_clonetab" #prio) __align(8)                        \
		UK_CONCAT(__uk_posix_clonetab_, __LINE__) = {                 \
			.flags_mask = (arg_flags_mask),                       \
			.presence_only = (arg_presence_only),                 \
			.init = (init_fn),                                    \
			.term = (term_fn),                                    \
	}
#define _UK_POSIX_CLONETAB_ENTRY(flags_mask, presence_only, init_fn, term_fn,  \
				 prio)                                         \
	__UK_POSIX_CLONETAB_ENTRY(flags_mask, presence_only, init_fn, term_fn, \
				  prio)
/* prio: a digit, 0 is first at init and last at term */
#define UK_POSIX_CLONE_HANDLER_PRIO(flags_mask, presence_only, init_fn,       \
				    term_fn, prio)                            \
	_UK_POSIX_CLONETAB_ENTRY(flags_mask, presence_only, init_fn, term_fn, \
				 prio)
#define UK_POSIX_CLONE_HANDLER(flags_mask, presence_only, init_fn, term_fn) \
	UK_POSIX_CLONE_HANDLER_PRIO(flags_mask, presence_only, init_fn,     \
				    term_fn, 9)

#ifdef __cplusplus
}
#endif

#endif /* __UK_PROCESS_H__ */
