/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What each operation does to the model. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <uk/assert.h>
#include "model.h"

struct mnode *model_top, *model_cwd;

static struct mnode *nodes;
static struct mfs *systems;
static struct mhandle handles[HANDLES];
static struct mnode *mapped[MAPPINGS];

#define SPARE 16
static char *spare[SPARE];
static unsigned int spare_count;

/* ---- making and unmaking ---- */

/*
 * What files hold: from one run to the next it stays allocated, for many runs
 * follow one another and new memory costs more than all that is done to it.
 */
static char *data_make(void)
{
	char *data = spare_count ? spare[--spare_count] : malloc(FILE_MAX);

	return memset(data, 0, FILE_MAX);
}

static void data_free(char *data)
{
	if (data && spare_count < SPARE)
		spare[spare_count++] = data;
	else
		free(data);
}

static struct mnode *node_make(struct mfs *fs, int type, mode_t mode)
{
	struct mnode *n = calloc(1, sizeof(*n));

	n->next = nodes;
	nodes = n;
	n->fs = fs;
	n->type = type;
	n->mode = mode;
	n->nlink = type == S_IFDIR;
	if (type == S_IFREG)
		n->data = data_make();
	return n;
}

static void name_add(struct mnode *dir, const char *name, struct mnode *n)
{
	struct mname *m = calloc(1, sizeof(*m));

	strcpy(m->name, name);
	m->node = n;
	m->next = dir->names;
	dir->names = m;
	n->nlink++;
	if (n->type == S_IFDIR) {
		n->parent = dir;
		dir->nlink++;
	}
}

/* gone: a directory's last name, and its "." with it. */
static void name_remove(struct mnode *dir, const char *name, bool gone)
{
	struct mname **at = model_find(dir, name), *m = *at;

	m->node->nlink--;
	if (m->node->type == S_IFDIR) {
		dir->nlink--;
		m->node->nlink -= gone;
	}
	*at = m->next;
	free(m);
}

static struct mfs *fs_make(mode_t mode)
{
	struct mfs *fs = calloc(1, sizeof(*fs));

	fs->next = systems;
	systems = fs;
	fs->root = node_make(fs, S_IFDIR, mode);
	fs->root->nlink = 2;
	fs->root->parent = fs->root;
	return fs;
}

static void file_make(struct mnode *dir, const char *name, mode_t mode, int c,
		      off_t size)
{
	struct mnode *n = node_make(dir->fs, S_IFREG, mode);

	name_add(dir, name, n);
	memset(n->data, c, (size_t)size);
	n->size = size;
}

/* The archive's files. */
void model_start(void)
{
	struct mfs *fs = fs_make(0755);
	struct mnode *d = node_make(fs, S_IFDIR, 0755);

	model_top = model_cwd = fs->root;
	fs->users = 3; /* its parent stays, root, working directory */
	fs->parent = fs;
	name_add(fs->root, "d", d);
	file_make(fs->root, "a", 0644, 'a', 8192 + 50);
	file_make(fs->root, "b", 0600, 'b', 5000);
	file_make(d, "c", 0644, 'c', 100);
}

void model_stop(void)
{
	struct mnode *n;
	struct mfs *fs;
	struct mname *m;

	while ((n = nodes)) {
		nodes = n->next;
		while ((m = n->names)) {
			n->names = m->next;
			free(m);
		}
		data_free(n->data);
		free(n->target);
		free(n);
	}
	while ((fs = systems)) {
		systems = fs->next;
		free(fs);
	}
	memset(handles, 0, sizeof(handles));
	memset(mapped, 0, sizeof(mapped));
}

/* ---- new names ---- */

static int create_begin(const char *path, bool slash, struct mlast *last)
{
	int rc = model_parent(path, false, last);

	if (rc)
		return rc;
	if (!last->normal || last->node)
		return -EEXIST;
	if (last->slash && !slash)
		return -ENOENT;
	return last->dir->nlink ? 0 : -ENOENT;
}

