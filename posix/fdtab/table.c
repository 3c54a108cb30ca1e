/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/fdtab.h>

#define BITS	     ((unsigned int)(8 * sizeof(unsigned long)))
#define SIZE_MIN     BITS
#define BIT(fd)	     (1UL << ((fd) % BITS))
#define WORD(map, n) ((map)[(n) / BITS])

static bool bit_get(const unsigned long *map, unsigned int n)
{
	return WORD(map, n) & BIT(n);
}

static void bit_put(unsigned long *map, unsigned int n, bool value)
{
	if (value)
		WORD(map, n) |= BIT(n);
	else
		WORD(map, n) &= ~BIT(n);
}

/* The first bit from n on that is set, or clear with flip ~0UL; size if none */
static unsigned int bit_next(const unsigned long *map, unsigned int n,
			     unsigned int size, unsigned long flip)
{
	unsigned long word;

	while (n < size) {
		word = (WORD(map, n) ^ flip) >> (n % BITS);
		if (word)
			return n + (unsigned int)__builtin_ctzl(word);
		n = (n / BITS + 1) * BITS;
	}
	return size;
}

/* One allocation: the files, then both maps. size is a multiple of BITS. */
static struct vfscore_file **slots_create(struct uk_alloc *a, unsigned int size)
{
	return uk_zalloc(a, size * sizeof(struct vfscore_file *) +
				    2 * (size / BITS) * sizeof(unsigned long));
}

static void slots_set(struct uk_fdtab *tab, struct vfscore_file **files,
		      unsigned int size)
{
	unsigned long *used = (unsigned long *)(void *)(files + size);
	unsigned long *cloexec = used + size / BITS;
	__sz maps = tab->size / BITS * sizeof(*used);

	if (tab->size) {
		memcpy(files, tab->files, tab->size * sizeof(*files));
		memcpy(used, tab->used, maps);
		memcpy(cloexec, tab->cloexec, maps);
	}
	tab->files = files;
	tab->used = used;
	tab->cloexec = cloexec;
	tab->size = size;
}

struct uk_fdtab *uk_fdtab_create(struct uk_alloc *a)
{
	struct vfscore_file **files;
	struct uk_fdtab *tab;

	tab = uk_zalloc(a, sizeof(*tab));
	if (!tab)
		return NULL;
	files = slots_create(a, SIZE_MIN);
	if (!files) {
		uk_free(a, tab);
		return NULL;
	}
	uk_refcount_init(&tab->count, 1);
	uk_spin_init(&tab->lock);
	tab->a = a;
	slots_set(tab, files, SIZE_MIN);
	return tab;
}

void uk_fdtab_put(struct uk_fdtab *tab)
{
	if (!uk_refcount_release(&tab->count))
		return;
	for (unsigned int fd = 0; fd < tab->size; fd++)
		if (tab->files[fd])
			uk_fdtab_close_file(tab, tab->files[fd]);
	uk_free(tab->a, tab->files);
	uk_free(tab->a, tab);
}

/* Makes room for fd. The lock is held, and let go meanwhile. */
static int grow_locked(struct uk_fdtab *tab, unsigned int fd)
{
	struct vfscore_file **files, **old;
	unsigned int size = tab->size;

	while (size <= fd)
		size *= 2;
	uk_spin_unlock(&tab->lock);
	files = slots_create(tab->a, size);
	uk_spin_lock(&tab->lock);
	if (!files)
		return -ENOMEM;
	old = files;
	if (size > tab->size) {
		old = tab->files;
		slots_set(tab, files, size);
	}
	uk_free(tab->a, old);
	return 0;
}

static void take_locked(struct uk_fdtab *tab, unsigned int fd, bool cloexec)
{
	bit_put(tab->used, fd, true);
	bit_put(tab->cloexec, fd, cloexec);
	if (fd == tab->lowest)
		tab->lowest = fd + 1;
}

static void free_locked(struct uk_fdtab *tab, unsigned int fd)
{
	bit_put(tab->used, fd, false);
	bit_put(tab->cloexec, fd, false);
	if (fd < tab->lowest)
		tab->lowest = fd;
}

