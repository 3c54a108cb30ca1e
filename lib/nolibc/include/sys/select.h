/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting for descriptors. */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#define __NEED_size_t
#define __NEED_time_t
#define __NEED_suseconds_t
#define __NEED_timeval
#define __NEED_timespec
#define __NEED_sigset_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FD_SETSIZE 1024

typedef unsigned long fd_mask;
#define NFDBITS (8 * (int)sizeof(fd_mask))

typedef struct {
	fd_mask fds_bits[FD_SETSIZE / (8 * sizeof(fd_mask))];
} fd_set;

#define FD_ZERO(s)                                               \
	do {                                                     \
		unsigned int __i;                                \
		for (__i = 0; __i < FD_SETSIZE / NFDBITS; __i++) \
			(s)->fds_bits[__i] = 0;                  \
	} while (0)
#define FD_SET(d, s) ((s)->fds_bits[(d) / NFDBITS] |= 1UL << ((d) % NFDBITS))
#define FD_CLR(d, s) ((s)->fds_bits[(d) / NFDBITS] &= ~(1UL << ((d) % NFDBITS)))
#define FD_ISSET(d, s) \
	(!!((s)->fds_bits[(d) / NFDBITS] & (1UL << ((d) % NFDBITS))))

int select(int n, fd_set *__restrict rfds, fd_set *__restrict wfds,
	   fd_set *__restrict efds, struct timeval *__restrict timeout);
int pselect(int n, fd_set *__restrict rfds, fd_set *__restrict wfds,
	    fd_set *__restrict efds, const struct timespec *__restrict timeout,
	    const sigset_t *__restrict mask);

#ifdef __cplusplus
}
#endif

#endif /* _SYS_SELECT_H */
