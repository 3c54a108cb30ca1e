/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* exe, cwd, root: places, and not names of them. */
#include <string.h>
#include <vfscore/namei.h>
#include "process_priv.h"

static struct vfscore_ctx *ctx_self(void)
{
	return uk_posix_thread_current()->fs;
}

/* As seen from who looks. */
static int show_place(struct uk_streambuf *out, const struct vfscore_path *path)
{
	return procfs_path(out, ctx_self(), path, "");
}

static int process_get(const struct procfs_ids *of, struct uk_process **p)
{
	*p = proc_process(of);
	if (!*p)
		return -ENOENT;
	return proc_may_look(*p) ? 0 : -EACCES;
}

static int give(const struct vfscore_path *from, struct vfscore_path *path)
{
	vfscore_path_get(from);
	*path = *from;
	return 0;
}

int proc_cwd(struct uk_streambuf *out, const struct procfs_ids *of)
{
	struct uk_process *p;
	int rc = process_get(of, &p);

	return rc ? rc : show_place(out, &uk_process_thread(p)->fs->cwd);
}

int proc_cwd_jump(const struct procfs_ids *of, struct vfscore_path *path)
{
	struct uk_process *p;
	int rc = process_get(of, &p);

	return rc ? rc : give(&uk_process_thread(p)->fs->cwd, path);
}

int proc_root(struct uk_streambuf *out, const struct procfs_ids *of)
{
	struct uk_process *p;
	int rc = process_get(of, &p);

	return rc ? rc : show_place(out, &uk_process_thread(p)->fs->root);
}

int proc_root_jump(const struct procfs_ids *of, struct vfscore_path *path)
{
	struct uk_process *p;
	int rc = process_get(of, &p);

	return rc ? rc : give(&uk_process_thread(p)->fs->root, path);
}

/* A program that is the initial RAM disk is no file: it has a name only. */
int proc_exe(struct uk_streambuf *out, const struct procfs_ids *of)
{
	struct vfscore_path path;
	struct uk_process *p;
	int rc = process_get(of, &p);

	if (rc)
		return rc;
	if (p->exe_file && vfscore_file_path(p->exe_file, &path) == 0)
		return show_place(out, &path);
	if (!p->exe)
		return -ENOENT;
	uk_streambuf_printf(out, "%s%s", *p->exe == '/' ? "" : "/", p->exe);
	return 0;
}

int proc_exe_jump(const struct procfs_ids *of, struct vfscore_path *path)
{
	struct vfscore_path exe;
	struct uk_process *p;
	int rc = process_get(of, &p);

	if (rc)
		return rc;
	if (!p->exe_file || vfscore_file_path(p->exe_file, &exe))
		return -ENOENT;
	return give(&exe, path);
}
