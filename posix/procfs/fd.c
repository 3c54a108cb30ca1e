/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Descriptors: links to what they are, and how far they have come. */
#include <string.h>
#include <uk/fdtab.h>
#include <vfscore/mount.h>
#include <vfscore/namei.h>
#include "process_priv.h"

#define LINK_SIZE  64 /* what lstat() says, as on Linux */
#define NAME_SIZE  64
#define MODE_READ  0500
#define MODE_WRITE 0300

static int fd_next(const struct procfs_ids *of, int from)
{
	const struct uk_process *p = proc_process(of);
	int fd = p && p->fdtab ? uk_fdtab_next(p->fdtab, (unsigned int)from)
			       : -1;

	return fd < 0 ? -ENOENT : fd;
}

/* The open file with a reference, or -ENOENT, -EACCES. */
static int file_get(const struct procfs_ids *of, struct vfscore_file **fp)
{
	const struct uk_process *p = proc_process(of);

	if (!p || !p->fdtab)
		return -ENOENT;
	if (!proc_may_look(p))
		return -EACCES;
	*fp = uk_fdtab_hold(p->fdtab, (unsigned int)of->fd);
	return *fp ? 0 : -ENOENT;
}

/* A link's mode says what the file was opened for. */
static int fd_attr(const struct procfs_ids *of, struct vattr *vap)
{
	struct vfscore_file *fp;
	int rc;

	if (of->fd < 0)
		return 0;
	rc = file_get(of, &fp);
	if (rc)
		return -ENOENT;
	vap->va_mode |= fp->f_mode & UK_FREAD ? MODE_READ : 0;
	vap->va_mode |= fp->f_mode & UK_FWRITE ? MODE_WRITE : 0;
	vap->va_size = LINK_SIZE;
	fdrop(fp);
	return 0;
}

static int put_anonymous(struct uk_streambuf *out, struct vfscore_file *fp)
{
	char name[NAME_SIZE];
	int rc = vfscore_anon_print(fp, name, sizeof(name));

	if (rc == 0)
		uk_streambuf_strcpy(out, name);
	return rc;
}

static int fd_show(struct uk_streambuf *out, const struct procfs_ids *of)
{
	struct vfscore_path path;
	struct vfscore_file *fp;
	int rc = file_get(of, &fp);

	if (rc)
		return rc;
	if (vfscore_file_path(fp, &path) == 0)
		rc = procfs_path(out, uk_posix_thread_current()->fs, &path, "");
	else
		rc = put_anonymous(out, fp);
	fdrop(fp);
	return rc;
}

static int fd_jump(const struct procfs_ids *of, struct vfscore_path *path)
{
	struct vfscore_file *fp;
	int rc = file_get(of, &fp);

	if (rc)
		return rc;
	if (vfscore_file_path(fp, path) == 0)
		vfscore_path_get(path);
	else
		rc = vfscore_anon_path(fp, path);
	fdrop(fp);
	return rc;
}

static int fdinfo_show(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);
	struct vfscore_file *fp;
	int rc = file_get(of, &fp);
	bool cloexec;

	if (rc)
		return rc;
	cloexec = uk_fdtab_cloexec(p->fdtab, (unsigned int)of->fd) == 1;
	uk_streambuf_printf(
		out, "pos:\t%lld\nflags:\t0%o\nmnt_id:\t%u\nino:\t%lu\n",
		(long long)(fp->f_mode & UK_FPOS ? fp->f_offset : 0),
		(unsigned int)(fp->f_flags | (cloexec ? O_CLOEXEC : 0)),
		fp->f_mount ? (unsigned int)fp->f_mount->m_dev & 0xff : 0,
		fp->f_vnode ? (unsigned long)fp->f_vnode->v_ino : 0);
	fdrop(fp);
	return 0;
}

/* Each table is in one place of the tree. */
#define NUMBERS(name, entry_, attr_)   \
	struct procfs_numbers name = { \
		.entry = &(entry_),    \
		.is_fd = true,         \
		.next = fd_next,       \
		.attr = (attr_),       \
	}

#define FD_LINK                                                 \
	{                                                       \
		.name = "fd", .mode = S_IFLNK, .show = fd_show, \
		.jump = fd_jump                                 \
	}

static struct procfs_entry fd_of_process = FD_LINK;
static struct procfs_entry fd_of_task = FD_LINK;
static struct procfs_entry info_of_process =
	PROCFS_FILE("fdinfo", 0444, fdinfo_show);
static struct procfs_entry info_of_task =
	PROCFS_FILE("fdinfo", 0444, fdinfo_show);

NUMBERS(proc_fd_numbers, fd_of_process, fd_attr);
NUMBERS(proc_task_fd_numbers, fd_of_task, fd_attr);
NUMBERS(proc_fdinfo_numbers, info_of_process, NULL);
NUMBERS(proc_task_fdinfo_numbers, info_of_task, NULL);
