/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The types that several headers define, as Linux has them. A header sets
 * __NEED_<type> for those that it wants and includes this file, which defines
 * each only once and may be included again and again (so it has no guard).
 */
#include <features.h>

#if defined(__NEED_size_t) && !defined(__DEFINED_size_t)
typedef __SIZE_TYPE__ size_t;
#define __DEFINED_size_t
#endif
#undef __NEED_size_t

#if defined(__NEED_ssize_t) && !defined(__DEFINED_ssize_t)
typedef long ssize_t;
#define __DEFINED_ssize_t
#endif
#undef __NEED_ssize_t

#if defined(__NEED_intptr_t) && !defined(__DEFINED_intptr_t)
typedef __INTPTR_TYPE__ intptr_t;
#define __DEFINED_intptr_t
#endif
#undef __NEED_intptr_t

#if defined(__NEED_wchar_t) && !defined(__DEFINED_wchar_t)
#ifndef __cplusplus
typedef __WCHAR_TYPE__ wchar_t;
#endif
#define __DEFINED_wchar_t
#endif
#undef __NEED_wchar_t

#if defined(__NEED_wint_t) && !defined(__DEFINED_wint_t)
typedef __WINT_TYPE__ wint_t;
#define __DEFINED_wint_t
#endif
#undef __NEED_wint_t

#if defined(__NEED_mbstate_t) && !defined(__DEFINED_mbstate_t)
typedef struct {
	unsigned int __state, __value;
} mbstate_t;
#define __DEFINED_mbstate_t
#endif
#undef __NEED_mbstate_t

#if defined(__NEED_time_t) && !defined(__DEFINED_time_t)
typedef long time_t;
#define __DEFINED_time_t
#endif
#undef __NEED_time_t

#if defined(__NEED_suseconds_t) && !defined(__DEFINED_suseconds_t)
typedef long suseconds_t;
#define __DEFINED_suseconds_t
#endif
#undef __NEED_suseconds_t

#if defined(__NEED_useconds_t) && !defined(__DEFINED_useconds_t)
typedef unsigned int useconds_t;
#define __DEFINED_useconds_t
#endif
#undef __NEED_useconds_t

#if defined(__NEED_clock_t) && !defined(__DEFINED_clock_t)
typedef long clock_t;
#define __DEFINED_clock_t
#endif
#undef __NEED_clock_t

#if defined(__NEED_clockid_t) && !defined(__DEFINED_clockid_t)
typedef int clockid_t;
#define __DEFINED_clockid_t
#endif
#undef __NEED_clockid_t

#if defined(__NEED_timer_t) && !defined(__DEFINED_timer_t)
typedef void *timer_t;
#define __DEFINED_timer_t
#endif
#undef __NEED_timer_t

#if defined(__NEED_timespec) && !defined(__DEFINED_timespec)
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};
#define __DEFINED_timespec
#endif
#undef __NEED_timespec

#if defined(__NEED_timeval) && !defined(__DEFINED_timeval)
struct timeval {
	time_t tv_sec;
	suseconds_t tv_usec;
};
#define __DEFINED_timeval
#endif
#undef __NEED_timeval

#if defined(__NEED_off_t) && !defined(__DEFINED_off_t)
typedef long off_t;
typedef long off64_t;
typedef long loff_t;
#define __DEFINED_off_t
#endif
#undef __NEED_off_t

#if defined(__NEED_mode_t) && !defined(__DEFINED_mode_t)
typedef unsigned int mode_t;
#define __DEFINED_mode_t
#endif
#undef __NEED_mode_t

#if defined(__NEED_dev_t) && !defined(__DEFINED_dev_t)
typedef unsigned long dev_t;
#define __DEFINED_dev_t
#endif
#undef __NEED_dev_t

#if defined(__NEED_ino_t) && !defined(__DEFINED_ino_t)
typedef unsigned long ino_t;
typedef unsigned long ino64_t;
#define __DEFINED_ino_t
#endif
#undef __NEED_ino_t

