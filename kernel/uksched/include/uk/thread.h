/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Threads: the object, its parts, and blocking.
 *
 * A thread has a stack, on which its function runs, and a kernel stack, on
 * which traps, interrupts and system calls that interrupt application code
 * are handled (a kernel thread has one stack that is both). It may have
 * thread-local storage, and an ectx: the memory for its vector registers.
 *
 * Creation has three forms: init_* fills an object of the caller, create_*
 * allocates it, *_container leaves the program counter open until one of
 * uk_thread_container_init_*() sets it. A created thread runs when it is added
 * to a scheduler (<uk/sched.h>).
 */
#ifndef __UK_THREAD_H__
#define __UK_THREAD_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <arch/percpu.h>
#include <uk/arch/ctx.h>
#include <uk/arch/limits.h>
#include <uk/arch/time.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include <uk/list.h>
#include <uk/prio.h>
#include <uk/queue.h>
#include <uk/timer.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct uk_posix_thread;
struct uk_sched;
struct uk_thread;
struct uk_waitq_entry;

/* Thread functions. One that returns ends its thread. */
typedef void (*uk_thread_fn0_t)(void);
typedef void (*uk_thread_fn1_t)(void *);
typedef void (*uk_thread_fn2_t)(void *, void *);

/* Bytes of a kernel stack */
#define UK_THREAD_KSTACK_SIZE \
	((size_t)__PAGE_SIZE << CONFIG_LIBUKSCHED_KSTACK_PAGE_ORDER)

/* Called when the thread is released, before its memory is freed. */
typedef void (*uk_thread_dtor_t)(struct uk_thread *);
/* See uk_sched_thread_exit2(). */
typedef void (*uk_thread_gc_t)(struct uk_thread *, void *);

#define UK_THREADF_ECTX	     0x01 /* may use vector registers */
#define UK_THREADF_UKTLS     0x02 /* its TLS area is ours */
#define UK_THREADF_RUNNABLE  0x04 /* not blocked */
#define UK_THREADF_EXITED    0x08 /* does not run any more */
#define UK_THREADF_QUEUEABLE 0x10 /* not on a CPU: may enter a run queue */
/* Ours; a thread of the interface has none of them. */
#define UK_THREADF_JOINABLE 0x20 /* stays until uk_sched_thread_join() */

/*
 * What a thread has to do before it goes on in application code. SIGNAL also
 * ends its interruptible waits (<uk/wait.h>); who posts it sets it and then
 * wakes the thread.
 */
#define UK_THREAD_WORK_SIGNAL	 0x1
#define UK_THREAD_WORK_PREEMPTED 0x2

/*
 * Flags, wakeup_time and the links are written with interrupts off. Fields in
 * the first group are read by the switch: they share a cache line.
 */
struct uk_thread {
	struct ukarch_ctx ctx; /* while it does not run */
	struct ukarch_ectx *ectx;
	uintptr_t tlsp;	    /* TLS pointer while it does not run */
	uintptr_t app_base; /* while it does not run: <arch/asm/app_base.h> */
	uintptr_t kstack_top;
	uintptr_t kstack_bottom;
	uintptr_t app_limit; /* while it does not run, see <uk/access.h> */
	uint32_t flags;
	uint32_t preempt_count;	   /* while it does not run */
	uint32_t app_work;	   /* UK_THREAD_WORK_*, by _work_post() */
	uint32_t preempt_work;	   /* what is posted when it is preempted */
	int libc_errno;		   /* errno of nolibc, nobody else's */
	struct uk_list_head queue; /* the scheduler's, while it is ready */

	__snsec wakeup_time; /* of a block with a time-out, else 0 */
	struct uk_sched *sched;
	const char *name;	       /* not copied; may be NULL */
	__nsec run_time;	       /* on a CPU, up to run_since */
	__nsec run_since;	       /* when it was switched to */
	unsigned long times_blocked;   /* how often it has blocked */
	unsigned long times_preempted; /* how often others ran instead */
	void *priv;		       /* the creator's */
	struct uk_posix_thread
		*posix; /* posix/process's; NULL: of the kernel */
	__uptr uktlsp;	/* TLS area that is ours, 0: none */
	uk_thread_dtor_t dtor;

