/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Pointers that carry an error: the last MAXERRNO values of the address space
 * stand for negative errno values.
 */
#ifndef __UK_ERRPTR_H__
#define __UK_ERRPTR_H__

#include <uk/arch/types.h>

#ifndef MAXERRNO
#define MAXERRNO 512
#endif

/* Whether ptr carries an error; NULL does not. */
#ifndef PTRISERR
#define PTRISERR(ptr) ((__uptr)(ptr) >= (__uptr) - MAXERRNO)
#endif

/* The error that ptr carries: negative errno. */
#ifndef PTR2ERR
#define PTR2ERR(ptr) ((int)(__sptr)(__uptr)(ptr))
#endif

/* A pointer that carries err, a negative errno. */
#ifndef ERR2PTR
#define ERR2PTR(err) ((void *)(__sptr)(err))
#endif

#endif /* __UK_ERRPTR_H__ */
