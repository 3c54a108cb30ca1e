/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Pipes and FIFOs, as pipe(7) says. */
#ifndef __UK_PIPE_H__
#define __UK_PIPE_H__

#include <uk/essentials.h>
#include <vfscore/file.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

/*
 * A new pipe's two ends, one reference each. flags are O_NONBLOCK and
 * O_DIRECT. 0 or -ENOMEM.
 */
int uk_pipe_create(struct uk_alloc *a, int flags, struct vfscore_file **rd,
		   struct vfscore_file **wr);

/* F_GETPIPE_SZ, F_SETPIPE_SZ: the size, or -EBADF: no pipe; -EBUSY, -EINVAL,
 * -ENOMEM, -EPERM.
 */
long uk_pipe_fcntl(struct vfscore_file *fp, int cmd, unsigned long arg);

/*
 * posix/signal's: a SIGPIPE for the running thread. Nothing without that
 * module.
 */
void uk_signal_pipe(void) __weak;

#ifdef __cplusplus
}
#endif

#endif /* __UK_PIPE_H__ */