	struct uk_timer timer;	      /* wakes it at wakeup_time */
	struct uk_waitq_entry *waits; /* wait queues it is in, inmost first */
	UK_TAILQ_ENTRY(struct uk_thread) thread_list; /* or exited_threads */

	/* The function and its arguments, until it runs */
	union {
		uk_thread_fn0_t fn0;
		uk_thread_fn1_t fn1;
		uk_thread_fn2_t fn2;
	} _start;
	void *_start_arg[2];

	struct {
		struct uk_alloc *t_a; /* of the object itself */
		void *stack;
		struct uk_alloc *stack_a;
		void *uktls;
		struct uk_alloc *uktls_a;
		void *ectx; /* NULL: no memory of its own */
		struct uk_alloc *ectx_a;
		void *kstack;
	} _mem;
	uk_thread_gc_t _gc_fn;
	void *_gc_argp;
	struct uk_thread *_joiner; /* sleeps in uk_sched_thread_join() */
};

UK_TAILQ_HEAD(uk_thread_list, struct uk_thread);

/* The time that a thread has been on a CPU. Any context. */
__nsec uk_thread_run_time(const struct uk_thread *thread);

/* The running thread; NULL before a scheduler was started. */
static inline struct uk_thread *uk_thread_current(void)
{
	return arch_thread_get();
}

/* <uk/sched.h> */
#define uk_thread_exit()	    uk_sched_thread_exit()
#define uk_thread_terminate(thread) uk_sched_thread_terminate(thread)

/* Is a signal pending for the running thread? Then it should not sleep. */
static inline bool uk_thread_interrupted(void)
{
	struct uk_thread *t = uk_thread_current();

	return t && (__atomic_load_n(&t->app_work, __ATOMIC_RELAXED) &
		     UK_THREAD_WORK_SIGNAL);
}

#define uk_thread_is_exited(t)	  ((t)->flags & UK_THREADF_EXITED)
#define uk_thread_is_runnable(t)  ((t)->flags & UK_THREADF_RUNNABLE)
#define uk_thread_is_blocked(t)	  (!uk_thread_is_runnable(t))
#define uk_thread_is_queueable(t) ((t)->flags & UK_THREADF_QUEUEABLE)

/* Plain flag changes, interrupts off; use uk_thread_block(), _wake(). */
#define uk_thread_set_runnable(t)    ((t)->flags |= UK_THREADF_RUNNABLE)
#define uk_thread_set_blocked(t)     ((t)->flags &= ~UK_THREADF_RUNNABLE)
#define uk_thread_set_queueable(t)   ((t)->flags |= UK_THREADF_QUEUEABLE)
#define uk_thread_clear_queueable(t) ((t)->flags &= ~UK_THREADF_QUEUEABLE)

/* block.c: blocking. Any context. */

/*
 * The thread does not run from its next uk_sched_yield() on, or at once if it
 * is another than the running one, until someone wakes it. A wake-up between
 * the block and the yield is not lost: the yield then returns at its turn.
 * Also for nsec nanoseconds at most.
 */
void uk_thread_block(struct uk_thread *thread);
void uk_thread_block_timeout(struct uk_thread *thread, __nsec nsec);
/* Until a time of the monotonic clock at most; 0: no limit. */
void uk_thread_block_until(struct uk_thread *thread, __nsec deadline);

/* Makes a blocked thread runnable. Others are left alone, and exited ones. */
void uk_thread_wake(struct uk_thread *thread);

/*
 * Adds to, takes from, what a thread has to do before it goes on in application
 * code; clear is for the running thread. Posting does not wake.
 */
void uk_thread_work_post(struct uk_thread *thread, uint32_t work);
void uk_thread_work_clear(uint32_t work);

/*
 * Marks a thread that is not running as exited, for who handles the end of
 * threads by himself instead of uk_sched_thread_exit().
 */
void uk_thread_set_exited(struct uk_thread *t);

