/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What is mounted where: mounts, mountinfo of proc(5). */
#include <sys/sysmacros.h>
#include <vfscore/dentry.h>
#include <vfscore/namei.h>
#include "procfs_priv.h"

/* What stands as a number among the words of a line */
#define SPECIAL " \t\n\\#"

struct list {
	struct uk_streambuf *out;
	const struct vfscore_ctx *ctx;
};

static const struct {
	int flag;
	const char *text;
} options[] = {
	{MNT_NOSUID, ",nosuid"},	 {MNT_NODEV, ",nodev"},
	{MNT_NOEXEC, ",noexec"},	 {MNT_NOATIME, ",noatime"},
	{MNT_NODIRATIME, ",nodiratime"},
};

static const char *writable(const struct mount *mp)
{
	return mp->m_flags & MNT_RDONLY ? "ro" : "rw";
}

static void put_options(struct uk_streambuf *out, const struct mount *mp)
{
	uk_streambuf_strcpy(out, writable(mp));
	for (unsigned int i = 0; i < ARRAY_SIZE(options); i++)
		if (mp->m_flags & options[i].flag)
			uk_streambuf_strcpy(out, options[i].text);
	if (!(mp->m_flags & (MNT_NOATIME | MNT_STRICTATIME)))
		uk_streambuf_strcpy(out, ",relatime");
}

static void put_own_options(struct uk_streambuf *out, struct mount *mp)
{
	char text[128];

	if (mp->m_op->vfs_options &&
	    mp->m_op->vfs_options(mp, text, sizeof(text)) >= 0)
		uk_streambuf_strcpy(out, text);
}

static bool is_reachable(const struct vfscore_ctx *ctx, struct mount *mp)
{
	while (mp != ctx->root.mount && mp->m_parent)
		mp = mp->m_parent;
	return mp == ctx->root.mount;
}

static int put_place(const struct list *l, struct mount *mp)
{
	const struct vfscore_path place = {mp, mp->m_root};

	return procfs_path(l->out, l->ctx, &place, SPECIAL);
}

static int put_mount(struct mount *mp, void *arg)
{
	const struct list *l = arg;
	int rc;

	if (!is_reachable(l->ctx, mp))
		return 0;
	procfs_escaped(l->out, mp->m_special, SPECIAL);
	uk_streambuf_strcpy(l->out, " ");
	rc = put_place(l, mp);
	uk_streambuf_printf(l->out, " %s ", mp->m_type);
	put_options(l->out, mp);
	put_own_options(l->out, mp);
	uk_streambuf_strcpy(l->out, " 0 0\n");
	return rc;
}

/* Of the mounts, whose devices are their own, the minor number is the id. */
static int put_info(struct mount *mp, void *arg)
{
	const struct list *l = arg;
	const struct mount *parent = mp->m_parent ? mp->m_parent : mp;
	int rc;

	if (!is_reachable(l->ctx, mp))
		return 0;
	uk_streambuf_printf(l->out, "%u %u %u:%u / ", minor(mp->m_dev),
			    minor(parent->m_dev), major(mp->m_dev),
			    minor(mp->m_dev));
	rc = put_place(l, mp);
	uk_streambuf_strcpy(l->out, " ");
	put_options(l->out, mp);
	uk_streambuf_printf(l->out, " - %s ", mp->m_type);
	procfs_escaped(l->out, mp->m_special, SPECIAL);
	uk_streambuf_printf(l->out, " %s", writable(mp));
	put_own_options(l->out, mp);
	uk_streambuf_strcpy(l->out, "\n");
	return rc;
}

int procfs_mounts(struct uk_streambuf *out, const struct vfscore_ctx *ctx)
{
	struct list l = {out, ctx};

	return vfscore_mount_foreach(put_mount, &l);
}

int procfs_mountinfo(struct uk_streambuf *out, const struct vfscore_ctx *ctx)
{
	struct list l = {out, ctx};

	return vfscore_mount_foreach(put_info, &l);
}
