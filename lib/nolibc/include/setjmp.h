/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Jumps out of functions. */
#ifndef _SETJMP_H
#define _SETJMP_H

#include <features.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The registers that a function must keep, and where to go on. */
#ifdef __x86_64__
typedef unsigned long jmp_buf[8];
#else
typedef unsigned long jmp_buf[22];
#endif
/* There are no signals whose mask it could save. */
typedef jmp_buf sigjmp_buf;

int setjmp(jmp_buf env) __attribute__((__returns_twice__));
int _setjmp(jmp_buf env) __attribute__((__returns_twice__));
_Noreturn void longjmp(jmp_buf env, int value);
_Noreturn void _longjmp(jmp_buf env, int value);
#define setjmp(env)		 setjmp(env)
#define sigsetjmp(env, savemask) setjmp(env)
#define siglongjmp(env, value)	 longjmp(env, value)

#ifdef __cplusplus
}
#endif

#endif /* _SETJMP_H */
