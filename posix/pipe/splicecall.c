/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* splice(2), tee(2), vmsplice(2): what may be moved where. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/syscall_define.h>
#include <vfscore/vnode.h>
#include "splice_priv.h"

#define NONBLOCK  2U   /* SPLICE_F_NONBLOCK */
#define FLAGS	  0xfU /* SPLICE_F_* */
#define NOWAIT	  0x8  /* RWF_NOWAIT */
#define IOV_SHORT 8
#define NULL_DEV  0x103 /* /dev/null */

static struct pipe *pipe_of(const struct vfscore_file *fp)
{
	return fp->f_op->read == pipe_read ? fp->f_data : NULL;
}

/* Both files, held: this waits. */
struct ends {
	struct vfscore_file *in, *out;
};

static void ends_put(const struct ends *e)
{
	if (e->in)
		vfscore_put_file(e->in);
	if (e->out)
		vfscore_put_file(e->out);
}

static int ends_get(struct ends *e, int in, int out)
{
	e->in = vfscore_get_file(in);
	e->out = vfscore_get_file(out);
	if (e->in && e->out && !((e->in->f_mode | e->out->f_mode) & UK_FPATH))
		return 0;
	ends_put(e);
	return -EBADF;
}

static int modes_check(const struct ends *e)
{
	return (e->in->f_mode & UK_FREAD) && (e->out->f_mode & UK_FWRITE)
		       ? 0
		       : -EBADF;
}

static bool may_wait(unsigned int flags, const struct vfscore_file *fp)
{
	return !(flags & NONBLOCK) && !(fp->f_flags & O_NONBLOCK);
}

/* What bytes can be moved to and from: not counters, directories, ... */
static bool is_movable(const struct vfscore_file *fp)
{
	if (fp->f_mode & UK_FSOCK)
		return true;
	return fp->f_vnode &&
	       (fp->f_vnode->v_type == VREG || fp->f_vnode->v_type == VCHR);
}

/* /dev/null takes everything and gives nothing, not even an end. */
static bool is_source(const struct vfscore_file *fp)
{
	return is_movable(fp) && !(fp->f_vnode && fp->f_vnode->v_type == VCHR &&
				   fp->f_vnode->v_rdev == NULL_DEV);
}

static int pos_check(const struct vfscore_file *fp, const off_t *pos)
{
	if (pos && !(fp->f_mode & (UK_FPOS | UK_FANYPOS)))
		return -EINVAL;
	return pos && *pos < 0 ? -EINVAL : 0;
}

static ssize_t move(const struct ends *e, off_t *in_pos, off_t *out_pos,
		    size_t len, unsigned int flags)
{
	struct pipe *from = pipe_of(e->in), *to = pipe_of(e->out);
	int rc = modes_check(e);

	if (rc)
		return rc;
	len = MIN(len, (size_t)IOSIZE_MAX);
	if (from && to)
		return from == to ? -EINVAL
				  : splice_pipe_to_pipe(
					    from, to, len,
					    may_wait(flags, e->in) &&
						    may_wait(flags, e->out),
					    false);
	if (from) {
		rc = pos_check(e->out, out_pos);
		if (!rc &&
		    ((e->out->f_flags & O_APPEND) || !is_movable(e->out)))
			rc = -EINVAL;
		return rc ? rc
			  : splice_pipe_to_file(from, e->out, out_pos, len,
						may_wait(flags, e->in));
	}
	if (!to)
		return -EINVAL;
	rc = pos_check(e->in, in_pos);
	if (!rc && !is_source(e->in))
		rc = -EINVAL;
	return rc ? rc
		  : splice_file_to_pipe(e->in, in_pos, to, len,
					may_wait(flags, e->out));
}

/* A position that was given by pointer: NULL stays NULL; pipes have none. */
static int pos_get(const struct vfscore_file *fp, off_t *app, off_t *pos,
		   off_t **posp)
{
	*posp = NULL;
	if (!app)
		return 0;
	if (pipe_of(fp))
		return -ESPIPE;
	*posp = pos;
	return uk_get_from_app(*pos, app);
}