#if defined(__NEED_nlink_t) && !defined(__DEFINED_nlink_t)
#ifdef __x86_64__
typedef unsigned long nlink_t;
#else
typedef unsigned int nlink_t;
#endif
#define __DEFINED_nlink_t
#endif
#undef __NEED_nlink_t

#if defined(__NEED_blksize_t) && !defined(__DEFINED_blksize_t)
#ifdef __x86_64__
typedef long blksize_t;
#else
typedef int blksize_t;
#endif
#define __DEFINED_blksize_t
#endif
#undef __NEED_blksize_t

#if defined(__NEED_blkcnt_t) && !defined(__DEFINED_blkcnt_t)
typedef long blkcnt_t;
#define __DEFINED_blkcnt_t
#endif
#undef __NEED_blkcnt_t

#if defined(__NEED_fsblkcnt_t) && !defined(__DEFINED_fsblkcnt_t)
typedef unsigned long fsblkcnt_t;
#define __DEFINED_fsblkcnt_t
#endif
#undef __NEED_fsblkcnt_t

#if defined(__NEED_fsfilcnt_t) && !defined(__DEFINED_fsfilcnt_t)
typedef unsigned long fsfilcnt_t;
#define __DEFINED_fsfilcnt_t
#endif
#undef __NEED_fsfilcnt_t

#if defined(__NEED_fsid_t) && !defined(__DEFINED_fsid_t)
typedef struct {
	int __val[2];
} fsid_t;
#define __DEFINED_fsid_t
#endif
#undef __NEED_fsid_t

#if defined(__NEED_pid_t) && !defined(__DEFINED_pid_t)
typedef int pid_t;
#define __DEFINED_pid_t
#endif
#undef __NEED_pid_t

#if defined(__NEED_id_t) && !defined(__DEFINED_id_t)
typedef unsigned int id_t;
#define __DEFINED_id_t
#endif
#undef __NEED_id_t

#if defined(__NEED_uid_t) && !defined(__DEFINED_uid_t)
typedef unsigned int uid_t;
#define __DEFINED_uid_t
#endif
#undef __NEED_uid_t

#if defined(__NEED_gid_t) && !defined(__DEFINED_gid_t)
typedef unsigned int gid_t;
#define __DEFINED_gid_t
#endif
#undef __NEED_gid_t

#if defined(__NEED_key_t) && !defined(__DEFINED_key_t)
typedef int key_t;
#define __DEFINED_key_t
#endif
#undef __NEED_key_t

#if defined(__NEED_socklen_t) && !defined(__DEFINED_socklen_t)
typedef unsigned int socklen_t;
#define __DEFINED_socklen_t
#endif
#undef __NEED_socklen_t

#if defined(__NEED_sa_family_t) && !defined(__DEFINED_sa_family_t)
typedef unsigned short sa_family_t;
#define __DEFINED_sa_family_t
#endif
#undef __NEED_sa_family_t

#if defined(__NEED_iovec) && !defined(__DEFINED_iovec)
struct iovec {
	void *iov_base;
	size_t iov_len;
};
#define __DEFINED_iovec
#endif
#undef __NEED_iovec

#if defined(__NEED_locale_t) && !defined(__DEFINED_locale_t)
typedef struct __locale_struct *locale_t;
#define __DEFINED_locale_t
#endif
#undef __NEED_locale_t

#if defined(__NEED_sigset_t) && !defined(__DEFINED_sigset_t)
typedef struct {
	unsigned long __bits[128 / sizeof(long)];
} sigset_t;
#define __DEFINED_sigset_t
#endif
#undef __NEED_sigset_t

#if defined(__NEED_FILE) && !defined(__DEFINED_FILE)
typedef struct __nolibc_file FILE;
#define __DEFINED_FILE
#endif
#undef __NEED_FILE