static long do_make(const struct op *op, int type, mode_t mode)
{
	struct mlast last;
	struct mnode *n;
	int rc;

	if (type == S_IFLNK && !*op->path2)
		return -ENOENT;
	rc = create_begin(op->path, type == S_IFDIR, &last);
	if (rc)
		return rc;
	if (type == S_IFDIR)
		mode |= last.dir->mode & S_ISGID;
	n = node_make(last.dir->fs, type, mode);
	if (type == S_IFLNK) {
		n->target = strdup(op->path2);
		n->size = (off_t)strlen(n->target);
	}
	name_add(last.dir, last.name, n);
	return 0;
}

static long do_link(const struct op *op)
{
	struct mlast last;
	struct mnode *n;
	int rc = model_lookup(op->path, op->flags, &n);

	if (rc == 0)
		rc = create_begin(op->path2, false, &last);
	if (rc)
		return rc;
	if (n->fs != last.dir->fs)
		return -EXDEV;
	if (n->type == S_IFDIR)
		return -EPERM;
	name_add(last.dir, last.name, n);
	return 0;
}

/* ---- names go and change ---- */

static long do_unlink(const struct op *op)
{
	struct mlast last;
	int rc = model_parent(op->path, false, &last);

	if (rc)
		return rc;
	if (!last.normal)
		return -EISDIR;
	if (!last.node)
		return -ENOENT;
	if (last.node->type == S_IFDIR)
		return -EISDIR;
	if (last.slash)
		return -ENOTDIR;
	name_remove(last.dir, last.name, true);
	return 0;
}

static long do_rmdir(const struct op *op)
{
	struct mlast last;
	int rc = model_parent(op->path, false, &last);

	if (rc)
		return rc;
	if (!last.normal)
		return last.dot ? -EINVAL : last.dotdot ? -ENOTEMPTY : -EBUSY;
	if (!last.node)
		return -ENOENT;
	if (last.node->type != S_IFDIR)
		return -ENOTDIR;
	if (last.node->mounted)
		return -EBUSY;
	if (last.node->names)
		return -ENOTEMPTY;
	name_remove(last.dir, last.name, true);
	return 0;
}

static bool is_above(const struct mnode *a, const struct mnode *b)
{
	for (; a != b; b = b->parent)
		if (b == b->parent)
			return false;
	return true;
}

static int rename_check(const struct mlast *old, const struct mlast *new,
			int flags)
{
	const struct mnode *from = old->node, *to = new->node;

	if (old->dir->fs != new->dir->fs)
		return -EXDEV;
	if (!old->normal)
		return -EBUSY;
	if (!new->normal)
		return flags == 1 ? -EEXIST : -EBUSY;
	if (!from)
		return -ENOENT;
	if (flags == 1 && to)
		return -EEXIST;
	if (flags == 2 && !to)
		return -ENOENT;
	if (flags == 2 && to->type != S_IFDIR && new->slash)
		return -ENOTDIR;
	if (from->type != S_IFDIR && (old->slash || (flags != 2 && new->slash)))
		return -ENOTDIR;
	if (is_above(from, new->dir))
		return -EINVAL;
	if (to && is_above(to, old->dir))
		return flags == 2 ? -EINVAL : -ENOTEMPTY;
	if (from == to)
		return 1;
	if (!new->dir->nlink)
		return -ENOENT;
	if (to && flags != 2 && from->type == S_IFDIR && to->type != S_IFDIR)
		return -ENOTDIR;
	if (to && flags != 2 && from->type != S_IFDIR && to->type == S_IFDIR)
		return -EISDIR;
	if (from->mounted || (to && to->mounted))
		return -EBUSY;
	return to && flags != 2 && to->names ? -ENOTEMPTY : 0;
}

static long do_rename(const struct op *op)
{
	struct mlast old, new;
	int rc;

	if (op->flags == 3)
		return -EINVAL;
	rc = model_parent(op->path, false, &old);
	if (rc == 0)
		rc = model_parent(op->path2, false, &new);
	if (rc == 0)
		rc = rename_check(&old, &new, op->flags);
	if (rc)
		return rc < 0 ? rc : 0;
	name_remove(old.dir, old.name, false);
	if (new.node)
		name_remove(new.dir, new.name, op->flags != 2);
	name_add(new.dir, new.name, old.node);
	if (op->flags == 2)
		name_add(old.dir, old.name, new.node);
	return 0;
}

