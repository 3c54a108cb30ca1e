/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A counter that can be waited for: eventfd(2). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/poll.h>
#include <uk/spinlock.h>
#include <uk/syscall.h>
#include <uk/wait.h>
#include "event_priv.h"

#define EFD_SEMAPHORE_ 1
#define COUNT_MAX      (UINT64_MAX - 1)

struct eventfd {
	struct uk_spinlock lock; /* count */
	uint64_t count;
	bool semaphore;
	struct uk_waitq rd_wait, wr_wait;
	struct uk_pollq pollq;
};

/* Takes what a read gives; false: nothing is there. */
static bool take(struct eventfd *e, uint64_t *value)
{
	uk_spin_lock(&e->lock);
	*value = e->semaphore && e->count ? 1 : e->count;
	e->count -= *value;
	uk_spin_unlock(&e->lock);
	return *value;
}

/* Adds; false: there is no room. */
static bool give(struct eventfd *e, uint64_t value)
{
	bool room;

	uk_spin_lock(&e->lock);
	room = COUNT_MAX - e->count >= value;
	if (room)
		e->count += value;
	uk_spin_unlock(&e->lock);
	return room;
}

static void wake(struct eventfd *e, struct uk_waitq *wq, unsigned int events)
{
	if (!uk_waitq_empty(wq))
		uk_waitq_wake_up(wq);
	uk_pollq_wake(&e->pollq, events);
}

static int eventfd_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct eventfd *e = fp->f_data;
	uint64_t value;
	int rc = 0;

	if (flags)
		return -EOPNOTSUPP;
	if (uio->uio_resid < (ssize_t)sizeof(value))
		return -EINVAL;
	if (!take(e, &value)) {
		if (fp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		rc = uk_waitq_wait_event_intr(&e->rd_wait, take(e, &value), 0);
		if (rc)
			return rc;
	}
	wake(e, &e->wr_wait, POLLOUT | POLLWRNORM);
	return vfscore_uiomove(&value, sizeof(value), uio);
}

static int eventfd_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct eventfd *e = fp->f_data;
	ssize_t before = uio->uio_resid;
	uint64_t value;
	int rc;

	if (flags)
		return -EOPNOTSUPP;
	if (before < (ssize_t)sizeof(value))
		return -EINVAL;
	rc = vfscore_uiomove(&value, sizeof(value), uio);
	if (!rc && value == UINT64_MAX)
		rc = -EINVAL;
	if (!rc && !give(e, value)) {
		rc = -EAGAIN;
		if (!(fp->f_flags & O_NONBLOCK))
			rc = uk_waitq_wait_event_intr(&e->wr_wait,
						      give(e, value), 0);
	}
	if (rc) {
		uio->uio_resid = before;
		return rc;
	}
	wake(e, &e->rd_wait, POLLIN | POLLRDNORM);
	return 0;
}

static unsigned int eventfd_poll(struct vfscore_file *fp,
				 struct uk_poll_entry *entry)
{
	struct eventfd *e = fp->f_data;
	unsigned int events = 0;

	if (entry)
		uk_pollq_add(&e->pollq, entry);
	if (e->count)
		events |= POLLIN | POLLRDNORM;
	if (e->count < COUNT_MAX)
		events |= POLLOUT | POLLWRNORM;
	return events;
}

static void eventfd_release(struct vfscore_file *fp)
{
	struct eventfd *e = fp->f_data;

	uk_pollq_fini(&e->pollq, POLLHUP);
	uk_free(uk_alloc_get_default(), e);
}

static const struct vfscore_fileops eventfd_ops = {
	.read = eventfd_read,
	.write = eventfd_write,
	.poll = eventfd_poll,
	.getattr = event_getattr,
	.name = "[eventfd]",
	.seek = event_seek,
	.release = eventfd_release,
};

static int do_eventfd(unsigned int count, int flags)
{
	struct vfscore_file *fp;
	struct eventfd *e;
	int rc;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK | EFD_SEMAPHORE_))
		return -EINVAL;
	e = uk_zalloc(uk_alloc_get_default(), sizeof(*e));
	if (!e)
		return -ENOMEM;
	e->count = count;
	e->semaphore = flags & EFD_SEMAPHORE_;
	uk_spin_init(&e->lock);
	uk_waitq_init(&e->rd_wait);
	uk_waitq_init(&e->wr_wait);
	uk_pollq_init(&e->pollq);
	fp = vfscore_file_create(&eventfd_ops, UK_FREAD | UK_FWRITE,
				 O_RDWR | (flags & O_NONBLOCK), e);
	if (!fp) {
		uk_free(uk_alloc_get_default(), e);
		return -ENOMEM;
	}
	rc = uk_fd_install(fp, flags & O_CLOEXEC);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, eventfd2, unsigned int, count, int, flags)
{
	return do_eventfd(count, flags);
}

#ifdef SYS_eventfd
UK_LLSYSCALL_R_DEFINE(int, eventfd, unsigned int, count)
{
	return do_eventfd(count, 0);
}
#endif
