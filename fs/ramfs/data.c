/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Contents of files.
 *
 *	page	0	1	2	3	4	5
 *		frame	|base	|base	base|	hole	frame
 *					    base_len
 *
 * A page that is written to gets a frame, with what was there before.
 */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "ramfs_priv.h"

#define FANOUT_BITS 9
#define FANOUT	    (1U << FANOUT_BITS)
#define HEIGHT_MAX  5
#define SIZE_MAX_   (1UL << 62)

#define FALLOC_KEEP_SIZE_  0x01
#define FALLOC_PUNCH_HOLE_ 0x02
#define FALLOC_ZERO_RANGE_ 0x10

#define SEEK_DATA_ 3

/* ---- frames ---- */

static void *frame_alloc(struct ramfs_fs *fs)
{
	__paddr_t paddr;

	if (fs->frames_max && fs->frames >= fs->frames_max)
		return NULL;
	paddr = uk_falloc(ukplat_pt_get_active()->fa, 1);
	if (paddr == __PADDR_INV)
		return NULL;
	fs->frames++;
	return arch_phys_to_direct(paddr);
}

static void frame_free(struct ramfs_fs *fs, void *frame)
{
	fs->frames--;
	uk_ffree(ukplat_pt_get_active()->fa, arch_virt_to_phys(frame), 1);
}

/* ---- the tree ---- */

static unsigned int index_of(uint64_t page, unsigned int level)
{
	return (unsigned int)(page >> (level - 1) * FANOUT_BITS) & (FANOUT - 1);
}

/* Does a tree of this height have that page? */
static bool covers(unsigned int height, uint64_t page)
{
	return height * FANOUT_BITS >= 64 || !(page >> height * FANOUT_BITS);
}

/* The file of one page has no tree. */
static inline void *page_find(const struct ramfs_data *d, uint64_t page)
{
	if (likely(!d->height))
		return page ? NULL : d->root;
	return ramfs_page_find(d, page);
}

void *ramfs_page_find(const struct ramfs_data *d, uint64_t page)
{
	void **node = d->root;

	if (!covers(d->height, page))
		return NULL;
	for (unsigned int level = d->height; node && level; level--)
		node = node[index_of(page, level)];
	return node;
}

#define NO_PAGE (~0UL)

/* The first page with a frame, of a subtree, from a page on; or NO_PAGE. */
static uint64_t tree_next(void **node, unsigned int level, uint64_t page)
{
	uint64_t span, found;

	if (!node || !level)
		return node ? page : NO_PAGE;
	span = 1UL << (level - 1) * FANOUT_BITS;
	for (uint64_t i = page / span; i < FANOUT; i++) {
		found = tree_next(node[i], level - 1,
				  i == page / span ? page % span : 0);
		if (found != NO_PAGE)
			return i * span + found;
	}
	return NO_PAGE;
}

static uint64_t page_next(const struct ramfs_data *d, uint64_t page)
{
	return covers(d->height, page) ? tree_next(d->root, d->height, page)
				       : NO_PAGE;
}

static void **node_alloc(void)
{
	return uk_calloc(uk_alloc_get_default(), FANOUT, sizeof(void *));
}

/* The place of a page's frame, with the nodes above it. NULL: no memory. */
static void **slot_make(struct ramfs_data *d, uint64_t page)
{
	void **slot;

	while (!covers(d->height, page)) {
		if (d->root) {
			void **up = node_alloc();

			if (!up)
				return NULL;
			up[0] = d->root;
			d->root = up;
		}
		d->height++;
	}
	slot = (void **)&d->root;
	for (unsigned int level = d->height; level; level--) {
		if (!*slot) {
			*slot = node_alloc();
			if (!*slot)
				return NULL;
		}
		slot = &((void **)*slot)[index_of(page, level)];
	}
	return slot;
}