/* ---- attributes, places ---- */

static long do_stat(const struct op *op, struct found *found)
{
	struct mnode *n;
	int rc = model_lookup(op->path, op->flags, &n);

	if (rc)
		return rc;
	*found = (struct found){n->type, n->mode, n->nlink, n->size, n->ino};
	return 0;
}

static long do_chmod(const struct op *op)
{
	struct mnode *n;
	int rc = model_lookup(op->path, op->flags, &n);

	if (rc)
		return rc;
	if (n->type == S_IFLNK)
		return -EOPNOTSUPP;
	n->mode = (mode_t)op->len & 07777;
	return 0;
}

static long do_readlink(const struct op *op, char *buf)
{
	struct mnode *n;
	int rc = model_lookup(op->path, false, &n);

	if (rc)
		return rc;
	if (n->type != S_IFLNK)
		return -EINVAL;
	memcpy(buf, n->target, strlen(n->target));
	return (long)strlen(n->target);
}

static long do_chdir(const struct op *op)
{
	struct mnode *n;
	int rc = model_lookup(op->path, true, &n);

	if (rc)
		return rc;
	if (n->type != S_IFDIR)
		return -ENOTDIR;
	model_cwd->fs->users--;
	n->fs->users++;
	model_cwd = n;
	return 0;
}

static bool is_attached(const struct mfs *fs)
{
	while (fs->parent && fs->parent != fs)
		fs = fs->parent;
	return fs->parent;
}

static long do_mount(const struct op *op)
{
	struct mnode *n;
	struct mfs *fs;
	int rc = model_lookup(op->path, true, &n);

	if (rc)
		return rc;
	if (n->type != S_IFDIR)
		return -ENOTDIR;
	n = model_cross(n);
	if (!n->nlink)
		return -ENOENT;
	if (!is_attached(n->fs))
		return -EINVAL;
	fs = fs_make(01777);
	fs->users = 1;
	fs->covered = n;
	fs->parent = n->fs;
	n->fs->users++;
	n->mounted = fs;
	return 0;
}

static void fs_detach(struct mfs *fs)
{
	for (struct mfs *other = systems; other; other = other->next)
		if (other->parent == fs)
			fs_detach(other);
	fs->covered->mounted = NULL;
	fs->parent->users--;
	fs->parent = NULL;
}

static long do_umount(const struct op *op)
{
	struct mnode *n;
	int rc = model_lookup(op->path, true, &n);

	if (rc)
		return rc;
	n = model_cross(n);
	if (n != n->fs->root || !n->fs->parent)
		return -EINVAL;
	if (n->fs->users > 1 && !op->flags)
		return -EBUSY;
	fs_detach(n->fs);
	return 0;
}

/* ---- handles ---- */

static void resize(struct mnode *n, off_t size)
{
	if (size < n->size)
		memset(n->data + size, 0, (size_t)(n->size - size));
	n->size = size;
}

static int open_check(const struct mnode *n, int flags)
{
	bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC);

	if ((flags & O_DIRECTORY) && n->type != S_IFDIR)
		return -ENOTDIR;
	if (flags & O_PATH)
		return 0;
	if (n->type == S_IFLNK)
		return -ELOOP;
	if (n->type == S_IFDIR && (writes || (flags & O_CREAT)))
		return -EISDIR;
	return n->type == S_IFIFO ? -ENXIO : 0;
}

static int open_create(const struct op *op, bool follow, struct mnode **n)
{
	struct mlast last;
	int rc = model_parent(op->path, follow, &last);

	if (rc)
		return rc;
	if (!last.normal)
		return (op->flags & O_EXCL) ? -EEXIST : -EISDIR;
	if (last.slash)
		return -EISDIR;
	*n = last.node;
	if (last.node) {
		if (op->flags & O_EXCL)
			return -EEXIST;
		*n = model_cross(last.node);
		return open_check(*n, op->flags);
	}
	if (!last.dir->nlink)
		return -ENOENT;
	*n = node_make(last.dir->fs, S_IFREG, 0644);
	name_add(last.dir, last.name, *n);
	return 0;
}

