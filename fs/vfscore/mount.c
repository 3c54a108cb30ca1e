/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* File systems in the tree: mount(2), umount2(2), statfs(2). */
#include <string.h>
#include <sys/mount.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include "vfscore_priv.h"

/* What is understood; others are -EINVAL. */
#define FLAGS_KNOWN                                                      \
	(MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_SYNCHRONOUS | \
	 MS_REMOUNT | MS_NOATIME | MS_NODIRATIME | MS_RELATIME |         \
	 MS_STRICTATIME | MS_SILENT | MS_DIRSYNC | MS_MOVE)
#define FLAGS_KEPT                                                        \
	(MNT_RDONLY | MNT_NOSUID | MNT_NODEV | MNT_NOEXEC | MNT_NOATIME | \
	 MNT_NODIRATIME | MNT_RELATIME | MNT_STRICTATIME)

static UK_LIST_HEAD(mounts);
static struct mount *root_mount;
static struct mount *unnamed_mount;
static unsigned int last_dev = 0x10; /* minor numbers of st_dev */

void vfs_busy(struct mount *mp)
{
	uk_refcount_acquire(&mp->m_count);
}

static void mount_destroy(struct mount *mp);

/* The last one leaves a file system that is in the tree no more. */
void vfs_unbusy(struct mount *mp)
{
	if (uk_refcount_release(&mp->m_count))
		mount_destroy(mp);
}

struct mount *vfs_root_mount(void)
{
	return root_mount;
}

static const struct vfscore_fs_type *type_find(const char *name)
{
	const struct vfscore_fs_type *const *t;

	for (t = uk_fslist_start; t < uk_fslist_end; t++)
		if (strcmp((*t)->vs_name, name) == 0)
			return *t;
	return NULL;
}

static void mount_free(struct mount *mp)
{
	uk_free(uk_alloc_get_default(), mp->m_special);
	uk_free(uk_alloc_get_default(), mp);
}

/* A mounted file system without a place in the tree. */
static int mount_create(const char *special, const char *type, int flags,
			const void *data, struct mount **out)
{
	const struct vfscore_fs_type *t = type_find(type);
	struct mount *mp;
	int rc;

	if (!t)
		return -ENODEV;
	mp = uk_zalloc(uk_alloc_get_default(), sizeof(*mp));
	if (!mp)
		return -ENOMEM;
	if (!special)
		special = type;
	mp->m_special = uk_malloc(uk_alloc_get_default(), strlen(special) + 1);
	rc = -ENOMEM;
	if (!mp->m_special)
		goto err;
	strcpy(mp->m_special, special);
	mp->m_op = t->vs_op;
	mp->m_type = t->vs_name;
	mp->m_flags = flags;
	mp->m_alloc = uk_alloc_get_default();
	mp->m_dev = ++last_dev;
	uk_refcount_init(&mp->m_count, 1);
	if (t->vs_init && (rc = t->vs_init()))
		goto err;
	rc = -ENOMEM;
	/* An entry for the file system to hang its root's vnode on */
	mp->m_root = dentry_create_root(mp, NULL);
	if (!mp->m_root)
		goto err;
	rc = _vop_rc(VFS_MOUNT(mp, special, flags, data));
	if (rc)
		goto err_root;
	UK_ASSERT(mp->m_root->d_vnode);
	mp->m_root->d_vnode->v_flags |= VROOT;
	*out = mp;
	return 0;

err_root:
	drele(mp->m_root);
err:
	mount_free(mp);
	return rc;
}

static void mount_destroy(struct mount *mp)
{
	if (vfscore_notify_ops)
		vfscore_notify_ops->unmount(mp);
	dentry_shrink_mount(mp);
	drele(mp->m_root);
	dentry_shrink_mount(mp);
	UK_ASSERT(!mp->m_inodes);
	(void)VFS_UNMOUNT(mp, 0);
	mount_free(mp);
}

struct mount *vfs_unnamed_mount(void)
{
	if (!unnamed_mount)
		(void)mount_create("tmpfs", "tmpfs", MNT_KERNEL, NULL,
				   &unnamed_mount);
	return unnamed_mount;
}

int vfs_mount_root(const char *special, const char *type, int flags,
		   const void *data)
{
	int rc = mount_create(special, type, flags | MNT_ROOTFS, data,
			      &root_mount);

	if (rc == 0)
		uk_list_add_tail(&root_mount->mnt_list, &mounts);
	return rc;
}

/* Puts it upon a place, whose references it takes. */
static void mount_attach(struct mount *mp, const struct vfscore_path *path)
{
	mp->m_parent = path->mount;
	mp->m_covered = path->dentry;
	path->dentry->d_mounted = mp;
	uk_list_add_tail(&mp->mnt_list, &mounts);
}

/* From now on there is nothing above its root. */
static void mount_detach(struct mount *mp)
{
	struct vfscore_path path = {mp->m_parent, mp->m_covered};

	uk_list_del(&mp->mnt_list);
	mp->m_covered->d_mounted = NULL;
	mp->m_parent = NULL;
	mp->m_covered = NULL;
	vfscore_path_put(&path);
	vfs_unbusy(mp);
}

static bool is_below(const struct mount *mp, const struct mount *top)
{
	while (mp && mp != top)
		mp = mp->m_parent;
	return mp;
}

