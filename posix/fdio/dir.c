/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Directories: their entries, and the ones a process is in. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/alloc.h>
#include <unistd.h>
#include "fdio_priv.h"

/*
 * Entries as getdents64() has them: inode, position of the next one, length,
 * type, name; getdents() has the type at the end.
 */
struct dents {
	struct vfscore_dirsink sink;
	__vaddr_t app;
	size_t left;
	bool type_last;
	int rc;
};

#define HEAD64	   19 /* before the name */
#define HEAD	   18
#define DENT_ALIGN 8U
#define DENT_MAX   (ALIGN_UP(HEAD64 + 255 + 2, DENT_ALIGN))

static int dents_put(struct vfscore_dirsink *sink, const char *name, size_t len,
		     uint64_t ino, unsigned char type, off_t cookie)
{
	struct dents *d = __containerof(sink, struct dents, sink);
	size_t head = d->type_last ? HEAD : HEAD64;
	uint16_t reclen =
		(uint16_t)ALIGN_UP(head + len + 1 + d->type_last, DENT_ALIGN);
	char entry[DENT_MAX];

	if (len > 255 || reclen > d->left) {
		d->rc = d->rc ? d->rc : -EINVAL;
		return 1;
	}
	memset(entry, 0, reclen);
	memcpy(entry, &ino, 8);
	memcpy(entry + 8, &cookie, 8);
	memcpy(entry + 16, &reclen, 2);
	memcpy(entry + head, name, len);
	entry[d->type_last ? reclen - 1 : 18] = (char)type;
	if (uk_copy_to_app((void *)d->app, entry, reclen)) {
		d->rc = -EFAULT;
		return 1;
	}
	d->app += reclen;
	d->left -= reclen;
	return 0;
}

static int do_getdents(int fd, __vaddr_t app, unsigned int size, bool type_last)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct dents d = {
		.sink = {.put = dents_put},
		.app = app,
		.left = MIN(size, (unsigned int)INT32_MAX),
		.type_last = type_last,
	};
	size_t all = d.left;
	int rc;

	if (!ref.fp)
		return -EBADF;
	if (ref.fp->f_mode & UK_FPATH) {
		rc = -EBADF;
		goto out;
	}
	rc = -ENOTDIR;
	if (!ref.fp->f_vnode || ref.fp->f_vnode->v_type != VDIR)
		goto out;
	rc = vfscore_readdir(ref.fp, &d.sink);
	/* What has been given counts, whatever came then */
	if (d.left < all)
		rc = (int)(all - d.left);
	else if (!rc)
		rc = d.rc;
out:
	uk_fdref_put(ref);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, getdents64, int, fd, void *, buf, unsigned int, size)
{
	return do_getdents(fd, (__vaddr_t)buf, size, false);
}

#ifdef SYS_getdents
UK_LLSYSCALL_R_DEFINE(int, getdents, int, fd, void *, buf, unsigned int, size)
{
	return do_getdents(fd, (__vaddr_t)buf, size, true);
}
#endif

UK_LLSYSCALL_R_DEFINE(int, getcwd, char *, app, unsigned long, size)
{
	char *buf = uk_malloc(uk_alloc_get_default(), FDIO_NAME_MAX);
	int rc;

	if (!buf)
		return -ENOMEM;
	rc = vfscore_getcwd(fdio_ctx(), buf, FDIO_NAME_MAX);
	if (rc > 0 && (unsigned long)rc > size)
		rc = -ERANGE;
	if (rc > 0 && uk_copy_to_app(app, buf, (size_t)rc))
		rc = -EFAULT;
	uk_free(uk_alloc_get_default(), buf);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, chdir, const char *, path)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, AT_FDCWD, path, false);

	if (rc)
		return rc;
	rc = vfscore_chdir(fdio_ctx(), n.at, n.name, VFSCORE_FOLLOW);
	fdio_name_put(&n);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, fchdir, int, fd)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct vfscore_path at;
	int rc;

	if (!ref.fp)
		return -EBADF;
	rc = vfscore_file_path(ref.fp, &at);
	if (rc)
		rc = -ENOTDIR;
	else
		rc = vfscore_chdir(fdio_ctx(), &at, "", VFSCORE_EMPTY_PATH);
	uk_fdref_put(ref);
	return rc;
}

UK_SYSCALL_R_DEFINE(int, chroot, const char *, path)
{
	struct fdio_name n;
	int rc = fdio_name_get(&n, AT_FDCWD, path, false);

	if (rc)
		return rc;
	rc = vfscore_chroot(fdio_ctx(), n.name);
	fdio_name_put(&n);
	return rc;
}

UK_SYSCALL_R_DEFINE(mode_t, umask, mode_t, mask)
{
	return vfscore_umask(fdio_ctx(), mask & 0777);
}
