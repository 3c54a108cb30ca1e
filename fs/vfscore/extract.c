/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The files of a cpio archive, copied into a folder. Names and the targets of
 * links mean what they mean with that folder as the root: none leads out of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/alloc.h>
#include <uk/cpio.h>
#include "vfscore_priv.h"

/* An earlier name of the same file; false if there is none. */
static bool linked_find(const char *buf, __sz buflen,
			const struct ukcpio_entry *entry,
			struct ukcpio_entry *first)
{
	struct ukcpio_iter iter;

	ukcpio_iter_init(&iter, buf, buflen);
	while (ukcpio_next(&iter, first) > 0 && first->name != entry->name)
		if (first->ino == entry->ino &&
		    first->dev_major == entry->dev_major &&
		    first->dev_minor == entry->dev_minor)
			return true;
	return false;
}

static bool write_all(struct vfscore_file *fp, const char *data, size_t len)
{
	off_t pos = 0;
	ssize_t n;

	while ((size_t)pos < len) {
		n = vfscore_file_write(fp, data + pos, len - (size_t)pos, &pos);
		if (n <= 0)
			return false;
	}
	return true;
}

static enum ukcpio_error extract_file(struct vfscore_ctx *ctx,
				      const struct ukcpio_entry *entry)
{
	struct vfscore_file *fp;
	bool written;

	if (vfscore_open(ctx, NULL, entry->name,
			 O_CREAT | O_WRONLY | O_NOFOLLOW | O_TRUNC, 0600, 0,
			 &fp))
		return UKCPIO_FILE_CREATE_FAILED;
	written = write_all(fp, entry->data, entry->data_len);
	fdrop(fp);
	if (!written)
		return UKCPIO_FILE_WRITE_FAILED;
	if (vfscore_chmod(ctx, NULL, entry->name, 0, entry->mode & 07777))
		return UKCPIO_FILE_CHMOD_FAILED;
	return UKCPIO_SUCCESS;
}

/* Another name of a file; the data comes with one of them, usually the last. */
static enum ukcpio_error extract_link(struct vfscore_ctx *ctx,
				      const struct ukcpio_entry *entry,
				      const struct ukcpio_entry *first)
{
	(void)vfscore_unlink(ctx, NULL, entry->name);
	if (vfscore_link(ctx, NULL, first->name, NULL, entry->name, 0))
		return UKCPIO_FILE_CREATE_FAILED;
	return entry->data_len ? extract_file(ctx, entry) : UKCPIO_SUCCESS;
}

static enum ukcpio_error extract_dir(struct vfscore_ctx *ctx,
				     const struct ukcpio_entry *entry)
{
	int rc = vfscore_mkdir(ctx, NULL, entry->name, entry->mode);
	struct vattr va;

	if (rc == -EEXIST)
		rc = vfscore_stat(ctx, NULL, entry->name, VFSCORE_DIRECTORY,
				  &va);
	return rc ? UKCPIO_MKDIR_FAILED : UKCPIO_SUCCESS;
}

static enum ukcpio_error extract_symlink(struct vfscore_ctx *ctx,
					 const struct ukcpio_entry *entry)
{
	struct uk_alloc *a = uk_alloc_get_default();
	char *target = uk_malloc(a, entry->data_len + 1);
	int rc;

	if (!target)
		return UKCPIO_NOMEM;
	memcpy(target, entry->data, entry->data_len);
	target[entry->data_len] = '\0';
	(void)vfscore_unlink(ctx, NULL, entry->name);
	rc = vfscore_symlink(ctx, target, NULL, entry->name);
	uk_free(a, target);
	return rc ? UKCPIO_FILE_CREATE_FAILED : UKCPIO_SUCCESS;
}

static enum ukcpio_error extract_special(struct vfscore_ctx *ctx,
					 const struct ukcpio_entry *entry)
{
	dev_t dev = (dev_t)(entry->rdev_minor & ~0xffU) << 12 |
		    (dev_t)entry->rdev_major << 8 | (entry->rdev_minor & 0xff);

	(void)vfscore_unlink(ctx, NULL, entry->name);
	if (vfscore_mknod(ctx, NULL, entry->name, entry->mode, dev))
		return UKCPIO_FILE_CREATE_FAILED;
	return UKCPIO_SUCCESS;
}

static enum ukcpio_error extract_entry(struct vfscore_ctx *ctx, const char *buf,
				       __sz buflen,
				       const struct ukcpio_entry *entry)
{
	struct ukcpio_entry first;

	switch (entry->mode & UKCPIO_MODE_TYPE_MASK) {
	case UKCPIO_MODE_DIR:
		return extract_dir(ctx, entry);
	case UKCPIO_MODE_SYMLINK:
		return extract_symlink(ctx, entry);
	case UKCPIO_MODE_FILE:
		if (entry->nlink > 1 && linked_find(buf, buflen, entry, &first))
			return extract_link(ctx, entry, &first);
		return extract_file(ctx, entry);
	default:
		return extract_special(ctx, entry);
	}
}

/* The kernel's own, with another root; the archive's modes are not masked. */
static enum ukcpio_error ctx_make(const char *dest, struct vfscore_ctx **out)
{
	struct vfscore_ctx *boot = vfscore_ctx_boot(), *ctx;

	ctx = boot ? vfscore_ctx_copy(boot) : NULL;
	if (!ctx)
		return boot ? UKCPIO_NOMEM : UKCPIO_NODEST;
	(void)vfscore_umask(ctx, 0);
	if (vfscore_chroot(ctx, dest) || vfscore_chdir(ctx, NULL, "/", 0)) {
		vfscore_ctx_put(ctx);
		return UKCPIO_NODEST;
	}
	*out = ctx;
	return UKCPIO_SUCCESS;
}

enum ukcpio_error ukcpio_extract(const char *dest, void *buf, __sz buflen)
{
	struct vfscore_ctx *ctx;
	struct ukcpio_entry entry;
	struct ukcpio_iter iter;
	int rc = ctx_make(dest, &ctx);

	if (rc)
		return rc;
	ukcpio_iter_init(&iter, buf, buflen);
	while (rc == UKCPIO_SUCCESS && (rc = ukcpio_next(&iter, &entry)) > 0)
		rc = extract_entry(ctx, buf, buflen, &entry);
	vfscore_ctx_put(ctx);
	return rc;
}