/*
 * thread.c, container.c: creation. Common parameters:
 *
 *	a		allocates the object, and the ectx unless no_ectx
 *	a_stack		allocates the stack of stack_len bytes (0: STACK_SIZE);
 *			NULL: no stack, a kernel stack is enough or the caller
 *			sets one. uk_thread_stack_allocator() makes stacks with
 *			a guard page
 *	a_uktls		allocates a TLS area; NULL: no TLS
 *	sp, tlsp	what the caller has prepared; 0: none
 *	is_uktls	tlsp is the TLS pointer of an area of ours
 *	ectx		prepared memory; NULL: none. custom_ectx: there is one
 *	dtor		see above; may be NULL
 *
 * init_* return 0 or a negative errno, create_* NULL when there is no memory
 * or a UK_THREAD_INIT function failed; nothing is left behind then.
 */
int uk_thread_init_bare(struct uk_thread *t, uintptr_t ip, uintptr_t sp,
			uintptr_t tlsp, bool is_uktls, struct ukarch_ectx *ectx,
			const char *name, void *priv, uk_thread_dtor_t dtor);
int uk_thread_init_bare_fn0(struct uk_thread *t, uk_thread_fn0_t fn,
			    uintptr_t sp, uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor);
int uk_thread_init_bare_fn1(struct uk_thread *t, uk_thread_fn1_t fn, void *argp,
			    uintptr_t sp, uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor);
int uk_thread_init_bare_fn2(struct uk_thread *t, uk_thread_fn2_t fn,
			    void *argp0, void *argp1, uintptr_t sp,
			    uintptr_t tlsp, bool is_uktls,
			    struct ukarch_ectx *ectx, const char *name,
			    void *priv, uk_thread_dtor_t dtor);

int uk_thread_init_fn0(struct uk_thread *t, uk_thread_fn0_t fn,
		       struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor);
int uk_thread_init_fn1(struct uk_thread *t, uk_thread_fn1_t fn, void *argp,
		       struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor);
int uk_thread_init_fn2(struct uk_thread *t, uk_thread_fn2_t fn, void *argp0,
		       void *argp1, struct uk_alloc *a_stack, size_t stack_len,
		       struct uk_alloc *a_uktls, bool custom_ectx,
		       struct ukarch_ectx *ectx, const char *name, void *priv,
		       uk_thread_dtor_t dtor);

struct uk_thread *uk_thread_create_bare(struct uk_alloc *a, uintptr_t ip,
					uintptr_t sp, uintptr_t tlsp,
					bool is_uktls, bool no_ectx,
					const char *name, void *priv,
					uk_thread_dtor_t dtor);
struct uk_thread *uk_thread_create_container(struct uk_alloc *a,
					     struct uk_alloc *a_stack,
					     size_t stack_len,
					     struct uk_alloc *a_uktls,
					     bool no_ectx, const char *name,
					     void *priv, uk_thread_dtor_t dtor);
struct uk_thread *uk_thread_create_container2(struct uk_alloc *a, uintptr_t sp,
					      uintptr_t tlsp, bool is_uktls,
					      bool no_ectx, const char *name,
					      void *priv,
					      uk_thread_dtor_t dtor);
struct uk_thread *uk_thread_create_fn0(struct uk_alloc *a, uk_thread_fn0_t fn,
				       struct uk_alloc *a_stack,
				       size_t stack_len,
				       struct uk_alloc *a_uktls, bool no_ectx,
				       const char *name, void *priv,
				       uk_thread_dtor_t dtor);
struct uk_thread *uk_thread_create_fn1(struct uk_alloc *a, uk_thread_fn1_t fn,
				       void *argp, struct uk_alloc *a_stack,
				       size_t stack_len,
				       struct uk_alloc *a_uktls, bool no_ectx,
				       const char *name, void *priv,
				       uk_thread_dtor_t dtor);
struct uk_thread *uk_thread_create_fn2(
	struct uk_alloc *a, uk_thread_fn2_t fn, void *argp0, void *argp1,
	struct uk_alloc *a_stack, size_t stack_len, struct uk_alloc *a_uktls,
	bool no_ectx, const char *name, void *priv, uk_thread_dtor_t dtor);

/*
 * Where a container goes on when it is first switched to; makes it runnable.
 * bare: at ip with nothing set up. fn*: at the function, on the container's
 * stack, or on its kernel stack if it has no other.
 */