/* Frees the frames from a page on, within a subtree that begins at first. */
static void tree_cut(struct ramfs_node *n, void **slot, unsigned int level,
		     uint64_t first, uint64_t from, uint64_t to)
{
	uint64_t span = 1UL << level * FANOUT_BITS;
	bool all = from <= first && to >= first + span;
	void **node = *slot;

	if (!node || from >= first + span || to <= first)
		return;
	if (!level) {
		frame_free(n->fs, node);
		n->data.frames--;
		*slot = NULL;
		return;
	}
	for (unsigned int i = 0; i < FANOUT; i++)
		tree_cut(n, (void **)&node[i], level - 1,
			 first + i * (span >> FANOUT_BITS), from, to);
	if (all) {
		uk_free(uk_alloc_get_default(), node);
		*slot = NULL;
	}
}

static void frames_cut(struct ramfs_node *n, uint64_t from, uint64_t to)
{
	if (n->data.root)
		tree_cut(n, (void **)&n->data.root, n->data.height, 0, from,
			 to);
	if (!n->data.root)
		n->data.height = 0;
}

void ramfs_data_init(struct ramfs_node *node)
{
	uk_pager_init(&node->data.pager, &ramfs_pager_ops);
	node->data.pager.around = 8;
}

void ramfs_data_free(struct ramfs_node *node)
{
	frames_cut(node, 0, ~0UL);
}

uint64_t ramfs_data_bytes(const struct ramfs_data *d)
{
	return d->frames * RAMFS_PAGE + ALIGN_UP(d->base_len, RAMFS_PAGE);
}

/* ---- pages ---- */

/* How much of a page is the archive's. */
static size_t base_part(const struct ramfs_data *d, uint64_t page)
{
	uint64_t off = page * RAMFS_PAGE;

	return off < d->base_len ? MIN(d->base_len - off, RAMFS_PAGE) : 0;
}

void *ramfs_page_own(struct ramfs_node *n, uint64_t page)
{
	struct ramfs_data *d = &n->data;
	char *frame = page_find(d, page);
	void **slot;
	size_t part;

	if (likely(frame))
		return frame;
	slot = slot_make(d, page);
	if (!slot)
		return NULL;
	frame = frame_alloc(n->fs);
	if (!frame)
		return NULL;
	part = base_part(d, page);
	if (part)
		memcpy(frame, d->base + page * RAMFS_PAGE, part);
	memset(frame + part, 0, RAMFS_PAGE - part);
	*slot = frame;
	d->frames++;
	/* Mappings have the archive's page so far */
	if (part && uk_pager_is_mapped(&d->pager))
		uk_pager_invalidate(&d->pager, page * RAMFS_PAGE, RAMFS_PAGE,
				    0);
	return frame;
}

/* ---- read and write ---- */

/* The usual read is of one page that is there: where it begins, else NULL. */
static inline char *read_within(const struct ramfs_node *n,
				const struct uio *uio)
{
	uint64_t off = (uint64_t)uio->uio_offset;
	uint64_t len = (uint64_t)uio->uio_resid;
	char *frame;

	if (off % RAMFS_PAGE + len > RAMFS_PAGE || off + len > n->size)
		return NULL;
	frame = page_find(&n->data, off / RAMFS_PAGE);
	return frame ? frame + off % RAMFS_PAGE : NULL;
}

static __noinline int read_parts(const struct ramfs_node *n, struct uio *uio)
{
	const struct ramfs_data *d = &n->data;
	int rc = 0;

	while (uio->uio_resid > 0 && (uint64_t)uio->uio_offset < n->size) {
		uint64_t off = (uint64_t)uio->uio_offset;
		size_t in = off % RAMFS_PAGE;
		size_t len = MIN(RAMFS_PAGE - in, (size_t)uio->uio_resid);
		char *frame = page_find(d, off / RAMFS_PAGE);

		len = MIN(len, n->size - off);
		if (frame) {
			rc = vfscore_uiomove(frame + in, len, uio);
		} else if (off < d->base_len) {
			len = MIN(len, d->base_len - off);
			rc = vfscore_uiomove(DEQUALIFY(char *, d->base + off),
					     len, uio);
		} else {
			rc = vfscore_uiozero(len, uio);
		}
		if (rc)
			return rc;
	}
	return 0;
}

