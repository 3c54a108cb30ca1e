/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __SPLICE_PRIV_H__
#define __SPLICE_PRIV_H__

#include "pipe_priv.h"

/*
 * splice.c: up to len bytes, at least one if there is one to be had. wait: for
 * the pipes; else -EAGAIN. Bytes, 0 at the end, or a negative errno; -EPIPE
 * with the signal. pos as in <vfscore/file.h>.
 */
ssize_t splice_pipe_to_file(struct pipe *p, struct vfscore_file *out,
			    off_t *pos, size_t len, bool wait);
ssize_t splice_file_to_pipe(struct vfscore_file *in, off_t *pos, struct pipe *p,
			    size_t len, bool wait);
/* copy: it stays in the first one, too. They are two. */
ssize_t splice_pipe_to_pipe(struct pipe *from, struct pipe *to, size_t len,
			    bool wait, bool copy);
ssize_t splice_uio_to_pipe(struct pipe *p, struct uio *uio, bool wait);

/* The lock is held, and let go while it waits. 1: there is something; 0: never
 * any more; and 0: there is room. Else a negative errno.
 */
int splice_wait_data(struct pipe *p, bool wait);
int splice_wait_room(struct pipe *p, bool wait);

#endif /* __SPLICE_PRIV_H__ */
