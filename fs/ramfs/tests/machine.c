/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/access.h>
#include <uk/assert.h>
#include <uk/falloc.h>
#include <uk/mutex.h>
#include <uk/plat/memory.h>
#include <uk/plat/paging.h>
#include <uk/plat/time.h>
#include <uk/test_alloc.h>
#include "../../vfscore/vfscore_priv.h"
#include "machine.h"

static struct uk_test_alloc memory;

/* ---- frames: pieces of that memory ---- */

static int frames_get(struct uk_falloc *fa __unused, __paddr_t *paddr,
		      unsigned long frames, unsigned long flags __unused)
{
	void *p = uk_memalign(&memory.a, 4096, frames * 4096);

	if (!p)
		return -ENOMEM;
	memset(p, 0xa5, frames * 4096);
	*paddr = (__paddr_t)p;
	return 0;
}

static int frames_put(struct uk_falloc *fa __unused, __paddr_t paddr,
		      unsigned long frames __unused)
{
	uk_free(&memory.a, (void *)paddr);
	return 0;
}

static struct uk_falloc frames = {
	.falloc = frames_get,
	.ffree = frames_put,
	.free_memory = 1UL << 22,
	.total_memory = 1UL << 23,
};

struct uk_pagetable *ukplat_pt_get_active(void)
{
	static struct uk_pagetable pt = {.fa = &frames};

	return &pt;
}

/* ---- clock, initial RAM disk ---- */

__nsec ukplat_wall_clock(void)
{
	static __nsec now;

	return ++now;
}

static struct ukplat_memregion_desc initrd = {.type = UKPLAT_MEMRT_INITRD};

int ukplat_memregion_find_next(int i, __u32 type, __u32 flags __unused,
			       __u32 fmask __unused,
			       struct ukplat_memregion_desc **mrd)
{
	if (i >= 0 || type != UKPLAT_MEMRT_INITRD || !initrd.pbase)
		return -1;
	*mrd = &initrd;
	return 0;
}

void machine_initrd(const void *base, size_t len)
{
	initrd.pbase = (__paddr_t)base;
	initrd.len = len;
}

/* ---- one context, which nothing stops ---- */

int uk_copy_to_app(void *app, const void *src, __sz len)
{
	memcpy(app, src, len);
	return 0;
}

int uk_copy_from_app(void *dst, const void *app, __sz len)
{
	memcpy(dst, app, len);
	return 0;
}

int uk_clear_app(void *app, __sz len)
{
	memset(app, 0, len);
	return 0;
}

int _uk_mutex_lock_slow(struct uk_mutex *m __unused, __nsec deadline __unused)
{
	abort();
}

void _uk_mutex_unlock_slow(struct uk_mutex *m __unused)
{
	abort();
}

void machine_start(void)
{
	static bool started;
	int rc;

	if (started)
		return;
	started = true;
	uk_test_alloc_init(&memory, NULL);
	memory.a.next = _uk_alloc_head;
	_uk_alloc_head = &memory.a;
	rc = vfs_mount_root(NULL, "ramfs", 0, NULL);
	UK_BUGON(rc);
	rc = vfscore_mkdir(vfscore_ctx_boot(), NULL, "/test", 0755);
	UK_BUGON(rc);
}

void machine_fail_at(unsigned long nth)
{
	uk_test_alloc_fail_at(&memory, nth);
}

unsigned long machine_requests(void)
{
	return uk_test_alloc_count(&memory);
}

long machine_live(void)
{
	return uk_test_alloc_live(&memory);
}
