/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* System calls of binary programs. */
#ifndef __UKPLAT_SYSCALL_H__
#define __UKPLAT_SYSCALL_H__

#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __UKPLAT_SYSCALL__ 1

struct __regs;

/*
 * posix/syscall_shim: execute the system call whose number and arguments are
 * in r, and put its result there. Runs on the thread's kernel stack.
 */
void ukplat_syscall_handler(struct __regs *r);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_SYSCALL_H__ */
