/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Locks as system calls: flock(2), and F_SETLK and its relatives of fcntl(2).
 */
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <uk/alloc.h>
#include <vfscore/vnode.h>
#include "fdio_priv.h"
#include "lock_priv.h"

#define MAND 32 /* LOCK_MAND: Linux does nothing for it any more */

/* struct flock, as Linux has it on 64-bit machines */
struct flock_layout {
	int16_t type;
	int16_t whence;
	int64_t start;
	int64_t len;
	int32_t pid;
};

static const void *key_of(const struct vfscore_file *fp)
{
	return fp->f_vnode ? (const void *)fp->f_vnode : fp->f_data;
}

/* A descriptor of a file goes: with it the process's record locks. */
static void locks_close(struct vfscore_file *fp, const void *table)
{
	lock_drop(key_of(fp), table);
}

static void locks_release(struct vfscore_file *fp)
{
	lock_drop(key_of(fp), fp);
}

static const struct vfscore_locks hooks = {
	.close = locks_close,
	.release = locks_release,
};

static int set(const struct lock_request *r)
{
	if (r->lock.type != LOCK_NONE)
		vfscore_locks = &hooks;
	return lock_set(r);
}

static int flock_type(int op, enum lock_type *type)
{
	switch (op & ~LOCK_NB) {
	case LOCK_SH:
		*type = LOCK_READ;
		return 0;
	case LOCK_EX:
		*type = LOCK_WRITE;
		return 0;
	case LOCK_UN:
		*type = LOCK_NONE;
		return 0;
	default:
		return -EINVAL;
	}
}

UK_SYSCALL_R_DEFINE(int, flock, int, fd, int, op)
{
	struct lock_request r = {
		.kind = LOCK_FILE,
		.wait = !(op & LOCK_NB),
		.a = uk_alloc_get_default(),
		.lock = {.end = LOCK_END},
	};
	struct vfscore_file *fp;
	int rc;

	if (op & MAND)
		return 0;
	rc = flock_type(op, &r.lock.type);
	if (rc)
		return rc;
	/* It may be closed while this waits: so a reference */
	fp = vfscore_get_file(fd);
	if (!fp)
		return -EBADF;
	if (fp->f_mode & UK_FPATH) {
		rc = -EBADF;
	} else {
		r.key = key_of(fp);
		r.lock.owner = fp;
		rc = set(&r);
	}
	vfscore_put_file(fp);
	return rc;
}

/* ---- records ---- */

/* Where a range begins that is counted from somewhere. */
static int base_of(struct vfscore_file *fp, int whence, off_t *base)
{
	switch (whence) {
	case SEEK_SET:
		*base = 0;
		return 0;
	case SEEK_CUR:
		*base = fp->f_offset;
		return 0;
	case SEEK_END:
		*base = fp->f_vnode ? fp->f_vnode->v_size : 0;
		return 0;
	default:
		return -EINVAL;
	}
}

static int range_of(struct vfscore_file *fp, const struct flock_layout *f,
		    struct lock *lock)
{
	off_t start;
	int rc = base_of(fp, f->whence, &start);

	if (rc)
		return rc;
	if (f->start > LOCK_END - start)
		return -EOVERFLOW;
	start += f->start;
	if (start < 0)
		return -EINVAL;
	lock->start = start;
	lock->end = LOCK_END;
	if (f->len > 0) {
		if (f->len - 1 > LOCK_END - start)
			return -EOVERFLOW;
		lock->end = start + f->len - 1;
	} else if (f->len < 0) {
		if (start + f->len < 0)
			return -EINVAL;
		lock->start = start + f->len;
		lock->end = start - 1;
	}
	return 0;
}

static int type_of(int type, enum lock_type *out)
{
	switch (type) {
	case F_RDLCK:
		*out = LOCK_READ;
		return 0;
	case F_WRLCK:
		*out = LOCK_WRITE;
		return 0;
	case F_UNLCK:
		*out = LOCK_NONE;
		return 0;
	default:
		return -EINVAL;
	}
}

static int mode_check(const struct vfscore_file *fp, enum lock_type type)
{
	if (type == LOCK_READ && !(fp->f_mode & UK_FREAD))
		return -EBADF;
	return type == LOCK_WRITE && !(fp->f_mode & UK_FWRITE) ? -EBADF : 0;
}

/* Of an open file, or of the process's descriptor table */
static void owner_set(struct lock_request *r, struct vfscore_file *fp, bool ofd)
{
	r->lock.owner = ofd ? (const void *)fp : uk_fdtab_current();
	r->lock.pid = ofd ? -1 : uk_process_current()->pid;
}

static int record_test(struct lock_request *r, struct vfscore_file *fp,
		       struct flock_layout *f, bool ofd)
{
	struct lock found;
	int rc = 0;

	if (f->type != F_RDLCK && f->type != F_WRLCK)
		return -EINVAL;
	rc = range_of(fp, f, &r->lock);
	if (rc)
		return rc;
	if (ofd && f->pid)
		return -EINVAL;
	(void)type_of(f->type, &r->lock.type);
	if (!lock_test(r, &found)) {
		f->type = F_UNLCK;
		return 0;
	}
	f->type = found.type == LOCK_READ ? F_RDLCK : F_WRLCK;
	f->whence = SEEK_SET;
	f->start = found.start;
	f->len = found.end == LOCK_END ? 0 : found.end - found.start + 1;
	f->pid = found.pid;
	return 0;
}

/* Somebody has closed it while this waited: then nobody would unlock it. */
static bool is_gone(int fd, const struct vfscore_file *fp)
{
	struct vfscore_file *now = vfscore_get_file(fd);

	if (now)
		vfscore_put_file(now);
	return now != fp;
}

static int record_set(struct lock_request *r, struct vfscore_file *fp, int fd,
		      const struct flock_layout *f, bool ofd)
{
	int rc = range_of(fp, f, &r->lock);

	if (!rc)
		rc = type_of(f->type, &r->lock.type);
	if (!rc)
		rc = mode_check(fp, r->lock.type);
	if (!rc && ofd && f->pid)
		rc = -EINVAL;
	if (rc)
		return rc;
	rc = set(r);
	if (!rc && r->lock.type != LOCK_NONE && is_gone(fd, fp)) {
		r->lock.type = LOCK_NONE;
		(void)set(r);
		return -EBADF;
	}
	return rc == -ENOMEM ? -ENOLCK : rc;
}

int fdio_record_lock(struct vfscore_file *fp, int fd, int cmd,
		     unsigned long app)
{
	struct flock_layout f;
	bool ofd = cmd >= FDIO_F_OFD_GETLK;
	struct lock_request r = {
		.key = key_of(fp),
		.kind = LOCK_RANGE,
		.wait = cmd == F_SETLKW || cmd == FDIO_F_OFD_SETLKW,
		.a = uk_alloc_get_default(),
	};
	int rc;

	if (uk_copy_from_app(&f, (const void *)app, sizeof(f)))
		return -EFAULT;
	owner_set(&r, fp, ofd);
	if (cmd != F_GETLK && cmd != FDIO_F_OFD_GETLK)
		return record_set(&r, fp, fd, &f, ofd);
	rc = record_test(&r, fp, &f, ofd);
	if (!rc && uk_copy_to_app((void *)app, &f, sizeof(f)))
		rc = -EFAULT;
	return rc;
}