/* It goes, and what is mounted somewhere in it, which was mounted later. */
static void mount_detach_all(struct mount *top)
{
	struct mount *mp, *before;

	uk_list_for_each_entry_safe_reverse(mp, before, &mounts, mnt_list)
	{
		if (mp == top)
			break;
		if (is_below(mp, top))
			mount_detach(mp);
	}
	mount_detach(top);
}

/* May something be mounted there? The namespace is locked. */
static int check_place(const struct vfscore_path *path)
{
	if (!dentry_is_named(path->dentry))
		return -ENOENT;
	return is_below(path->mount, root_mount) ? 0 : -EINVAL;
}

static int remount(const struct vfscore_path *path, int flags)
{
	struct mount *mp = path->mount;

	if (path->dentry != mp->m_root)
		return -EINVAL;
	if ((flags & MS_RDONLY) &&
	    __atomic_load_n(&mp->m_writers, __ATOMIC_RELAXED))
		return -EBUSY;
	mp->m_flags = (mp->m_flags & ~FLAGS_KEPT) | (flags & FLAGS_KEPT);
	return 0;
}

int vfscore_mount(struct vfscore_ctx *ctx, const char *special, const char *dir,
		  const char *type, unsigned long flags, const void *data)
{
	struct vfscore_path path;
	struct mount *mp;
	int rc;

	if (!(ctx->cred.caps & VFSCORE_CAP_SYS_ADMIN))
		return -EPERM;
	if (flags & ~(unsigned long)FLAGS_KNOWN)
		return -EINVAL;
	rc = vfscore_lookup(ctx, NULL, dir, VFSCORE_FOLLOW, &path);
	if (rc)
		return rc;
	if (flags & MS_REMOUNT) {
		rc = remount(&path, (int)flags);
		goto out;
	}
	rc = -EINVAL;
	if ((flags & MS_MOVE) || !type)
		goto out;
	rc = -ENOTDIR;
	if (path.dentry->d_vnode->v_type != VDIR)
		goto out;
	rc = mount_create(special, type, (int)flags & FLAGS_KEPT, data, &mp);
	if (rc)
		goto out;
	uk_mutex_lock(&vfs_namespace);
	vfs_cross_mounts(&path);
	rc = check_place(&path);
	if (rc == 0)
		mount_attach(mp, &path);
	else
		vfs_unbusy(mp);
	uk_mutex_unlock(&vfs_namespace);
	if (rc == 0)
		return 0;
out:
	vfscore_path_put(&path);
	return rc;
}

int vfscore_umount(struct vfscore_ctx *ctx, const char *name, int flags)
{
	struct vfscore_path path;
	struct mount *mp;
	int rc;

	if (flags & ~(MNT_FORCE | MNT_DETACH | MNT_EXPIRE | UMOUNT_NOFOLLOW))
		return -EINVAL;
	if (!(ctx->cred.caps & VFSCORE_CAP_SYS_ADMIN))
		return -EPERM;
	rc = vfscore_lookup(ctx, NULL, name,
			    (flags & UMOUNT_NOFOLLOW) ? 0 : VFSCORE_FOLLOW,
			    &path);
	if (rc)
		return rc;
	uk_mutex_lock(&vfs_namespace);
	/* The root, or where we are, may be covered, which walks do not see */
	vfs_cross_mounts(&path);
	mp = path.mount;
	/* One for itself, one for the path: who else is in there? */
	if (path.dentry != mp->m_root || (!mp->m_parent && mp != root_mount))
		rc = -EINVAL;
	else if (mp == root_mount ||
		 (uk_refcount_read(&mp->m_count) > 2 && !(flags & MNT_DETACH)))
		rc = -EBUSY;
	else
		mount_detach_all(mp);
	vfscore_path_put(&path);
	uk_mutex_unlock(&vfs_namespace);
	return rc;
}

int vfscore_statfs(struct vfscore_ctx *ctx, const struct vfscore_path *at,
		   const char *name, unsigned int flags, struct statfs *st)
{
	struct vfscore_path path;
	int rc = vfscore_lookup(ctx, at, name, flags, &path);

	if (rc)
		return rc;
	memset(st, 0, sizeof(*st));
	st->f_bsize = 4096;
	st->f_frsize = 4096;
	st->f_namelen = VFS_NAME_MAX;
	st->f_flags = 0x20 | (unsigned long)(path.mount->m_flags & 0xf);
	rc = _vop_rc(VFS_STATFS(path.mount, st));
	vfscore_path_put(&path);
	return rc;
}

int vfscore_mount_foreach(int (*f)(struct mount *mp, void *arg), void *arg)
{
	struct mount *mp;
	int rc;

	uk_list_for_each_entry (mp, &mounts, mnt_list) {
		rc = f(mp, arg);
		if (rc)
			return rc;
	}
	return 0;
}

static int sync_one(struct mount *mp, void *arg __unused)
{
	return _vop_rc(VFS_SYNC(mp));
}

int vfscore_sync(void)
{
	return vfscore_mount_foreach(sync_one, NULL);
}

int vfscore_nullop(void)
{
	return 0;
}

int vfscore_einval(void)
{
	return -EINVAL;
}
