/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* clone() and clone3(): threads by hand, and the flags they refuse. */
#include "check.h"
#include "futex.h"
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>

#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x1000
#endif
#if !defined(__x86_64__)
#error "The order of clone()'s arguments is that of x86_64"
#endif

#define THREAD                                                              \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | \
	 CLONE_SYSVSEM)
#define SIZE 65536

/** The first version of what clone3() takes. */
struct arguments {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal;
	uint64_t stack, stack_size, tls;
};

static char *stack;
static volatile unsigned int identifier, parent_set;

/**
 * What a thread does: notes its number and what is in identifier, then ends.
 * It has no thread-local storage, thus nothing of the C library is called.
 */
__asm__(".pushsection .text\n"
	".hidden thread_body\n"
	"thread_body:\n"
	"	xor %ebp, %ebp\n"
	"	mov $186, %eax\n"
	"	syscall\n"
	"	mov %eax, seen_number(%rip)\n"
	"	mov $60, %eax\n"
	"	xor %edi, %edi\n"
	"	syscall\n"
	"	hlt\n"
	".popsection\n"
	".pushsection .bss\n"
	".hidden seen_number\n"
	".balign 4\n"
	"seen_number: .zero 4\n"
	".popsection");
extern unsigned int seen_number;

/** The call with six registers; the child goes on in thread_body. */
static long call_in_thread(long number, long one, long two, long three,
			   long four, long five)
{
	register long r10 __asm__("r10") = four;
	register long r8 __asm__("r8") = five;
	long ret = number;

	__asm__ volatile("syscall\n\t"
			 "test %%eax, %%eax\n\t"
			 "jz thread_body"
			 : "+a"(ret)
			 : "D"(one), "S"(two), "d"(three), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	if (ret < 0) {
		errno = (int)-ret;
		return -1;
	}
	return ret;
}

static long clone_thread(unsigned long flags, void *top)
{
	return call_in_thread(SYS_clone, (long)flags, (long)top,
			      (long)&parent_set, (long)&identifier, 0);
}

static long clone3_thread(const struct arguments *arguments, size_t size)
{
	return call_in_thread(SYS_clone3, (long)arguments, (long)size, 0, 0, 0);
}

static void wait_end(void)
{
	unsigned int now;

	while ((now = identifier))
		futex(&identifier, FUTEX_WAIT, now, NULL, NULL, 0);
}

static void by_clone(void)
{
	long tid;

	identifier = 1;
	parent_set = seen_number = 0;
	tid = clone_thread(THREAD | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID,
			   stack + SIZE);
	value("clone", tid > 0);
	wait_end();
	value("the thread's number", seen_number == tid);
	value("stored for the parent", parent_set == tid);
	value("cleared at its end", identifier);
	identifier = 0;
	tid = clone_thread(THREAD | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID,
			   stack + SIZE);
	value("stored for the child", tid > 0);
	while (raw(SYS_tgkill, getpid(), tid, 0) == 0)
		sched_yield();
	value("cleared at its end", identifier);
}

static void by_clone3(void)
{
	struct arguments with = {
		.flags = THREAD | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID,
		.stack = (uintptr_t)stack,
		.stack_size = SIZE,
		.child_tid = (uintptr_t)&identifier,
		.parent_tid = (uintptr_t)&parent_set,
	};
	char larger[128] = {0};
	long tid;

	identifier = 1;
	tid = clone3_thread(&with, sizeof(with));
	value("clone3", tid > 0);
	wait_end();
	value("the thread's number", seen_number == tid);
	value("stored for the parent", parent_set == tid);
	memcpy(larger, &with, sizeof(with));
	identifier = 1;
	tid = clone3_thread((void *)larger, sizeof(larger));
	value("larger, the rest is zero", tid > 0);
	wait_end();
	larger[100] = 1;
	result("larger, the rest is not",
	       clone3_thread((void *)larger, sizeof(larger)));
	result("too small", clone3_thread(&with, sizeof(with) - 8));
	result("larger than a page", clone3_thread(&with, 4097));
	result("unmapped", clone3_thread(bad_unmapped(), sizeof(with)));
	result("partly mapped", clone3_thread(bad_partly(32), sizeof(with)));
	with.stack_size = 0;
	result("a stack of no size", clone3_thread(&with, sizeof(with)));
	with.stack = 0;
	with.stack_size = SIZE;
	result("a size without stack", clone3_thread(&with, sizeof(with)));
	with.stack = (uintptr_t)stack;
	with.exit_signal = SIGCHLD;
	result("a thread with a signal", clone3_thread(&with, sizeof(with)));
	with.exit_signal = 65;
	with.flags = 0;
	result("signal 65", clone3_thread(&with, sizeof(with)));
	with.exit_signal = 0;
	with.flags = 0xff | THREAD;
	result("low bits", clone3_thread(&with, sizeof(with)));
}

static void refused(void)
{
	result("a thread without shared signals",
	       clone_thread(CLONE_VM | CLONE_THREAD, stack + SIZE));
	result("shared signals without memory",
	       clone_thread(CLONE_SIGHAND, stack + SIZE));
	result("a thread without memory",
	       clone_thread(CLONE_THREAD | CLONE_SIGHAND, stack + SIZE));
	result("a name space and a shared file system",
	       clone_thread(CLONE_NEWNS | CLONE_FS, stack + SIZE));
	result("a thread in another process name space",
	       clone_thread(THREAD | CLONE_NEWPID, stack + SIZE));
	result("a thread with a descriptor of it",
	       clone_thread(THREAD | CLONE_PIDFD | CLONE_PARENT_SETTID,
			    stack + SIZE));
}

int main(void)
{
	stack = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	by_clone();
	by_clone3();
	refused();
	return 0;
}
