/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/alloc.h>
#include "vfscore_priv.h"

/* The kernel's; complete when there is a root. */
static struct vfscore_ctx boot_ctx = {
	.umask = 022,
	.same = UK_LIST_HEAD_INIT(boot_ctx.same),
	.cred = {.caps = ~0U, .rcaps = ~0U},
};

struct vfscore_ctx *vfscore_ctx_boot(void)
{
	struct mount *mp = vfs_root_mount();

	if (!mp)
		return NULL;
	if (!boot_ctx.root.mount) {
		uk_refcount_init(&boot_ctx.count, 1);
		boot_ctx.root = (struct vfscore_path){mp, mp->m_root};
		vfscore_path_get(&boot_ctx.root);
		boot_ctx.cwd = boot_ctx.root;
		vfscore_path_get(&boot_ctx.cwd);
	}
	return &boot_ctx;
}

struct vfscore_ctx *vfscore_ctx_copy(const struct vfscore_ctx *ctx)
{
	struct vfscore_ctx *copy;

	copy = uk_malloc(uk_alloc_get_default(), sizeof(*copy));
	if (!copy)
		return NULL;
	*copy = *ctx;
	uk_refcount_init(&copy->count, 1);
	UK_INIT_LIST_HEAD(&copy->same);
	vfscore_path_get(&copy->root);
	vfscore_path_get(&copy->cwd);
	return copy;
}

struct vfscore_ctx *vfscore_ctx_fork(struct vfscore_ctx *ctx)
{
	struct vfscore_ctx *copy = vfscore_ctx_copy(ctx);

	if (copy)
		uk_list_add(&copy->same, &ctx->same);
	return copy;
}

void vfscore_ctx_put(struct vfscore_ctx *ctx)
{
	if (!uk_refcount_release(&ctx->count))
		return;
	uk_list_del(&ctx->same);
	vfscore_path_put(&ctx->root);
	vfscore_path_put(&ctx->cwd);
	uk_free(uk_alloc_get_default(), ctx);
}

mode_t vfscore_umask(struct vfscore_ctx *ctx, mode_t mask)
{
	mode_t old = ctx->umask;
	struct vfscore_ctx *other;

	ctx->umask = mask & 0777;
	uk_list_for_each_entry (other, &ctx->same, same)
		other->umask = ctx->umask;
	return old;
}