int ramfs_read(struct vnode *vp, struct vfscore_file *fp __unused,
	       struct uio *uio, int flags __unused)
{
	const struct ramfs_node *n = ramfs_node_of(vp);
	char *from = read_within(n, uio);

	return likely(from) ? vfscore_uiomove(from, (size_t)uio->uio_resid, uio)
			    : read_parts(n, uio);
}

static void set_size(struct vnode *vp, uint64_t size)
{
	ramfs_node_of(vp)->size = size;
	vp->v_size = (off_t)size;
}

int ramfs_write(struct vnode *vp, struct uio *uio, int flags)
{
	struct ramfs_node *n = ramfs_node_of(vp);
	int rc = 0;

	if (flags & IO_APPEND)
		uio->uio_offset = (off_t)n->size;
	if ((uint64_t)uio->uio_offset + (uint64_t)uio->uio_resid > SIZE_MAX_)
		return -EFBIG;
	if (uio->uio_resid > 0)
		ramfs_touch(n);
	while (uio->uio_resid > 0) {
		uint64_t off = (uint64_t)uio->uio_offset;
		size_t in = off % RAMFS_PAGE;
		size_t len = MIN(RAMFS_PAGE - in, (size_t)uio->uio_resid);
		char *frame = ramfs_page_own(n, off / RAMFS_PAGE);

		if (!frame)
			return -ENOSPC;
		rc = vfscore_uiomove(frame + in, len, uio);
		if ((uint64_t)uio->uio_offset > n->size)
			set_size(vp, (uint64_t)uio->uio_offset);
		if (rc)
			return rc;
	}
	return 0;
}

/* ---- size and holes ---- */

int ramfs_truncate(struct vnode *vp, off_t size)
{
	struct ramfs_node *n = ramfs_node_of(vp);
	struct ramfs_data *d = &n->data;
	uint64_t new = (uint64_t)size, end = ALIGN_UP(new, RAMFS_PAGE);
	char *frame;

	if (new > SIZE_MAX_)
		return -EFBIG;
	if (new < n->size) {
		if (uk_pager_is_mapped(&d->pager))
			uk_pager_invalidate(&d->pager, end, ~0UL - end,
					    UK_PAGER_COPIES);
		frames_cut(n, end / RAMFS_PAGE, ~0UL);
		d->base_len = MIN(d->base_len, new);
		frame = new % RAMFS_PAGE ? ramfs_page_find(d, new / RAMFS_PAGE)
					 : NULL;
		if (frame)
			memset(frame + new % RAMFS_PAGE, 0, end - new);
		else if (uk_pager_is_mapped(&d->pager))
			uk_pager_invalidate(&d->pager, end - RAMFS_PAGE,
					    RAMFS_PAGE, 0);
	}
	set_size(vp, new);
	ramfs_touch(n);
	return 0;
}

/*
 * Nothing from off to end is the archive's any more: that ends earlier, or the
 * pages get frames, since there is no other way to say so.
 */
static int base_cut(struct ramfs_node *n, uint64_t off, uint64_t end)
{
	struct ramfs_data *d = &n->data;

	if (off >= d->base_len)
		return 0;
	if (end >= d->base_len) {
		d->base_len = off;
		off = ALIGN_DOWN(off, RAMFS_PAGE);
		if (uk_pager_is_mapped(&d->pager))
			uk_pager_invalidate(&d->pager, off, end - off, 0);
		return 0;
	}
	for (uint64_t p = off / RAMFS_PAGE; p * RAMFS_PAGE < end; p++)
		if (!ramfs_page_own(n, p))
			return -ENOSPC;
	return 0;
}