static long do_open(const struct op *op)
{
	struct mhandle *h = &handles[op->handle];
	bool creates = (op->flags & O_CREAT) && !(op->flags & O_PATH);
	bool follow =
		!(op->flags & O_NOFOLLOW) && !(creates && (op->flags & O_EXCL));
	struct mnode *n = NULL;
	int rc;

	if (h->node)
		return -EMFILE;
	if (creates) {
		rc = open_create(op, follow, &n);
	} else {
		rc = model_lookup(op->path, follow, &n);
		if (rc == 0)
			rc = open_check(n, op->flags & ~O_CREAT);
	}
	if (rc)
		return rc;
	if ((op->flags & O_TRUNC) && n->type == S_IFREG &&
	    !(op->flags & O_PATH))
		resize(n, 0);
	*h = (struct mhandle){.node = n, .flags = op->flags};
	n->fs->users++;
	return 0;
}

static bool may(const struct mhandle *h, bool write)
{
	int mode = h->flags & O_ACCMODE;

	return !(h->flags & O_PATH) && mode != (write ? O_RDONLY : O_WRONLY);
}

static long do_read(struct mhandle *h, const struct op *op, char *buf)
{
	off_t pos = op->flags ? op->off : h->pos, n;

	if (!may(h, false))
		return -EBADF;
	if (h->node->type == S_IFDIR)
		return -EISDIR;
	n = h->node->size > pos ? h->node->size - pos : 0;
	n = n < op->len ? n : op->len;
	memcpy(buf, h->node->data + (n ? pos : 0), (size_t)n);
	if (!op->flags)
		h->pos += n;
	return n;
}

static long do_write(struct mhandle *h, const struct op *op, long limit)
{
	off_t pos = op->flags ? op->off : h->pos;
	off_t n = op->len < limit ? op->len : limit;

	if (!may(h, true))
		return -EBADF;
	if (h->flags & O_APPEND)
		pos = h->node->size;
	if (pos + n > h->node->size && n)
		h->node->size = pos + n;
	memset(h->node->data + pos, op->byte, (size_t)n);
	if (!op->flags)
		h->pos = pos + n;
	return n;
}

static long do_fallocate(struct mhandle *h, const struct op *op)
{
	struct mnode *n = h->node;
	off_t end = op->off + op->len, zero;

	if (op->len <= 0)
		return -EINVAL;
	if ((op->flags & 3) == 2 || (op->flags & 0x12) == 0x12)
		return -EOPNOTSUPP;
	if (!may(h, true))
		return -EBADF;
	if (op->flags & ~0x13)
		return -EOPNOTSUPP;
	zero = end < n->size ? end : n->size;
	if ((op->flags & 0x12) && zero > op->off)
		memset(n->data + op->off, 0, (size_t)(zero - op->off));
	if (!(op->flags & 1) && end > n->size)
		n->size = end;
	return 0;
}

/* answer: where the real one found data or a hole. */
static long seek_data(struct mhandle *h, const struct op *op, long answer)
{
	const struct mnode *n = h->node;
	off_t to = answer == -ENXIO ? n->size : answer;

	if (op->off < 0 || n->type == S_IFDIR || op->off >= n->size)
		return -ENXIO;
	UK_BUGON(to < op->off || to > n->size);
	for (off_t p = op->off; op->flags == 3 && p < to; p++)
		UK_BUGON(n->data[p]);
	UK_BUGON(op->flags == 4 && answer < 0);
	if (answer >= 0)
		h->pos = answer;
	return answer;
}

static long do_seek(struct mhandle *h, const struct op *op, long answer)
{
	const off_t base[] = {0, h->pos, h->node->size};

	if (h->node->type != S_IFREG && h->node->type != S_IFDIR)
		return -ESPIPE;
	if (op->flags == 3 || op->flags == 4)
		return seek_data(h, op, answer);
	if (op->flags > 4)
		return -EINVAL;
	if (base[op->flags] + op->off < 0)
		return -EINVAL;
	return h->pos = base[op->flags] + op->off;
}

