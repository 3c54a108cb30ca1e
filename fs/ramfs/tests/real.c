/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/pager.h>
#include "../../vfscore/vfscore_priv.h"
#include "drive.h"
#include "machine.h"

static struct vfscore_ctx *ctx;
static struct vfscore_file *files[HANDLES];

void real_start(void)
{
	size_t len;
	const void *archive = archive_make(&len);
	int rc;

	machine_start();
	machine_initrd(archive, len);
	rc = vfscore_mount(vfscore_ctx_boot(), NULL, "/test", "initrd", 0,
			   NULL);
	UK_BUGON(rc);
	ctx = vfscore_ctx_copy(vfscore_ctx_boot());
	UK_BUGON(!ctx);
	rc = vfscore_chroot(ctx, "/test");
	UK_BUGON(rc);
	rc = vfscore_chdir(ctx, NULL, "/", 0);
	UK_BUGON(rc);
}

static int detach(struct mount *mp, void *arg)
{
	if (mp->m_parent)
		*(struct mount **)arg = mp;
	return 0;
}

/* All that is left open is closed and all mounts go. */
void real_stop(void)
{
	struct mount *mp;
	int rc;

	for (unsigned int i = 0; i < HANDLES; i++) {
		if (files[i])
			fdrop(files[i]);
		files[i] = NULL;
	}
	rc = vfscore_chdir(ctx, NULL, "/", 0);
	UK_BUGON(rc);
	vfscore_ctx_put(ctx);
	rc = vfscore_umount(vfscore_ctx_boot(), "/test", MNT_DETACH);
	UK_BUGON(rc);
	mp = NULL;
	(void)vfscore_mount_foreach(detach, &mp);
	UK_BUGON(mp);
	while (vfscore_dcache_shrink(1000))
		;
}

static struct vfscore_file *file_of(const struct op *op)
{
	return files[op->handle];
}

static long do_open(const struct op *op)
{
	if (files[op->handle])
		return -EMFILE;
	return vfscore_open(ctx, NULL, op->path, op->flags, 0644, 0,
			    &files[op->handle]);
}

static long do_close(const struct op *op)
{
	struct vfscore_file *fp = file_of(op);

	if (!fp)
		return -EBADF;
	files[op->handle] = NULL;
	fdrop(fp);
	return 0;
}

static long do_stat(const char *path, int flags, struct found *found)
{
	struct vattr va;
	int rc = vfscore_stat(ctx, NULL, path, (unsigned int)flags, &va);

	if (rc)
		return rc;
	found->type = (int)(va.va_mode & S_IFMT);
	found->mode = va.va_mode & 07777;
	found->nlink = va.va_nlink;
	found->size = S_ISDIR(va.va_mode) ? 0 : va.va_size;
	found->ino = va.va_nodeid ^ va.va_fsid << 32;
	UK_BUGON((va.va_mode & S_IFMT) != VTTOIF(va.va_type));
	return 0;
}

int real_stat(const char *path, struct found *found)
{
	return (int)do_stat(path, 0, found);
}

static long do_name(const struct op *op, char *buf)
{
	const unsigned int follow = op->flags ? VFSCORE_FOLLOW : 0;

	switch (op->kind) {
	case OP_MKDIR:
		return vfscore_mkdir(ctx, NULL, op->path, 0755);
	case OP_UNLINK:
		return vfscore_unlink(ctx, NULL, op->path);
	case OP_RMDIR:
		return vfscore_rmdir(ctx, NULL, op->path);
	case OP_RENAME:
		return vfscore_rename(ctx, NULL, op->path, NULL, op->path2,
				      (unsigned int)op->flags);
	case OP_LINK:
		return vfscore_link(ctx, NULL, op->path, NULL, op->path2,
				    follow);
	case OP_SYMLINK:
		return vfscore_symlink(ctx, op->path2, NULL, op->path);
	case OP_MKNOD:
		return vfscore_mknod(ctx, NULL, op->path, S_IFIFO | 0600, 0);
	case OP_READLINK:
		return vfscore_readlink(ctx, NULL, op->path, 0, buf, PATH_LEN);
	case OP_STAT:
		return do_stat(op->path, (int)follow, (struct found *)buf);
	case OP_CHMOD:
		return vfscore_chmod(ctx, NULL, op->path, follow,
				     (mode_t)op->len & 07777);
	case OP_TRUNCATE:
		return vfscore_truncate(ctx, NULL, op->path, op->off);
	case OP_CHDIR:
		return vfscore_chdir(ctx, NULL, op->path, 0);
	case OP_MOUNT:
		return vfscore_mount(ctx, NULL, op->path, "tmpfs", 0, NULL);
	default:
		return vfscore_umount(ctx, op->path,
				      op->flags ? MNT_DETACH : 0);
	}
}

