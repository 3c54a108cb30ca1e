/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How the machine hands over to the image, and how the image stops. */
#ifndef __UKPLAT_BOOTSTRAP_H__
#define __UKPLAT_BOOTSTRAP_H__

#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __UKPLAT_BOOTSTRAP__ 1

/*
 * Status of the machine when the image stopped; the host sees it as the exit
 * status of the virtual machine. 0 is a plain power-off; 1 to 63 is what the
 * program ended with (63: 63 or more); the rest says what ended the image.
 * Tests compare these numbers: they do not change. What a program ended with
 * has a way of its own to the host, see ukplat_terminate_result().
 */
enum ukplat_exit {
	UKPLAT_EXIT_OK = 0,
	UKPLAT_EXIT_MAIN_MAX = 63,
	UKPLAT_EXIT_CRASH = 64,	       /* UK_CRASH(), ukplat_crash() */
	UKPLAT_EXIT_ASSERT = 65,       /* an assertion failed */
	UKPLAT_EXIT_PF_NULL = 66,      /* access to the first page */
	UKPLAT_EXIT_PF_WRITE = 67,     /* write to what is read-only */
	UKPLAT_EXIT_PF_EXEC = 68,      /* execution of what is not code */
	UKPLAT_EXIT_PF = 69,	       /* any other page fault */
	UKPLAT_EXIT_STACK = 70,	       /* a kernel stack ran over */
	UKPLAT_EXIT_CANARY = 71,       /* the stack protector struck */
	UKPLAT_EXIT_MATH = 72,	       /* division by zero and the like */
	UKPLAT_EXIT_INVALID_OP = 73,   /* no such instruction */
	UKPLAT_EXIT_BUS = 74,	       /* general protection, bus error */
	UKPLAT_EXIT_DOUBLE_FAULT = 75, /* a fault inside a fault */
	UKPLAT_EXIT_BOOT_MEMORY = 76,  /* too little memory to boot */
	UKPLAT_EXIT_INIT = 77,	       /* an init function failed */
	UKPLAT_EXIT_TESTS = 78,	       /* uktest: a test failed */
	UKPLAT_EXIT_OOM = 79,	       /* out of memory, nothing else to do */
	UKPLAT_EXIT_MAX = 127,
};

/*
 * kernel/ukboot: run the init table and main() with the arguments that the
 * platform found. Called once, by the platform, on a kernel stack, with memory
 * set up and interrupts off.
 */
void ukplat_entry(int argc, char *argv[]) __noreturn;

/*
 * The same from a command line. arg0 is argv[0], or NULL to take the first
 * word of argb. argb is at most argb_len bytes long, need not be terminated,
 * and is changed and kept.
 */
void ukplat_entry_argp(char *arg0, char *argb, __sz argb_len) __noreturn;

enum ukplat_gstate {
	UKPLAT_HALT,	/* power off, status 0 */
	UKPLAT_RESTART, /* start again; powers off where that is impossible */
	UKPLAT_SUSPEND, /* not supported: powers off */
	UKPLAT_CRASH,	/* power off with UKPLAT_EXIT_CRASH */
};

/* plat: flush the console and stop. Any context. */
void ukplat_terminate(enum ukplat_gstate request) __noreturn;

/* The same with a status of enum ukplat_exit; what is above MAX becomes MAX. */
void ukplat_terminate_status(int status) __noreturn;

/*
 * plat: the end of the program, with the low 8 bits of its result. They reach
 * the host whole by <arch/exit.h>, where it listens, and as a status of enum
 * ukplat_exit otherwise. Any context.
 */
void ukplat_terminate_result(int result) __noreturn;

#define ukplat_halt()	 ukplat_terminate(UKPLAT_HALT)
#define ukplat_restart() ukplat_terminate(UKPLAT_RESTART)
#define ukplat_crash()	 ukplat_terminate(UKPLAT_CRASH)

/* Suspend the machine and return when it is woken. 0, or -EBUSY if it cannot.
 */
int ukplat_suspend(void);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_BOOTSTRAP_H__ */
