/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A program that is a file: its pages are mapped as the file has them. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <uk/process.h>
#include <uk/vmem.h>
#include <vfscore/file.h>
#include <vfscore/map.h>
#include <vfscore/mount.h>
#include <vfscore/namei.h>
#include "file_priv.h"

static struct exec_file *file_of(const struct uk_elf_source *src)
{
	return src->data;
}

static int file_read(const struct uk_elf_source *src, uint64_t offset,
		     void *buf, size_t len)
{
	off_t pos = (off_t)offset;
	ssize_t done;

	for (char *at = buf; len; at += done, len -= (size_t)done) {
		done = vfscore_file_read(file_of(src)->fp, at, len, &pos);
		if (done < 0)
			return (int)done;
		if (!done)
			return -EIO;
	}
	return 0;
}

static int file_map(const struct uk_elf_source *src, struct uk_vas *vas,
		    __vaddr_t vaddr, size_t len, unsigned long attr,
		    uint64_t offset)
{
	int rc = vfscore_file_map(file_of(src)->fp, vas, &vaddr, len, attr,
				  UK_VMA_MAP_REPLACE, src->name, (__off)offset);

	return rc == -ENODEV ? -ENOTSUP : rc;
}

int exec_file_open(struct exec_file *file, struct vfscore_ctx *ctx,
		   const struct vfscore_path *at, const char *name,
		   unsigned int flags)
{
	int oflags = flags & VFSCORE_FOLLOW ? O_RDONLY : O_RDONLY | O_NOFOLLOW;
	struct vnode *vp;
	int rc;

	file->fp = NULL;
	rc = vfscore_open(ctx, at, name, oflags | O_NONBLOCK, 0, 0, &file->fp);
	if (rc)
		return rc;
	vp = file->fp->f_vnode;
	rc = -EACCES;
	if (vp && vp->v_type == VREG &&
	    !(file->fp->f_mount->m_flags & MNT_NOEXEC))
		rc = vn_access(&ctx->cred, vp, VEXEC);
	if (rc) {
		exec_file_close(file);
		return rc;
	}
	file->src = (struct uk_elf_source){
		.read = file_read,
		.map = file_map,
		.size = (uint64_t)vp->v_size,
		.data = file,
	};
	return 0;
}

void exec_file_close(struct exec_file *file)
{
	if (file->fp)
		fdrop(file->fp);
	file->fp = NULL;
}

void exec_file_runs(struct exec_file *file)
{
	struct uk_process *p = uk_process_current();
	struct vfscore_file *old = p->exe_file;

	p->exe_file = file->fp;
	file->fp = NULL;
	if (old)
		fdrop(old);
}

struct vfscore_ctx *exec_ctx(void)
{
	struct vfscore_ctx *ctx = uk_posix_thread_current()->fs;

	return ctx ? ctx : vfscore_ctx_boot();
}