UK_LLSYSCALL_R_DEFINE(ssize_t, splice, int, in, off_t *, app_in, int, out,
		      off_t *, app_out, size_t, len, unsigned int, flags)
{
	off_t in_pos = 0, out_pos = 0, *inp, *outp;
	struct ends e;
	ssize_t rc;

	if (!len)
		return 0;
	if (flags & ~FLAGS)
		return -EINVAL;
	rc = ends_get(&e, in, out);
	if (rc)
		return rc;
	if ((app_in && pipe_of(e.in)) || (app_out && pipe_of(e.out)))
		rc = -ESPIPE;
	if (!rc)
		rc = pos_get(e.out, app_out, &out_pos, &outp);
	if (!rc)
		rc = pos_get(e.in, app_in, &in_pos, &inp);
	if (!rc)
		rc = move(&e, inp, outp, len, flags);
	ends_put(&e);
	if (rc >= 0 && app_out && uk_put_to_app(out_pos, app_out))
		rc = -EFAULT;
	if (rc >= 0 && app_in && uk_put_to_app(in_pos, app_in))
		rc = -EFAULT;
	return rc;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, tee, int, in, int, out, size_t, len,
		      unsigned int, flags)
{
	struct pipe *from, *to;
	struct ends e;
	ssize_t rc;

	if (flags & ~FLAGS)
		return -EINVAL;
	if (!len)
		return 0;
	rc = ends_get(&e, in, out);
	if (rc)
		return rc;
	rc = modes_check(&e);
	from = pipe_of(e.in);
	to = pipe_of(e.out);
	if (!rc && (!from || !to || from == to))
		rc = -EINVAL;
	if (!rc)
		rc = splice_pipe_to_pipe(
			from, to, MIN(len, (size_t)IOSIZE_MAX),
			may_wait(flags, e.in) && may_wait(flags, e.out), true);
	ends_put(&e);
	return rc;
}

/* ---- vmsplice ---- */

static ssize_t lengths_sum(const struct iovec *iov, size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++) {
		if ((ssize_t)iov[i].iov_len < 0)
			return -EINVAL;
		total += MIN(iov[i].iov_len, (size_t)IOSIZE_MAX - total);
	}
	return (ssize_t)total;
}

static ssize_t memory_move(struct vfscore_file *fp, struct iovec *iov, size_t n,
			   unsigned int flags)
{
	struct pipe *p = pipe_of(fp);
	struct uio uio = {
		.uio_iov = iov,
		.uio_iovcnt = (int)n,
		.uio_resid = lengths_sum(iov, n),
		.uio_segflg = UIO_APPSPACE,
	};
	ssize_t all = uio.uio_resid;
	int rc;

	if (all <= 0)
		return all;
	if (!p)
		return -EBADF;
	if (fp->f_mode & UK_FWRITE) {
		uio.uio_rw = UIO_WRITE;
		return splice_uio_to_pipe(p, &uio, may_wait(flags, fp));
	}
	uio.uio_rw = UIO_READ;
	rc = pipe_read(fp, &uio, flags & NONBLOCK ? NOWAIT : 0);
	return rc ? rc : all - uio.uio_resid;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, vmsplice, int, fd, const struct iovec *, app,
		      size_t, n, unsigned int, flags)
{
	struct iovec few[IOV_SHORT], *iov = few;
	struct vfscore_file *fp;
	ssize_t rc = 0;

	if (flags & ~FLAGS)
		return -EINVAL;
	fp = vfscore_get_file(fd);
	if (!fp)
		return -EBADF;
	if (!(fp->f_mode & (UK_FREAD | UK_FWRITE)))
		rc = -EBADF;
	else if (n > UIO_MAXIOV)
		rc = -EINVAL;
	else if (n > IOV_SHORT)
		iov = uk_malloc(uk_alloc_get_default(), n * sizeof(*iov));
	if (!rc && !iov)
		rc = -ENOMEM;
	if (!rc && uk_copy_from_app(iov, app, n * sizeof(*iov)))
		rc = -EFAULT;
	if (!rc)
		rc = memory_move(fp, iov, n, flags);
	if (iov != few)
		uk_free(uk_alloc_get_default(), iov);
	vfscore_put_file(fp);
	return rc;
}
