/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* From one descriptor to another, inside the kernel. */
#include <fcntl.h>
#include <sys/stat.h>
#include <uk/alloc.h>
#include <uk/pipe.h>
#include <vfscore/vnode.h>
#include "fdio_priv.h"

#define CHUNK	 16384UL
#define NULL_DEV 0x103 /* /dev/null */

/*
 * Moves up to len bytes; positions as vfscore_file_readv() has them. What was
 * read and could not be written is taken back from *in, if there is one.
 */
static ssize_t move(struct vfscore_file *in, off_t *inpos,
		    struct vfscore_file *out, off_t *outpos, size_t len)
{
	size_t done = 0, part;
	ssize_t got = 0, put = 0;
	char *buf;

	buf = uk_malloc(uk_alloc_get_default(), MIN(len, CHUNK));
	if (!buf)
		return -ENOMEM;
	while (done < len) {
		off_t at = inpos ? *inpos : in->f_offset;

		part = MIN(len - done, CHUNK);
		got = vfscore_file_read(in, buf, part, inpos);
		if (got <= 0)
			break;
		put = vfscore_file_write(out, buf, (size_t)got, outpos);
		if (put < got) {
			off_t back = at + (put > 0 ? put : 0);

			if (inpos)
				*inpos = back;
			else
				in->f_offset = back;
			done += put > 0 ? (size_t)put : 0;
			break;
		}
		done += (size_t)put;
		if ((size_t)got < part)
			break;
	}
	uk_free(uk_alloc_get_default(), buf);
	if (done)
		return (ssize_t)done;
	return got < 0 ? got : put < 0 ? put : 0;
}

/* Both ends of a transfer, with their references. */
struct ends {
	struct uk_fdref in, out;
};

static int ends_get(struct ends *e, int in, int out)
{
	e->in = uk_fdref_get(in);
	e->out = uk_fdref_get(out);
	if (e->in.fp && e->out.fp && (e->in.fp->f_mode & UK_FREAD) &&
	    (e->out.fp->f_mode & UK_FWRITE))
		return 0;
	uk_fdref_put(e->in);
	uk_fdref_put(e->out);
	return -EBADF;
}

static void ends_put(struct ends *e)
{
	uk_fdref_put(e->in);
	uk_fdref_put(e->out);
}

/* A position that a caller gave by pointer: NULL stays NULL. */
static int pos_get(off_t *app, off_t *pos, off_t **posp)
{
	*posp = NULL;
	if (!app)
		return 0;
	if (uk_get_from_app(*pos, app))
		return -EFAULT;
	*posp = pos;
	return 0;
}

/* Regular files and devices; /dev/null takes everything and gives nothing. */
static int source_check(const struct vfscore_file *in, bool at)
{
	const struct vnode *vp = in->f_vnode;

	if (!(in->f_mode & (UK_FPOS | UK_FANYPOS)))
		return at ? -ESPIPE : -EINVAL;
	if (!vp || (vp->v_type != VREG && vp->v_type != VCHR) ||
	    (vp->v_type == VCHR && vp->v_rdev == NULL_DEV))
		return -EINVAL;
	return 0;
}

/* Not what takes numbers: counters, timers, ... */
static int target_check(struct vfscore_file *out)
{
	if (out->f_flags & O_APPEND)
		return -EINVAL;
	return out->f_vnode || (out->f_mode & UK_FSOCK) ||
			       uk_pipe_fcntl(out, F_GETPIPE_SZ, 0) > 0
		       ? 0
		       : -EINVAL;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, sendfile, int, out, int, in, off_t *, app_pos,
		      size_t, count)
{
	off_t pos, *posp, before;
	struct ends e;
	ssize_t rc;

	rc = pos_get(app_pos, &pos, &posp);
	if (rc)
		return rc;
	if (posp && pos < 0)
		return -EINVAL;
	rc = ends_get(&e, in, out);
	if (rc)
		return rc;
	rc = source_check(e.in.fp, posp);
	if (!rc && (ssize_t)count < 0)
		rc = -EINVAL;
	if (!rc)
		rc = target_check(e.out.fp);
	if (rc)
		goto out;
	before = posp ? pos : 0;
	rc = count ? move(e.in.fp, posp, e.out.fp, NULL,
			  MIN(count, (size_t)IOSIZE_MAX))
		   : 0;
	/* A device is where it was */
	if (posp && !(e.in.fp->f_mode & UK_FPOS))
		pos = before;
	if (rc >= 0 && posp && uk_put_to_app(pos, app_pos))
		rc = -EFAULT;
out:
	ends_put(&e);
	return rc;
}

static int copy_check(struct vfscore_file *in, struct vfscore_file *out)
{
	if (!in->f_vnode || !out->f_vnode)
		return -EINVAL;
	if (in->f_vnode->v_type == VDIR || out->f_vnode->v_type == VDIR)
		return -EISDIR;
	if (in->f_vnode->v_type != VREG || out->f_vnode->v_type != VREG)
		return -EINVAL;
	return out->f_flags & O_APPEND ? -EBADF : 0;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, copy_file_range, int, in, off_t *, app_in, int,
		      out, off_t *, app_out, size_t, len, unsigned int, flags)
{
	off_t inpos, outpos, from, to, *inp, *outp;
	struct ends e;
	ssize_t rc;

	rc = ends_get(&e, in, out);
	if (rc)
		return rc;
	rc = pos_get(app_in, &inpos, &inp);
	if (!rc)
		rc = pos_get(app_out, &outpos, &outp);
	if (!rc && flags)
		rc = -EINVAL;
	if (!rc)
		rc = copy_check(e.in.fp, e.out.fp);
	if (rc)
		goto out;
	from = inp ? inpos : e.in.fp->f_offset;
	to = outp ? outpos : e.out.fp->f_offset;
	rc = -EOVERFLOW;
	if (from + (uint64_t)len < (uint64_t)from ||
	    to + (uint64_t)len < (uint64_t)to)
		goto out;
	rc = -EINVAL;
	if (from < 0 || to < 0)
		goto out;
	len = MIN(len, (size_t)IOSIZE_MAX);
	rc = -EOVERFLOW;
	if (from + (uint64_t)len > INT64_MAX || to + (uint64_t)len > INT64_MAX)
		goto out;
	rc = -EINVAL;
	if (e.in.fp->f_vnode == e.out.fp->f_vnode && from < to + (off_t)len &&
	    to < from + (off_t)len)
		goto out;
	rc = len ? move(e.in.fp, inp, e.out.fp, outp, len) : 0;
	if (rc >= 0 && inp && uk_put_to_app(inpos, app_in))
		rc = -EFAULT;
	if (rc >= 0 && outp && uk_put_to_app(outpos, app_out))
		rc = -EFAULT;
out:
	ends_put(&e);
	return rc;
}
