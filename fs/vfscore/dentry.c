/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The cache of directory entries. An entry is in the hash table from its
 * creation until its name goes. One that nobody refers to any more is on the
 * list of those that may be given up, oldest first; it stays there when it is
 * used again, and is passed over then. Beyond DENTRIES_MAX unused ones the
 * oldest go.
 */
#include <string.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include "vfscore_priv.h"

#define BUCKETS	     1024
#define DENTRIES_MAX 8192

static struct uk_hlist_head buckets[BUCKETS];
static UK_LIST_HEAD(unused);
static size_t unused_count;

#define WORD sizeof(uint64_t)

static inline uint64_t word_at(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* The last bytes of a name, fewer than a word has. */
static inline uint64_t tail_at(const char *at, size_t len)
{
	uint32_t first, last;

	if (len >= sizeof(first)) {
		memcpy(&first, at, sizeof(first));
		memcpy(&last, at + len - sizeof(last), sizeof(last));
		return (uint64_t)first << 32 | last;
	}
	if (!len)
		return 0;
	return (uint64_t)(unsigned char)at[0] << 16 |
	       (uint64_t)(unsigned char)at[len / 2] << 8 |
	       (unsigned char)at[len - 1];
}

/* FNV-1a by words, over the parent's address, the length and the name. */
static inline uint32_t hash_of(const struct dentry *parent, const char *name,
			       size_t len)
{
	const uint64_t prime = 0x100000001b3;
	uint64_t hash = ((uintptr_t)parent >> 6) ^ len << 56;

	for (; len >= WORD; len -= WORD, name += WORD)
		hash = (hash ^ word_at(name)) * prime;
	hash = (hash ^ tail_at(name, len)) * prime;
	return (uint32_t)(hash ^ hash >> 32);
}

static inline bool is_same(const char *a, const char *b, size_t len)
{
	for (; len >= WORD; len -= WORD, a += WORD, b += WORD)
		if (word_at(a) != word_at(b))
			return false;
	return tail_at(a, len) == tail_at(b, len);
}

static struct uk_hlist_head *bucket_of(uint32_t hash)
{
	return &buckets[(hash ^ hash >> 16) % BUCKETS];
}

static struct dentry *dentry_alloc(struct mount *mp, const char *name,
				   size_t len)
{
	struct dentry *dp;

	dp = uk_zalloc(uk_alloc_get_default(), sizeof(*dp));
	if (!dp)
		return NULL;
	dp->d_name = uk_malloc(uk_alloc_get_default(), len + 1);
	if (!dp->d_name) {
		uk_free(uk_alloc_get_default(), dp);
		return NULL;
	}
	memcpy(dp->d_name, name, len);
	dp->d_name[len] = '\0';
	dp->d_len = (uint16_t)len;
	dp->d_mount = mp;
	mp->m_dentries++;
	uk_refcount_init(&dp->d_refcnt, 1);
	return dp;
}

static void dentry_hash(struct dentry *dp, uint32_t hash)
{
	dp->d_hash = hash;
	dp->d_flags |= D_HASHED;
	uk_hlist_add_head(&dp->d_link, bucket_of(hash));
}

void dentry_unhash(struct dentry *dp)
{
	if (dp->d_flags & D_HASHED)
		uk_hlist_del(&dp->d_link);
	dp->d_flags &= ~D_HASHED;
}

/* Nobody refers to it. Returns its parent, which loses a reference. */
static struct dentry *dentry_free(struct dentry *dp)
{
	struct dentry *parent = dp->d_parent;

	dentry_unhash(dp);
	if (dp->d_flags & D_LRU) {
		uk_list_del(&dp->d_lru);
		unused_count--;
	}
	if (dp->d_vnode) {
		vfs_notify_gone(dp->d_vnode);
		vrele(dp->d_vnode);
	}
	dp->d_mount->m_dentries--;
	uk_free(uk_alloc_get_default(), dp->d_name);
	uk_free(uk_alloc_get_default(), dp);
	return parent == dp ? NULL : parent;
}

static void lru_add(struct dentry *dp)
{
	if (!(dp->d_flags & D_LRU)) {
		dp->d_flags |= D_LRU;
		uk_list_add_tail(&dp->d_lru, &unused);
		unused_count++;
	}
	dp->d_flags |= D_REFERENCED;
}

void drele(struct dentry *dp)
{
	while (dp && uk_refcount_release(&dp->d_refcnt)) {
		if (dp->d_flags & D_HASHED) {
			lru_add(dp);
			if (unused_count > DENTRIES_MAX)
				vfscore_dcache_shrink(DENTRIES_MAX / 8);
			return;
		}
		dp = dentry_free(dp);
	}
}

size_t vfscore_dcache_shrink(size_t n)
{
	size_t gone = 0, looks = unused_count * 2;
	struct dentry *dp;

	while (gone < n && looks-- && !uk_list_empty(&unused)) {
		dp = uk_list_first_entry(&unused, struct dentry, d_lru);
		uk_list_del(&dp->d_lru);
		if (uk_refcount_read(&dp->d_refcnt)) {
			dp->d_flags &= ~(D_LRU | D_REFERENCED);
			unused_count--;
			continue;
		}
		uk_list_add_tail(&dp->d_lru, &unused);
		if (dp->d_flags & D_REFERENCED) {
			dp->d_flags &= ~D_REFERENCED;
			continue;
		}
		drele(dentry_free(dp));
		gone++;
	}
	return gone;
}

void dentry_shrink_mount(struct mount *mp)
{
	struct dentry *dp, *next;
	bool again = true;

	/* A child's end may make its parent unused; the root's is the last */
	while (again && mp->m_dentries > 1) {
		again = false;
		uk_list_for_each_entry_safe (dp, next, &unused, d_lru) {
			if (dp->d_mount != mp ||
			    uk_refcount_read(&dp->d_refcnt))
				continue;
			drele(dentry_free(dp));
			again = true;
			break;
		}
	}
}

void dentry_prune(struct dentry *parent)
{
	struct dentry *dp, *next;

	/* One is the caller's, the others are its children's or anybody's */
	if (uk_refcount_read(&parent->d_refcnt) <= 1)
		return;
	uk_list_for_each_entry_safe (dp, next, &unused, d_lru)
		if (dp->d_parent == parent && !uk_refcount_read(&dp->d_refcnt))
			drele(dentry_free(dp));
}

static inline struct dentry *cache_find(const struct dentry *parent,
					const char *name, size_t len,
					uint32_t hash)
{
	struct dentry *dp;

	uk_hlist_for_each_entry (dp, bucket_of(hash), d_link)
		if (dp->d_hash == hash && dp->d_parent == parent &&
		    dp->d_len == len && is_same(dp->d_name, name, len))
			return dp;
	return NULL;
}

/* Asks the file system. The namespace is locked. */
static int dentry_load(struct dentry *parent, const char *name, size_t len,
		       uint32_t hash, struct dentry **out)
{
	struct dentry *dp = dentry_alloc(parent->d_mount, name, len);
	int rc;

	if (!dp)
		return -ENOMEM;
	rc = VOP_LOOKUP(parent->d_vnode, dp->d_name, &dp->d_vnode);
	if (rc && rc != -ENOENT) {
		dp->d_mount->m_dentries--;
		uk_free(uk_alloc_get_default(), dp->d_name);
		uk_free(uk_alloc_get_default(), dp);
		return rc;
	}
	dref(parent);
	dp->d_parent = parent;
	/* Nothing comes into a directory that was removed: no need to know */
	if (!(parent->d_vnode->v_flags & VNOCACHE) && dentry_is_named(parent))
		dentry_hash(dp, hash);
	*out = dp;
	return 0;
}

struct dentry *dentry_cached(const struct dentry *parent, const char *name,
			     size_t len)
{
	return cache_find(parent, name, len, hash_of(parent, name, len));
}

int dentry_lookup(struct dentry *parent, const char *name, size_t len,
		  struct dentry **dp)
{
	uint32_t hash = hash_of(parent, name, len);
	int rc = 0;

	*dp = cache_find(parent, name, len, hash);
	if (likely(*dp)) {
		dentry_take(*dp);
		return 0;
	}
	uk_mutex_lock(&vfs_namespace);
	*dp = cache_find(parent, name, len, hash);
	if (*dp)
		dentry_take(*dp);
	else
		rc = dentry_load(parent, name, len, hash, dp);
	uk_mutex_unlock(&vfs_namespace);
	return rc;
}

struct dentry *dentry_create_root(struct mount *mp, struct vnode *vp)
{
	struct dentry *dp = dentry_alloc(mp, "/", 1);

	if (dp) {
		dp->d_parent = dp;
		dp->d_vnode = vp;
	}
	return dp;
}

struct dentry *dentry_create_unnamed(struct mount *mp, struct vnode *vp,
				     const char *name)
{
	struct dentry *dp = dentry_alloc(mp, name, strlen(name));

	if (dp) {
		dp->d_parent = dp;
		dp->d_vnode = vp;
	}
	return dp;
}

void dentry_instantiate(struct dentry *dp, struct vnode *vp)
{
	UK_ASSERT(!dp->d_vnode);
	dp->d_vnode = vp;
}

int dentry_rename_prepare(const char *name, size_t len, char **copy)
{
	*copy = uk_malloc(uk_alloc_get_default(), len + 1);
	if (!*copy)
		return -ENOMEM;
	memcpy(*copy, name, len);
	(*copy)[len] = '\0';
	return 0;
}

void dentry_rename(struct dentry *dp, struct dentry *parent, char *copy,
		   size_t len)
{
	struct dentry *old = dp->d_parent;

	dentry_unhash(dp);
	uk_free(uk_alloc_get_default(), dp->d_name);
	dp->d_name = copy;
	dp->d_len = (uint16_t)len;
	dref(parent);
	dp->d_parent = parent;
	dentry_hash(dp, hash_of(parent, copy, len));
	drele(old);
}
