/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Lines of vfs.fstab, of which a newline ends each. With the first byte an
 * allocation fails.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/pager.h>
#include "../../../fs/ramfs/tests/machine.h"
#include "../../../fs/vfscore/vfscore_priv.h"

#define LINES_MAX 16
#define ROOT	  "/test"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Nothing is mapped */
void uk_pager_invalidate(struct uk_pager *pager __unused, __u64 offset __unused,
			 __u64 len __unused, unsigned long flags __unused)
{
}

static int count_one(struct mount *mp __unused, void *arg)
{
	++*(unsigned int *)arg;
	return 0;
}

static unsigned int mounts(void)
{
	unsigned int count = 0;

	(void)vfscore_mount_foreach(count_one, &count);
	return count;
}

static void shrink(void)
{
	while (vfscore_dcache_shrink(10000))
		;
}

/* A place of its own, so that all of it can go afterwards. */
static struct vfscore_ctx *begin(void)
{
	struct vfscore_ctx *ctx;
	int rc =
		vfscore_mount(vfscore_ctx_boot(), NULL, ROOT, "tmpfs", 0, NULL);

	UK_BUGON(rc);
	ctx = vfscore_ctx_copy(vfscore_ctx_boot());
	UK_BUGON(!ctx);
	rc = vfscore_chroot(ctx, ROOT);
	UK_BUGON(rc);
	rc = vfscore_chdir(ctx, NULL, "/", 0);
	UK_BUGON(rc);
	rc = vfscore_mkdir(ctx, NULL, "/a", 0755);
	UK_BUGON(rc);
	rc = vfscore_symlink(ctx, "a", NULL, "/l");
	UK_BUGON(rc);
	return ctx;
}

/* Something may lie upon it, which goes first. */
static void end(struct vfscore_ctx *ctx, unsigned int before)
{
	int rc;

	vfscore_ctx_put(ctx);
	while (mounts() >= before) {
		rc = vfscore_umount(vfscore_ctx_boot(), ROOT, MNT_DETACH);
		UK_BUGON(rc);
	}
	shrink();
}

static unsigned int cut(char *text, char *lines[LINES_MAX])
{
	unsigned int n = 0;

	while (text && n < LINES_MAX) {
		lines[n++] = text;
		text = strchr(text, '\n');
		if (text)
			*text++ = '\0';
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *lines[LINES_MAX];
	struct vfscore_ctx *ctx;
	unsigned int n, before, now;
	long live;
	int rc;

	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	machine_start();
	shrink();
	live = machine_live();
	ctx = begin();
	before = mounts();
	n = size ? cut(text + 1, lines) : 0;
	machine_fail_at(size ? (unsigned char)*text : 0);
	rc = vfs_fstab_mount(ctx, lines, n);
	machine_fail_at(0);
	/* Each line mounts one, or changes one that is there */
	now = mounts();
	UK_BUGON(rc > 0 || now < before || now - before > n);
	UK_BUGON(rc && now - before == n);
	end(ctx, before);
	UK_BUGON(mounts() != before - 1 || machine_live() != live);
	free(text);
	return 0;
}
