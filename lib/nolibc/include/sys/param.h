/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Limits and small arithmetic that older programs expect. */
#ifndef _SYS_PARAM_H
#define _SYS_PARAM_H

#include <endian.h>
#include <limits.h>
#include <sys/types.h>

#define MAXPATHLEN     PATH_MAX
#define MAXHOSTNAMELEN 64
#define MAXSYMLINKS    SYMLOOP_MAX
#define NGROUPS	       NGROUPS_MAX
#define NBBY	       8
#define DEV_BSIZE      512
#define NOFILE	       256
#define NCARGS	       ARG_MAX

#ifndef MIN
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif
#ifndef MAX
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#endif

#define howmany(n, d) (((n) + ((d)-1)) / (d))
#define roundup(n, d) (howmany(n, d) * (d))
#define powerof2(n)   (((n) & ((n)-1)) == 0)

#define setbit(a, i) ((a)[(i) / NBBY] |= 1 << ((i) % NBBY))
#define clrbit(a, i) ((a)[(i) / NBBY] &= ~(1 << ((i) % NBBY)))
#define isset(a, i)  ((a)[(i) / NBBY] & (1 << ((i) % NBBY)))
#define isclr(a, i)  (!isset(a, i))

#endif /* _SYS_PARAM_H */
