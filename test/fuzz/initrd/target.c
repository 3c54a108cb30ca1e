/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any bytes as the initial RAM disk. It is mounted or refused, with memory that
 * fails once, too; what is mounted can be walked and read as a whole, and
 * nothing is left of it. The first byte says which request for memory fails.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/pager.h>
#include "../../../fs/ramfs/tests/machine.h"
#include "../../../fs/vfscore/vfscore_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Nothing is mapped here. */
void uk_pager_invalidate(struct uk_pager *pager __unused, __u64 offset __unused,
			 __u64 len __unused, unsigned long flags __unused)
{
	abort();
}

#define ENTRIES_MAX 400
#define DEPTH_MAX   8

static unsigned int entries;

struct reader {
	struct vfscore_dirsink sink;
	char name[256];
	bool taken;
};

static int take(struct vfscore_dirsink *sink, const char *name, size_t len,
		uint64_t ino __unused, unsigned char type __unused,
		off_t cookie __unused)
{
	struct reader *r = __containerof(sink, struct reader, sink);

	if (r->taken)
		return 1;
	UK_BUGON(len < 1 || len > 255 || strlen(name) != len);
	UK_BUGON(strchr(name, '/'));
	strcpy(r->name, name);
	r->taken = true;
	return 0;
}

static void visit_dir(const struct vfscore_path *dir, unsigned int depth);

static void visit_file(const struct vfscore_path *dir, const char *name,
		       const struct vattr *va)
{
	char buf[600];
	struct vfscore_file *fp;
	off_t pos = va->va_size > 600 ? va->va_size - 600 : 0;
	ssize_t n;
	int rc = vfscore_open(vfscore_ctx_boot(), dir, name, O_RDWR, 0, 0, &fp);

	UK_BUGON(rc);
	n = vfscore_file_read(fp, buf, sizeof(buf), &pos);
	UK_BUGON(n < 0 || n > va->va_size);
	n = vfscore_file_write(fp, "x", 1, NULL);
	UK_BUGON(n != 1);
	fdrop(fp);
}

static void visit(const struct vfscore_path *dir, const char *name,
		  unsigned int depth)
{
	struct vfscore_path path;
	struct vattr va;
	char target[100];
	int rc = vfscore_lookup(vfscore_ctx_boot(), dir, name, 0, &path);

	UK_BUGON(rc);
	rc = vn_getattr(path.dentry->d_vnode, &va);
	UK_BUGON(rc || va.va_size < 0);
	if (S_ISLNK(va.va_mode)) {
		(void)vfscore_readlink(vfscore_ctx_boot(), dir, name, 0, target,
				       sizeof(target));
		(void)vfscore_stat(vfscore_ctx_boot(), dir, name,
				   VFSCORE_FOLLOW, &va);
	} else if (S_ISREG(va.va_mode)) {
		visit_file(dir, name, &va);
	} else if (S_ISDIR(va.va_mode) && depth < DEPTH_MAX) {
		visit_dir(&path, depth + 1);
	}
	vfscore_path_put(&path);
}

static void visit_dir(const struct vfscore_path *dir, unsigned int depth)
{
	struct reader r = {.sink = {take}};
	struct vfscore_file *fp;
	int rc =
		vfscore_open(vfscore_ctx_boot(), dir, ".", O_RDONLY, 0, 0, &fp);

	UK_BUGON(rc);
	do {
		r.taken = false;
		rc = vfscore_readdir(fp, &r.sink);
		UK_BUGON(rc);
		if (r.taken && strcmp(r.name, ".") != 0 &&
		    strcmp(r.name, "..") != 0 && ++entries < ENTRIES_MAX)
			visit(dir, r.name, depth);
	} while (r.taken && entries < ENTRIES_MAX);
	fdrop(fp);
}

static void visit_all(void)
{
	struct vfscore_path path;
	int rc = vfscore_lookup(vfscore_ctx_boot(), NULL, "/test", 0, &path);

	UK_BUGON(rc);
	entries = 0;
	visit_dir(&path, 0);
	vfscore_path_put(&path);
	rc = vfscore_umount(vfscore_ctx_boot(), "/test", 0);
	UK_BUGON(rc);
}

static void shrink(void)
{
	while (vfscore_dcache_shrink(10000))
		;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *archive;
	long live;
	int rc;

	machine_start();
	if (size < 1)
		return 0;
	archive = malloc(size);
	memcpy(archive, data + 1, size - 1);
	shrink();
	live = machine_live();
	machine_initrd(archive, size - 1);
	machine_fail_at(data[0]);
	rc = vfscore_mount(vfscore_ctx_boot(), NULL, "/test", "initrd", 0,
			   NULL);
	machine_fail_at(0);
	if (rc == 0)
		visit_all();
	shrink();
	UK_BUGON(machine_live() != live);
	free(archive);
	return 0;
}
