/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* About a file system, as Linux has it. */
#ifndef _SYS_STATFS_H
#define _SYS_STATFS_H

#define __NEED_fsblkcnt_t
#define __NEED_fsfilcnt_t
#define __NEED_fsid_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

struct statfs {
	unsigned long f_type;
	unsigned long f_bsize;
	fsblkcnt_t f_blocks;
	fsblkcnt_t f_bfree;
	fsblkcnt_t f_bavail;
	fsfilcnt_t f_files;
	fsfilcnt_t f_ffree;
	fsid_t f_fsid;
	unsigned long f_namelen;
	unsigned long f_frsize;
	unsigned long f_flags;
	unsigned long f_spare[4];
};

int statfs(const char *path, struct statfs *st);
int fstatfs(int fd, struct statfs *st);

#ifdef __cplusplus
}
#endif

#endif /* _SYS_STATFS_H */