/* The file installed at a number, or NULL. */
static struct vfscore_file *file_locked(const struct uk_fdtab *tab,
					unsigned int fd)
{
	return fd < tab->size ? tab->files[fd] : NULL;
}

int uk_fdtab_reserve(struct uk_fdtab *tab, unsigned int min, unsigned int limit,
		     bool cloexec)
{
	unsigned int fd;
	int rc;

	if (min >= limit)
		return min ? -EINVAL : -EMFILE;
	uk_spin_lock(&tab->lock);
	do {
		fd = bit_next(tab->used, MAX(min, tab->lowest), tab->size,
			      ~0UL);
		/* No bit, or one must start behind the table's end */
		fd = MAX(fd, MAX(min, tab->lowest));
		rc = -EMFILE;
		if (fd >= limit)
			goto out;
		if (fd < tab->size)
			break;
		rc = grow_locked(tab, fd);
		if (rc)
			goto out;
	} while (bit_get(tab->used, fd));
	take_locked(tab, fd, cloexec);
	rc = (int)fd;
out:
	uk_spin_unlock(&tab->lock);
	return rc;
}

int uk_fdtab_reserve_at(struct uk_fdtab *tab, unsigned int fd,
			unsigned int limit, bool cloexec)
{
	int rc = 0;

	if (fd >= limit)
		return -EBADF;
	uk_spin_lock(&tab->lock);
	if (fd >= tab->size)
		rc = grow_locked(tab, fd);
	if (!rc && bit_get(tab->used, fd))
		rc = -EBUSY;
	if (!rc) {
		take_locked(tab, fd, cloexec);
		rc = (int)fd;
	}
	uk_spin_unlock(&tab->lock);
	return rc;
}

void uk_fdtab_install(struct uk_fdtab *tab, unsigned int fd,
		      struct vfscore_file *fp)
{
	uk_spin_lock(&tab->lock);
	UK_ASSERT(fd < tab->size && bit_get(tab->used, fd));
	UK_ASSERT(!tab->files[fd]);
	tab->files[fd] = fp;
	uk_spin_unlock(&tab->lock);
}

int uk_fdtab_unreserve(struct uk_fdtab *tab, unsigned int fd)
{
	int rc = -EBADF;

	uk_spin_lock(&tab->lock);
	if (fd < tab->size && bit_get(tab->used, fd) && !tab->files[fd]) {
		free_locked(tab, fd);
		rc = 0;
	}
	uk_spin_unlock(&tab->lock);
	return rc;
}

/* Puts a file at a number. -EBUSY: reserved, and that matters. */
static int put_at(struct uk_fdtab *tab, unsigned int fd, unsigned int limit,
		  struct vfscore_file *fp, bool cloexec, bool reserved_too)
{
	struct vfscore_file *old = NULL;
	int rc = 0;

	if (fd >= limit)
		return -EBADF;
	uk_spin_lock(&tab->lock);
	if (fd >= tab->size)
		rc = grow_locked(tab, fd);
	if (!rc && !reserved_too && bit_get(tab->used, fd) && !tab->files[fd])
		rc = -EBUSY;
	if (!rc) {
		old = tab->files[fd];
		take_locked(tab, fd, cloexec);
		tab->files[fd] = fp;
	}
	uk_spin_unlock(&tab->lock);
	if (old)
		uk_fdtab_close_file(tab, old);
	return rc;
}

int uk_fdtab_replace(struct uk_fdtab *tab, unsigned int fd, unsigned int limit,
		     struct vfscore_file *fp, bool cloexec)
{
	int rc = put_at(tab, fd, limit, fp, cloexec, false);

	return rc ? rc : (int)fd;
}

int uk_fdtab_install_any(struct uk_fdtab *tab, unsigned int fd,
			 unsigned int limit, struct vfscore_file *fp)
{
	return put_at(tab, fd, limit, fp, false, true);
}

struct vfscore_file *uk_fdtab_remove(struct uk_fdtab *tab, unsigned int fd)
{
	struct vfscore_file *fp;