/* Zeros in [from, to), which lie in one page; without a frame there are. */
static void zero_part(struct ramfs_node *n, uint64_t from, uint64_t to)
{
	char *frame =
		from < to ? ramfs_page_find(&n->data, from / RAMFS_PAGE) : NULL;

	if (frame)
		memset(frame + from % RAMFS_PAGE, 0, to - from);
}

/* Zeros from off to end: whole pages lose their frames, behind the archive. */
static int punch(struct ramfs_node *n, uint64_t off, uint64_t end)
{
	uint64_t from = ALIGN_UP(off, RAMFS_PAGE);
	uint64_t to = ALIGN_DOWN(end, RAMFS_PAGE);
	int rc = base_cut(n, off, end);

	if (rc)
		return rc;
	if (from > to) { /* within one page */
		zero_part(n, off, end);
		return 0;
	}
	zero_part(n, off, from);
	zero_part(n, to, end);
	for (; from < to && from < n->data.base_len; from += RAMFS_PAGE)
		zero_part(n, from, from + RAMFS_PAGE);
	if (from < to) {
		if (uk_pager_is_mapped(&n->data.pager))
			uk_pager_invalidate(&n->data.pager, from, to - from, 0);
		frames_cut(n, from / RAMFS_PAGE, to / RAMFS_PAGE);
	}
	return 0;
}

/* Frames for all of a range; none for one that they cannot suffice for. */
static int reserve(struct ramfs_node *n, uint64_t off, uint64_t end)
{
	if ((end - off) / RAMFS_PAGE >
	    ukplat_pt_get_active()->fa->free_memory / RAMFS_PAGE +
		    n->data.frames + n->data.base_len / RAMFS_PAGE)
		return -ENOSPC;
	for (uint64_t p = off / RAMFS_PAGE; p * RAMFS_PAGE < end; p++)
		if (!base_part(&n->data, p) && !ramfs_page_own(n, p))
			return -ENOSPC;
	return 0;
}

int ramfs_fallocate(struct vnode *vp, int mode, off_t offset, off_t len)
{
	struct ramfs_node *n = ramfs_node_of(vp);
	uint64_t off = (uint64_t)offset, end = off + (uint64_t)len;
	int rc;

	if (end > SIZE_MAX_)
		return -EFBIG;
	switch (mode & ~FALLOC_KEEP_SIZE_) {
	case 0:
		rc = reserve(n, off, end);
		break;
	case FALLOC_PUNCH_HOLE_:
	case FALLOC_ZERO_RANGE_:
		rc = punch(n, off, end);
		break;
	default:
		return -EOPNOTSUPP;
	}
	if (rc)
		return rc;
	if (!(mode & FALLOC_KEEP_SIZE_) && end > n->size)
		set_size(vp, end);
	ramfs_touch(n);
	return 0;
}

off_t ramfs_seekdata(struct vnode *vp, off_t off, int whence)
{
	const struct ramfs_node *n = ramfs_node_of(vp);
	const struct ramfs_data *d = &n->data;
	uint64_t pos = (uint64_t)off, page;

	if (whence == SEEK_DATA_) {
		if (pos < d->base_len)
			return off;
		page = page_next(d, pos / RAMFS_PAGE);
		if (page >= n->size / RAMFS_PAGE + 1)
			return -ENXIO;
		pos = MAX(pos, page * RAMFS_PAGE);
		return pos < n->size ? (off_t)pos : -ENXIO;
	}
	if (pos < d->base_len)
		pos = ALIGN_UP(d->base_len, RAMFS_PAGE);
	while (pos < n->size && ramfs_page_find(d, pos / RAMFS_PAGE))
		pos = ALIGN_DOWN(pos, RAMFS_PAGE) + RAMFS_PAGE;
	return (off_t)MIN(pos, n->size);
}
