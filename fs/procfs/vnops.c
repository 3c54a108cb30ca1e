/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The tree as vnodes. A vnode's number says everything about it, so that it
 * needs no memory but itself:
 *
 *	bits 0 - 12	the entry of the tables
 *	bit 13		the id is a thread's
 *	bits 14 - 35	id
 *	bits 36 - 57	descriptor + 1
 */
#include <stdio.h>
#include <string.h>
#include <uk/plat/time.h>
#include <vfscore/dentry.h>
#include <vfscore/file.h>
#include "procfs_priv.h"

#define SERIAL_BITS 13
#define ID_SHIFT    14
#define FD_SHIFT    36
#define NUMBER_MASK 0x3fffffU

#define DT_DIR_ 4
#define DT_LNK_ 10

/* Positions in directories: what is in the tables, and behind it numbers */
#define POS_TABLES  2
#define POS_NUMBERS 0x10000

static uint64_t ino_of(const struct procfs_entry *e,
		       const struct procfs_ids *ids)
{
	return e->serial | (uint64_t)ids->thread << SERIAL_BITS |
	       (uint64_t)ids->id << ID_SHIFT |
	       (uint64_t)(ids->fd + 1) << FD_SHIFT;
}

struct procfs_entry *procfs_entry_of(const struct vnode *vp)
{
	return vp->v_data;
}

struct procfs_ids procfs_ids_of(const struct vnode *vp)
{
	return (struct procfs_ids){
		.id = (int)(vp->v_ino >> ID_SHIFT & NUMBER_MASK),
		.thread = vp->v_ino >> SERIAL_BITS & 1,
		.fd = (int)(vp->v_ino >> FD_SHIFT) - 1,
	};
}

/* Its mode and owner, which may change; -ENOENT: it is gone. */
static int attr_get(const struct procfs_entry *e, const struct procfs_ids *ids,
		    struct vattr *va)
{
	int rc = 0;

	*va = (struct vattr){.va_mode = e->mode};
	for (; e && rc == 0; e = e->parent)
		if (e->among && e->among->attr)
			rc = e->among->attr(ids, va);
	return rc;
}

int procfs_vnode_get(struct mount *mp, struct procfs_entry *e,
		     const struct procfs_ids *ids, struct vnode **vpp)
{
	struct vattr va;
	struct vnode *vp;
	int rc = attr_get(e, ids, &va);

	if (rc)
		return rc;
	rc = vfscore_vget(mp, ino_of(e, ids), &vp);
	if (rc < 0)
		return rc;
	vp->v_data = e;
	vp->v_mode = va.va_mode;
	vp->v_type = (int)IFTOVT(va.va_mode);
	vp->v_uid = va.va_uid;
	vp->v_gid = va.va_gid;
	/* Names come and go, and what is below them with them */
	vp->v_flags |= e->jump ? VMAGIC : VNOCACHE;
	*vpp = vp;
	return 0;
}

static void ids_enter(struct procfs_ids *ids, const struct procfs_numbers *of,
		      int number)
{
	if (of->is_fd) {
		ids->fd = number;
		return;
	}
	ids->thread = ids->id != 0;
	ids->id = number;
}

static bool number_is_there(const struct procfs_numbers *n,
			    const struct procfs_ids *ids, int number)
{
	if (number < 0 || (unsigned int)number >= NUMBER_MASK)
		return false;
	return n->has ? n->has(ids, number) : n->next(ids, number) == number;
}

static int procfs_lookup(struct vnode *dvp, const char *name,
			 struct vnode **vpp)
{
	const struct procfs_entry *dir = procfs_entry_of(dvp);
	struct procfs_ids ids = procfs_ids_of(dvp);
	struct procfs_entry *e = procfs_find(dir, name);
	int number;

	if (!e && dir->numbers) {
		number = procfs_number(name);
		if (number_is_there(dir->numbers, &ids, number)) {
			ids_enter(&ids, dir->numbers, number);
			e = dir->numbers->entry;
		}
	}
	return e ? procfs_vnode_get(dvp->v_mount, e, &ids, vpp) : -ENOENT;
}

/* ---- listing ---- */

static int put(struct vfscore_dirsink *sink, const char *name,
	       const struct procfs_entry *e, const struct procfs_ids *ids,
	       off_t cookie)
{
	return sink->put(sink, name, strlen(name), ino_of(e, ids),
			 (unsigned char)(e->mode >> 12), cookie);
}

static int put_tables(const struct procfs_entry *dir,
		      const struct procfs_ids *ids, off_t *pos,
		      struct vfscore_dirsink *sink)
{
	const struct procfs_entry *e = dir->first;

	for (off_t at = POS_TABLES; e && at < *pos; at++)
		e = e->next;
	for (; e; e = e->next) {
		if (put(sink, e->name, e, ids, *pos + 1))
			return 1;
		++*pos;
	}
	return 0;
}