static long do_map(const struct op *op)
{
	struct vfscore_file *fp = file_of(op);
	struct uk_pager *pager;
	int rc;

	if ((fp->f_mode & (UK_FREAD | UK_FWRITE)) != (UK_FREAD | UK_FWRITE))
		return -EACCES;
	rc = fp->f_op->mmap(fp, PAGE_ATTR_PROT_RW, &pager);
	return rc ? rc : mapping_add((unsigned int)op->off, pager);
}

static long do_file(const struct op *op, char *buf)
{
	struct vfscore_file *fp = file_of(op);
	off_t off = op->off, *pos = op->flags ? &off : NULL;

	switch (op->kind) {
	case OP_READ:
		return vfscore_file_read(fp, buf, (size_t)op->len, pos);
	case OP_WRITE:
		memset(buf, op->byte, (size_t)op->len);
		return vfscore_file_write(fp, buf, (size_t)op->len, pos);
	case OP_FTRUNCATE:
		return vfscore_file_truncate(fp, op->off);
	case OP_FALLOCATE:
		return vfscore_file_fallocate(fp, op->flags, op->off, op->len);
	case OP_MAP:
		return do_map(op);
	default:
		return fp->f_op->seek(fp, op->off, op->flags);
	}
}

long real_do(const struct op *op, char *buf)
{
	if (op->kind == OP_OPEN)
		return do_open(op);
	if (op->kind == OP_CLOSE)
		return do_close(op);
	if (op->kind < OP_READ)
		return do_name(op, buf);
	if (op->kind == OP_UNMAP)
		return mapping_remove((unsigned int)op->off);
	if (op->kind == OP_TOUCH)
		return mapping_touch(op->handle, op->off,
				     op->flags ? op->byte : -1);
	return file_of(op) ? do_file(op, buf) : -EBADF;
}

/* ---- looking at it ---- */

struct listing {
	struct vfscore_dirsink sink;
	void (*f)(void *arg, const char *name, uint64_t ino);
	void *arg;
	unsigned int room; /* entries that one call takes */
	bool full;
};

static int take(struct vfscore_dirsink *sink, const char *name, size_t len,
		uint64_t ino, unsigned char type __unused,
		off_t cookie __unused)
{
	struct listing *l = __containerof(sink, struct listing, sink);

	l->full = !l->room;
	if (l->full)
		return 1;
	l->room--;
	UK_BUGON(strlen(name) != len);
	l->f(l->arg, name, ino);
	return 0;
}

void real_list(const char *path,
	       void (*f)(void *arg, const char *name, uint64_t ino), void *arg)
{
	struct listing l = {.sink = {take}, .f = f, .arg = arg};
	struct vfscore_file *fp;
	int rc = vfscore_open(ctx, NULL, path, O_RDONLY | O_DIRECTORY, 0, 0,
			      &fp);

	UK_BUGON(rc);
	do {
		l.room = 3;
		rc = vfscore_readdir(fp, &l.sink);
		UK_BUGON(rc);
	} while (l.full);
	fdrop(fp);
}

long real_contents(const char *path, char *buf, size_t len)
{
	struct vfscore_file *fp;
	int rc =
		vfscore_open(ctx, NULL, path, O_RDONLY | O_NOFOLLOW, 0, 0, &fp);
	long n;

	UK_BUGON(rc);
	n = vfscore_file_read(fp, buf, len, NULL);
	fdrop(fp);
	return n;
}
