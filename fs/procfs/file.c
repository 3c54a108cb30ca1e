/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Open files of /proc: a text, which is made anew when it is read from its
 * beginning. The vnode's lock guards it.
 */
#include <limits.h>
#include <unistd.h>
#include <uk/alloc.h>
#include <uk/arch/paging.h>
#include <vfscore/file.h>
#include "procfs_priv.h"

#define TEXT_FIRST 2048U
#define TEXT_MAX   (64U << 20)

int procfs_text(const struct procfs_entry *e, const struct procfs_ids *ids,
		struct uk_streambuf **out)
{
	struct uk_streambuf *sb;
	int rc;

	for (size_t size = TEXT_FIRST;; size *= 2) {
		sb = uk_streambuf_alloc(uk_alloc_get_default(), size,
					UK_STREAMBUF_C_TERMSHIFT);
		if (!sb)
			return -ENOMEM;
		rc = 0;
		if (e->show)
			rc = e->show(sb, ids);
		else if (e->number)
			rc = procfs_number_show(sb, e->number);
		else
			uk_streambuf_strcpy(sb, e->text);
		if (rc == 0 && !uk_streambuf_istruncated(sb)) {
			*out = sb;
			return 0;
		}
		uk_streambuf_free(sb);
		if (rc)
			return rc;
		if (size >= TEXT_MAX)
			return -ENOMEM;
	}
}

/* The text from a place on; made if need be. */
static int text_get(struct vfscore_file *fp, off_t pos)
{
	struct procfs_ids ids = procfs_ids_of(fp->f_vnode);
	struct uk_streambuf *sb;
	int rc;

	if (pos && fp->f_data)
		return 0;
	rc = procfs_text(procfs_entry_of(fp->f_vnode), &ids, &sb);
	if (rc)
		return rc;
	if (fp->f_data)
		uk_streambuf_free(fp->f_data);
	fp->f_data = sb;
	return 0;
}

static int read_locked(struct vfscore_file *fp, struct uio *uio)
{
	struct uk_streambuf *sb;
	size_t len;
	int rc = text_get(fp, uio->uio_offset);

	if (rc)
		return rc;
	sb = fp->f_data;
	len = procfs_text_len(sb);
	if ((size_t)uio->uio_offset >= len)
		return 0;
	len = MIN(len - (size_t)uio->uio_offset, (size_t)uio->uio_resid);
	return vfscore_uiomove((char *)uk_streambuf_buf(sb) + uio->uio_offset,
			       len, uio);
}

static int text_read(struct vfscore_file *fp, struct uio *uio,
		     int flags __unused)
{
	const struct procfs_entry *e = procfs_entry_of(fp->f_vnode);
	int rc;

	if (!e->show && !e->text && !e->number)
		return -EINVAL;
	if (!uio->uio_resid)
		return 0;
	vn_lock(fp->f_vnode);
	rc = read_locked(fp, uio);
	vn_unlock(fp->f_vnode);
	return rc;
}

/* Nothing is no text: that changes nothing, as behind the beginning. */
static ssize_t store(const struct procfs_entry *e, const struct procfs_ids *ids,
		     const char *text, size_t len, off_t pos)
{
	int rc = 0;

	if (!e->number)
		return e->store(ids, text, len);
	if (len && !pos)
		rc = procfs_number_store(e->number, text);
	return rc ? rc : (ssize_t)len;
}

/* One write is one text, wherever it is written to. */
static int text_write(struct vfscore_file *fp, struct uio *uio,
		      int flags __unused)
{
	const struct procfs_entry *e = procfs_entry_of(fp->f_vnode);
	struct procfs_ids ids = procfs_ids_of(fp->f_vnode);
	ssize_t total = uio->uio_resid, done;
	size_t len = MIN((size_t)total, PAGE_SIZE - 1);
	off_t pos = uio->uio_offset;
	char *text;

	/* As on Linux: what is about a process cannot, what is not will not */
	if (!e->store && !e->number)
		return ids.id ? -EINVAL : -EIO;
	text = uk_malloc(uk_alloc_get_default(), len + 1);
	if (!text)
		return -ENOMEM;
	done = vfscore_uiomove(text, len, uio);
	if (done == 0) {
		text[len] = '\0';
		done = store(e, &ids, text, len, pos);
	}
	uk_free(uk_alloc_get_default(), text);
	uio->uio_resid = done < 0 ? total : total - done;
	return done < 0 ? (int)done : 0;
}

static off_t text_seek(struct vfscore_file *fp, off_t offset, int whence)
{
	off_t base = 0, pos;

	/* Texts have no end before they are read */
	if (whence == SEEK_CUR)
		base = fp->f_offset;
	else if (whence != SEEK_SET)
		return -EINVAL;
	if (__builtin_add_overflow(base, offset, &pos) || pos < 0)
		return -EINVAL;
	fp->f_offset = pos;
	return pos;
}

static void text_release(struct vfscore_file *fp)
{
	if (fp->f_data)
		uk_streambuf_free(fp->f_data);
}

static const struct vfscore_fileops text_ops = {
	.read = text_read,
	.write = text_write,
	.seek = text_seek,
	.release = text_release,
};

int procfs_file_open(struct vfscore_file *fp)
{
	fp->f_op = &text_ops;
	return 0;
}