void uk_thread_container_init_bare(struct uk_thread *t, uintptr_t ip);
void uk_thread_container_init_fn0(struct uk_thread *t, uk_thread_fn0_t fn);
void uk_thread_container_init_fn1(struct uk_thread *t, uk_thread_fn1_t fn,
				  void *argp);
void uk_thread_container_init_fn2(struct uk_thread *t, uk_thread_fn2_t fn,
				  void *argp0, void *argp1);

/*
 * Releases a thread that is in no scheduler: the UK_THREAD_INIT term functions
 * in reverse, dtor, then the memory that was allocated for it. May sleep if
 * one of those does.
 */
void uk_thread_release(struct uk_thread *t);

/*
 * Gives the thread a kernel stack if it has none. uk_sched_thread_add() does
 * it; earlier for who builds something there. 0 or -ENOMEM.
 */
int uk_thread_kstack_alloc(struct uk_thread *t);

/*
 * stack.c: an allocator of stacks: whole pages in an area of their own, with a
 * guard page below. Alignment up to a page. A stack that was run over down to
 * its last words crashes the image when it is freed, at the latest. Some freed
 * stacks of the usual sizes are kept for the next thread; trim frees those.
 */
struct uk_alloc *uk_thread_stack_allocator(void);
void uk_thread_stack_trim(void);

/*
 * inittab.c: functions called for every thread that is created or released.
 * init returns 0 or a negative errno, which fails the creation; parent is the
 * creator, or NULL. Sorted by prio, a digit; 0 is first at creation and last
 * at release. Called only for threads that have what flags ask for.
 */
typedef int (*uk_thread_init_func_t)(struct uk_thread *child,
				     struct uk_thread *parent);
typedef void (*uk_thread_term_func_t)(struct uk_thread *child);

struct uk_thread_inittab_entry {
	uk_thread_init_func_t init; /* may be NULL */
	uk_thread_term_func_t term; /* may be NULL */
	uint32_t flags;		    /* UK_THREAD_INITF_* */
};

#define UK_THREAD_INITF_ECTX  UK_THREADF_ECTX
#define UK_THREAD_INITF_UKTLS UK_THREADF_UKTLS
#define UK_THREAD_INITF_ALL   (UK_THREAD_INITF_ECTX | UK_THREAD_INITF_UKTLS)

#define __UK_THREAD_INITTAB_ENTRY(init_fn, term_fn, prio, arg_flags)  \
	static const struct uk_thread_inittab_entry __used __section( \
		".uk_thread_inittab" #prio) __align(8)                \
		UK_CONCAT(__uk_thread_inittab_, __LINE__) = {         \
			.init = (init_fn),                            \
			.term = (term_fn),                            \
			.flags = (arg_flags),                         \
	}
#define _UK_THREAD_INITTAB_ENTRY(init_fn, term_fn, prio, flags) \
	__UK_THREAD_INITTAB_ENTRY(init_fn, term_fn, prio, flags)

#define UK_THREAD_INIT_PRIO_FLAGS(init_fn, term_fn, prio, flags) \
	_UK_THREAD_INITTAB_ENTRY(init_fn, term_fn, prio, flags)
/* As in the interface: for threads with TLS and vector state. */
#define UK_THREAD_INIT_PRIO(init_fn, term_fn, prio) \
	UK_THREAD_INIT_PRIO_FLAGS(init_fn, term_fn, prio, UK_THREAD_INITF_ALL)
#define UK_THREAD_INIT(init_fn, term_fn) \
	UK_THREAD_INIT_PRIO(init_fn, term_fn, UK_PRIO_LATEST)

/*
 * A thread-local variable of another thread, or of the running one, as an
 * lvalue. Both threads' TLS areas have to be ours. Application code only.
 */
#define uk_thread_uktls_var(thread, variable)                                 \
	(*({                                                                  \
		struct uk_thread *__self = uk_thread_current();               \
		__typeof__(&(variable)) __var = &(variable);                  \
                                                                              \
		UK_ASSERT((thread)->uktlsp &&__self && __self->uktlsp);       \
		(__typeof__(&(variable)))((uintptr_t)__var - __self->uktlsp + \
					  (thread)->uktlsp);                  \
	}))

#ifdef __cplusplus
}
#endif

#endif /* __UK_THREAD_H__ */