static void put_numbers(const struct procfs_numbers *numbers,
			const struct procfs_ids *of, off_t *pos,
			struct vfscore_dirsink *sink)
{
	struct procfs_ids ids;
	char name[12];
	int n;

	for (;;) {
		n = numbers->next(of, (int)(*pos - POS_NUMBERS));
		if (n < 0)
			return;
		ids = *of;
		ids_enter(&ids, numbers, n);
		(void)snprintf(name, sizeof(name), "%d", n);
		if (put(sink, name, numbers->entry, &ids, POS_NUMBERS + n + 1))
			return;
		*pos = POS_NUMBERS + n + 1;
	}
}

static int procfs_iterate(struct vnode *vp, struct vfscore_file *fp __unused,
			  off_t *pos, struct vfscore_dirsink *sink)
{
	const struct procfs_entry *dir = procfs_entry_of(vp);
	struct procfs_ids ids = procfs_ids_of(vp);
	struct vattr va;
	int rc = attr_get(dir, &ids, &va);

	if (rc)
		return rc;
	if (*pos < POS_NUMBERS && put_tables(dir, &ids, pos, sink))
		return 0;
	if (!dir->numbers)
		return 0;
	*pos = *pos < POS_NUMBERS ? POS_NUMBERS : *pos;
	put_numbers(dir->numbers, &ids, pos, sink);
	return 0;
}

/* ---- attributes ---- */

/* A directory's links: its own two, and those of the directories in it. */
static nlink_t links_of(const struct procfs_entry *e)
{
	nlink_t n = S_ISDIR(e->mode) ? 2 : 1;

	for (e = e->first; e; e = e->next)
		n += S_ISDIR(e->mode) ? 1 : 0;
	return n;
}

static int procfs_getattr(struct vnode *vp, struct vattr *vap)
{
	struct procfs_entry *e = procfs_entry_of(vp);
	struct procfs_ids ids = procfs_ids_of(vp);
	struct vattr va;
	__nsec now = ukplat_wall_clock();

	/* What has gone has the attributes that it had */
	if (attr_get(e, &ids, &va) == 0) {
		vap->va_mode = va.va_mode;
		vap->va_uid = va.va_uid;
		vap->va_gid = va.va_gid;
		vap->va_size = va.va_size;
	}
	vap->va_nlink = links_of(e);
	vap->va_blksize = 1024;
	/* As on Linux, where inodes are made when they are looked for */
	vap->va_atime.tv_sec = (time_t)(now / UKARCH_NSEC_PER_SEC);
	vap->va_mtime = vap->va_atime;
	vap->va_ctime = vap->va_atime;
	return 0;
}

static int procfs_readlink(struct vnode *vp, struct uio *uio)
{
	struct procfs_ids ids = procfs_ids_of(vp);
	const struct procfs_entry *e = procfs_entry_of(vp);
	struct uk_streambuf *sb;
	int rc;

	if (!e->show)
		return -EINVAL;
	rc = procfs_text(e, &ids, &sb);
	if (rc)
		return rc;
	rc = vfscore_uiomove(uk_streambuf_buf(sb),
			     MIN(procfs_text_len(sb), (size_t)uio->uio_resid),
			     uio);
	uk_streambuf_free(sb);
	return rc;
}

static int procfs_jump(struct vnode *vp, struct vfscore_path *path)
{
	struct procfs_ids ids = procfs_ids_of(vp);

	return procfs_entry_of(vp)->jump(&ids, path);
}

static int procfs_access(struct vnode *vp, int mode)
{
	const struct procfs_entry *e = procfs_entry_of(vp);

	if (!(mode & (VWRITE | VAPPEND)) || (vp->v_mode & 0222))
		return 0;
	for (; e; e = e->parent)
		if (e->strict)
			return -EACCES;
	return 0;
}

static int procfs_open(struct vfscore_file *fp)
{
	return fp->f_vnode->v_type == VREG ? procfs_file_open(fp) : 0;
}

/* There is no such name, and none can be made. */
static int no_name(struct vnode *dvp __unused, const char *name __unused,
		   mode_t mode __unused)
{
	return -ENOENT;
}

static int no_node(struct vnode *dvp __unused, const char *name __unused,
		   mode_t mode __unused, dev_t dev __unused)
{
	return -ENOENT;
}

static int no_symlink(struct vnode *dvp __unused, const char *name __unused,
		      const char *target __unused)
{
	return -ENOENT;
}

/* There is nothing that could be cut. */
static int procfs_truncate(struct vnode *vp __unused, off_t size __unused)
{
	return 0;
}

const struct vnops procfs_vnops = {
	.vop_open = procfs_open,
	.vop_lookup = procfs_lookup,
	.vop_iterate = procfs_iterate,
	.vop_getattr = procfs_getattr,
	.vop_readlink = procfs_readlink,
	.vop_jump = procfs_jump,
	.vop_access = procfs_access,
	.vop_create = no_name,
	.vop_mkdir = no_name,
	.vop_mknod = no_node,
	.vop_symlink = no_symlink,
	.vop_truncate = procfs_truncate,
};
