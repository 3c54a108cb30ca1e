/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* prctl(), arch_prctl() and personality(). */
#include "check.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifndef PR_GET_TID_ADDRESS
#define PR_GET_TID_ADDRESS 40
#endif
#define ARCH_SET_GS    0x1001
#define ARCH_SET_FS    0x1002
#define ARCH_GET_FS    0x1003
#define ARCH_GET_GS    0x1004
#define ARCH_GET_CPUID 0x1011

static long control(int option, unsigned long with)
{
	return raw(SYS_prctl, option, with, 0, 0, 0);
}

static void *named(void *argument)
{
	char name[16];

	(void)argument;
	prctl(PR_GET_NAME, name);
	text("a thread inherits the name", name);
	prctl(PR_SET_NAME, "worker");
	return NULL;
}

static void names(void)
{
	char name[17] = "";
	pthread_t thread;

	result("set the name", prctl(PR_SET_NAME, "conformity"));
	result("get it", prctl(PR_GET_NAME, name));
	text("name", name);
	result("a long one", prctl(PR_SET_NAME, "0123456789abcdefghij"));
	prctl(PR_GET_NAME, name);
	text("is cut", name);
	result("an empty one", prctl(PR_SET_NAME, ""));
	prctl(PR_GET_NAME, name);
	text("name", name);
	prctl(PR_SET_NAME, "main");
	pthread_create(&thread, NULL, named, NULL);
	pthread_join(thread, NULL);
	prctl(PR_GET_NAME, name);
	text("it has its own", name);
	result("set, unmapped",
	       control(PR_SET_NAME, (uintptr_t)bad_unmapped()));
	result("set, partly mapped",
	       control(PR_SET_NAME, (uintptr_t)memset(bad_partly(9), 'p', 9)));
	result("get, unmapped",
	       control(PR_GET_NAME, (uintptr_t)bad_unmapped()));
	result("get, read only",
	       control(PR_GET_NAME, (uintptr_t)bad_readonly()));
	result("get, partly mapped",
	       control(PR_GET_NAME, (uintptr_t)bad_partly(9)));
}

static void options(void)
{
	int with = 77;

	result("unknown option", control(4711, 0));
	result("signal at the parent's end",
	       control(PR_SET_PDEATHSIG, SIGUSR1));
	result("read it", control(PR_GET_PDEATHSIG, (uintptr_t)&with));
	value("it was set", with);
	result("signal 65", control(PR_SET_PDEATHSIG, 65));
	result("none", control(PR_SET_PDEATHSIG, 0));
	result("read, unmapped",
	       control(PR_GET_PDEATHSIG, (uintptr_t)bad_unmapped()));
	result("can be dumped", control(PR_GET_DUMPABLE, 0));
	result("cannot be", control(PR_SET_DUMPABLE, 0));
	result("can be dumped", control(PR_GET_DUMPABLE, 0));
	result("as root wants", control(PR_SET_DUMPABLE, 2));
	result("can be", control(PR_SET_DUMPABLE, 1));
	result("keep capabilities", control(PR_GET_KEEPCAPS, 0));
	result("keep them", control(PR_SET_KEEPCAPS, 1));
	result("keep capabilities", control(PR_GET_KEEPCAPS, 0));
	result("keep them twice", control(PR_SET_KEEPCAPS, 2));
	control(PR_SET_KEEPCAPS, 0);
	result("seccomp", control(PR_GET_SECCOMP, 0));
	result("new privileges", control(PR_GET_NO_NEW_PRIVS, 0));
	result("new privileges with more",
	       raw(SYS_prctl, PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0));
	result("no new privileges, not 1", control(PR_SET_NO_NEW_PRIVS, 2));
	result("slack of timers", control(PR_SET_TIMERSLACK, 12345));
	result("read it", control(PR_GET_TIMERSLACK, 0));
	result("reads orphans",
	       control(PR_GET_CHILD_SUBREAPER, (uintptr_t)&with));
	value("no", with);
	result("huge pages", control(PR_GET_THP_DISABLE, 0));
	result("bounding set", control(PR_CAPBSET_READ, 0));
	result("bounding set of no capability", control(PR_CAPBSET_READ, 99));
	result("bits kept", control(PR_GET_SECUREBITS, 0));
}

static void personality_call(void)
{
	result("personality", raw(SYS_personality, 0xffffffff));
	result("no random addresses", raw(SYS_personality, 0x40000));
	result("personality", raw(SYS_personality, 0xffffffff));
	result("as before", raw(SYS_personality, 0));
}

#if defined(__x86_64__)
static long arch(int code, uintptr_t with)
{
	return raw(SYS_arch_prctl, code, with);
}

static void architecture(void)
{
	uintptr_t fs = 0, gs = 1, self;

	__asm__("mov %%fs:0, %0" : "=r"(self));
	result("read FS", arch(ARCH_GET_FS, (uintptr_t)&fs));
	value("the thread's block", fs == self);
	result("read GS", arch(ARCH_GET_GS, (uintptr_t)&gs));
	value("none", (long)gs);
	result("set GS", arch(ARCH_SET_GS, (uintptr_t)&self));
	__asm__ volatile("mov %%gs:0, %0" : "=r"(gs));
	value("read by it", gs == self);
	sched_yield();
	arch(ARCH_GET_GS, (uintptr_t)&gs);
	value("it stays", gs == (uintptr_t)&self);
	result("set FS to the same", arch(ARCH_SET_FS, fs));
	result("set FS to the kernel", arch(ARCH_SET_FS, ~(uintptr_t)0));
	result("set GS to the kernel", arch(ARCH_SET_GS, (uintptr_t)1 << 63));
	result("read FS, unmapped",
	       arch(ARCH_GET_FS, (uintptr_t)bad_unmapped()));
	result("read GS, read only",
	       arch(ARCH_GET_GS, (uintptr_t)bad_readonly()));
	result("unknown code", arch(4711, 0));
	result("the CPUID instruction", arch(ARCH_GET_CPUID, 0));
	result("no GS", arch(ARCH_SET_GS, 0));
}
#else
static void architecture(void)
{
}
#endif

int main(void)
{
	names();
	options();
	personality_call();
	architecture();
	return 0;
}