static long do_truncate(struct mnode *n, off_t size)
{
	if (n->type != S_IFREG)
		return n->type == S_IFDIR ? -EISDIR : -EINVAL;
	resize(n, size);
	return 0;
}

static long do_map(struct mhandle *h, const struct op *op)
{
	if (!may(h, false) || !may(h, true))
		return -EACCES;
	mapped[op->off] = h->node;
	h->node->fs->users++;
	return 0;
}

static long do_touch(const struct op *op)
{
	struct mnode *n = mapped[op->handle];

	if (!op->flags)
		return (unsigned char)n->data[op->off];
	n->data[op->off] = (char)op->byte;
	return 0;
}

static long do_handle(const struct op *op, char *buf, long limit)
{
	struct mhandle *h = &handles[op->handle];

	if (!h->node)
		return -EBADF;
	switch (op->kind) {
	case OP_CLOSE:
		h->node->fs->users--;
		h->node = NULL;
		return 0;
	case OP_READ:
		return do_read(h, op, buf);
	case OP_WRITE:
		return do_write(h, op, limit);
	case OP_FTRUNCATE:
		if (h->flags & O_PATH)
			return -EBADF;
		return may(h, true) ? do_truncate(h->node, op->off) : -EINVAL;
	case OP_FALLOCATE:
		return do_fallocate(h, op);
	case OP_MAP:
		return do_map(h, op);
	default:
		return do_seek(h, op, limit);
	}
}

static long do_path_truncate(const struct op *op)
{
	struct mnode *n;
	int rc = model_lookup(op->path, true, &n);

	return rc ? rc : do_truncate(n, op->off);
}

static long do_unmap(const struct op *op)
{
	mapped[op->off]->fs->users--;
	mapped[op->off] = NULL;
	return 0;
}

long model_do(const struct op *op, char *buf, long limit)
{
	switch (op->kind) {
	case OP_MKDIR:
		return do_make(op, S_IFDIR, 0755);
	case OP_OPEN:
		return do_open(op);
	case OP_UNLINK:
		return do_unlink(op);
	case OP_RMDIR:
		return do_rmdir(op);
	case OP_RENAME:
		return do_rename(op);
	case OP_LINK:
		return do_link(op);
	case OP_SYMLINK:
		return do_make(op, S_IFLNK, 0777);
	case OP_MKNOD:
		return do_make(op, S_IFIFO, 0600);
	case OP_READLINK:
		return do_readlink(op, buf);
	case OP_STAT:
		return do_stat(op, (struct found *)buf);
	case OP_CHMOD:
		return do_chmod(op);
	case OP_TRUNCATE:
		return do_path_truncate(op);
	case OP_CHDIR:
		return do_chdir(op);
	case OP_MOUNT:
		return do_mount(op);
	case OP_UMOUNT:
		return do_umount(op);
	case OP_UNMAP:
		return do_unmap(op);
	case OP_TOUCH:
		return do_touch(op);
	default:
		return do_handle(op, buf, limit);
	}
}

/* ---- what can be done ---- */

bool model_can(const struct op *op)
{
	const struct mhandle *h = &handles[op->handle];
	struct mnode *n;
	off_t pos;

	switch (op->kind) {
	case OP_MOUNT:
	case OP_UMOUNT:
		return model_lookup(op->path, true, &n) || n != model_top;
	case OP_WRITE:
		if (!h->node)
			return true;
		pos = (h->flags & O_APPEND) ? h->node->size
		      : op->flags	    ? op->off
					    : h->pos;
		return pos + op->len <= FILE_MAX;
	case OP_MAP:
		return !mapped[op->off];
	case OP_UNMAP:
		return mapped[op->off];
	case OP_TOUCH:
		return mapped[op->handle] && op->off < mapped[op->handle]->size;
	default:
		return true;
	}
}

const char *model_mapped(unsigned int i, off_t *size)
{
	*size = mapped[i]->size;
	return mapped[i]->data;
}

bool model_is_mapped(unsigned int i)
{
	return mapped[i];
}