	uk_spin_lock(&tab->lock);
	fp = file_locked(tab, fd);
	if (fp) {
		tab->files[fd] = NULL;
		free_locked(tab, fd);
	}
	uk_spin_unlock(&tab->lock);
	return fp;
}

struct vfscore_file *uk_fdtab_hold(struct uk_fdtab *tab, unsigned int fd)
{
	struct vfscore_file *fp;

	uk_spin_lock(&tab->lock);
	fp = file_locked(tab, fd);
	if (fp)
		fhold(fp);
	uk_spin_unlock(&tab->lock);
	return fp;
}

int uk_fdtab_cloexec(struct uk_fdtab *tab, unsigned int fd)
{
	int rc = -EBADF;

	uk_spin_lock(&tab->lock);
	if (file_locked(tab, fd))
		rc = bit_get(tab->cloexec, fd);
	uk_spin_unlock(&tab->lock);
	return rc;
}

int uk_fdtab_set_cloexec(struct uk_fdtab *tab, unsigned int fd, bool cloexec)
{
	int rc = -EBADF;

	uk_spin_lock(&tab->lock);
	if (file_locked(tab, fd)) {
		bit_put(tab->cloexec, fd, cloexec);
		rc = 0;
	}
	uk_spin_unlock(&tab->lock);
	return rc;
}

int uk_fdtab_next(struct uk_fdtab *tab, unsigned int fd)
{
	int rc = -EBADF;

	uk_spin_lock(&tab->lock);
	fd = bit_next(tab->used, fd, tab->size, 0);
	while (fd < tab->size && !tab->files[fd])
		fd = bit_next(tab->used, fd + 1, tab->size, 0);
	if (fd < tab->size)
		rc = (int)fd;
	uk_spin_unlock(&tab->lock);
	return rc;
}

void uk_fdtab_set_cloexec_range(struct uk_fdtab *tab, unsigned int first,
				unsigned int last)
{
	int fd = uk_fdtab_next(tab, first);

	while (fd >= 0 && (unsigned int)fd <= last) {
		(void)uk_fdtab_set_cloexec(tab, (unsigned int)fd, true);
		fd = uk_fdtab_next(tab, (unsigned int)fd + 1);
	}
}

void uk_fdtab_close_range(struct uk_fdtab *tab, unsigned int first,
			  unsigned int last)
{
	int fd = uk_fdtab_next(tab, first);
	struct vfscore_file *fp;

	while (fd >= 0 && (unsigned int)fd <= last) {
		fp = uk_fdtab_remove(tab, (unsigned int)fd);
		if (fp)
			uk_fdtab_close_file(tab, fp);
		fd = uk_fdtab_next(tab, (unsigned int)fd + 1);
	}
}

void uk_fdtab_close_exec(struct uk_fdtab *tab)
{
	struct vfscore_file *fp;
	unsigned int fd = 0;

	while ((fd = bit_next(tab->cloexec, fd, tab->size, 0)) < tab->size) {
		fp = uk_fdtab_remove(tab, fd++);
		if (fp)
			uk_fdtab_close_file(tab, fp);
	}
}

struct uk_fdtab *uk_fdtab_copy(struct uk_fdtab *tab)
{
	struct uk_fdtab *copy = uk_fdtab_create(tab->a);
	struct vfscore_file *fp;
	unsigned int end;
	int rc = 0;

	if (!copy)
		return NULL;
	uk_spin_lock(&copy->lock);
	/* Its size may change while memory is got for the copy */
	do {
		end = tab->size;
		if (copy->size < end)
			rc = grow_locked(copy, end - 1);
	} while (!rc && tab->size > copy->size);
	uk_spin_unlock(&copy->lock);
	if (rc) {
		uk_fdtab_put(copy);
		return NULL;
	}
	uk_spin_lock(&tab->lock);
	for (unsigned int fd = 0; fd < tab->size; fd++) {
		fp = tab->files[fd];
		if (!fp)
			continue;
		fhold(fp);
		take_locked(copy, fd, bit_get(tab->cloexec, fd));
		copy->files[fd] = fp;
	}
	uk_spin_unlock(&tab->lock);
	return copy;
}
