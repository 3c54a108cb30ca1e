/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Limits of the types and of the system. */
#ifndef _LIMITS_H
#define _LIMITS_H

#include <features.h>

#define CHAR_BIT   8
#define SCHAR_MAX  0x7f
#define SCHAR_MIN  (-SCHAR_MAX - 1)
#define UCHAR_MAX  0xff
#define SHRT_MAX   0x7fff
#define SHRT_MIN   (-SHRT_MAX - 1)
#define USHRT_MAX  0xffff
#define INT_MAX	   0x7fffffff
#define INT_MIN	   (-INT_MAX - 1)
#define UINT_MAX   0xffffffffU
#define LONG_MAX   0x7fffffffffffffffL
#define LONG_MIN   (-LONG_MAX - 1)
#define ULONG_MAX  0xffffffffffffffffUL
#define LLONG_MAX  0x7fffffffffffffffLL
#define LLONG_MIN  (-LLONG_MAX - 1)
#define ULLONG_MAX 0xffffffffffffffffULL
#define SSIZE_MAX  LONG_MAX
#define LONG_BIT   64
#define WORD_BIT   32

#ifdef __CHAR_UNSIGNED__
#define CHAR_MIN 0
#define CHAR_MAX UCHAR_MAX
#else
#define CHAR_MIN SCHAR_MIN
#define CHAR_MAX SCHAR_MAX
#endif

#define MB_LEN_MAX     4
#define PATH_MAX       4096
#define NAME_MAX       255
#define PIPE_BUF       4096
#define ARG_MAX	       131072
#define OPEN_MAX       1024
#define IOV_MAX	       1024
#define SYMLOOP_MAX    40
#define HOST_NAME_MAX  255
#define LOGIN_NAME_MAX 256
#define TTY_NAME_MAX   32
#define LINE_MAX       4096
#define NGROUPS_MAX    32
#define PAGESIZE       4096
#define PAGE_SIZE_LOG2 12

#define _POSIX_PATH_MAX	     256
#define _POSIX_NAME_MAX	     14
#define _POSIX_PIPE_BUF	     512
#define _POSIX_ARG_MAX	     4096
#define _POSIX_OPEN_MAX	     20
#define _POSIX_HOST_NAME_MAX 255
#define _POSIX2_LINE_MAX     2048

#endif /* _LIMITS_H */
