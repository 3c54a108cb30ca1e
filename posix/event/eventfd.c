/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A counter that can be waited for: eventfd(2). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/poll.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>
#include "event_priv.h"

#define EFD_SEMAPHORE_ 1
#define COUNT_MAX      (UINT64_MAX - 1)

struct eventfd {
	uint64_t count; /* changed by compare-and-exchange */
	bool semaphore;
	struct uk_waitq rd_wait, wr_wait;
	struct uk_pollq pollq;
};

/* Takes what a read gives: 0 if nothing is there. */
static inline uint64_t take(struct eventfd *e)
{
	uint64_t count = __atomic_load_n(&e->count, __ATOMIC_RELAXED);
	uint64_t value;

	do {
		value = unlikely(e->semaphore) ? !!count : count;
		if (unlikely(!value))
			break;
	} while (unlikely(!__atomic_compare_exchange_n(
		&e->count, &count, count - value, false, __ATOMIC_SEQ_CST,
		__ATOMIC_RELAXED)));
	return value;
}

/* Adds; false: there is no room. */
static inline bool give(struct eventfd *e, uint64_t value)
{
	uint64_t count = __atomic_load_n(&e->count, __ATOMIC_RELAXED);

	do {
		if (unlikely(COUNT_MAX - count < value))
			return false;
	} while (unlikely(!__atomic_compare_exchange_n(
		&e->count, &count, count + value, false, __ATOMIC_SEQ_CST,
		__ATOMIC_RELAXED)));
	return true;
}

static inline void wake(struct eventfd *e, struct uk_waitq *wq,
			unsigned int events)
{
	if (unlikely(!uk_waitq_empty(wq)))
		uk_waitq_wake_up(wq);
	uk_pollq_wake(&e->pollq, events);
}

/* The rest of a read that finds nothing. */
static __noinline int read_later(struct vfscore_file *fp, struct uio *uio)
{
	struct eventfd *e = fp->f_data;
	uint64_t value;
	int rc;

	if (fp->f_flags & O_NONBLOCK)
		return -EAGAIN;
	rc = uk_waitq_wait_event_intr(&e->rd_wait, (value = take(e)), 0);
	if (rc)
		return rc;
	wake(e, &e->wr_wait, POLLOUT);
	return vfscore_uio_put64(value, uio);
}

/* The rest of a write that has no room, if there is ever any for it. */
static __noinline int write_later(struct vfscore_file *fp, struct uio *uio,
				  uint64_t value)
{
	struct eventfd *e = fp->f_data;
	int rc = -EINVAL;

	if (value != UINT64_MAX)
		rc = fp->f_flags & O_NONBLOCK
			     ? -EAGAIN
			     : uk_waitq_wait_event_intr(&e->wr_wait,
							give(e, value), 0);
	if (rc)
		uio->uio_resid += sizeof(value); /* nothing was written */
	else
		wake(e, &e->rd_wait, POLLIN);
	return rc;
}

static int eventfd_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct eventfd *e = fp->f_data;
	uint64_t value;

	if (unlikely(flags))
		return -EOPNOTSUPP;
	if (unlikely(uio->uio_resid < (ssize_t)sizeof(value)))
		return -EINVAL;
	value = take(e);
	if (unlikely(!value))
		return read_later(fp, uio);
	wake(e, &e->wr_wait, POLLOUT);
	return vfscore_uio_put64(value, uio);
}

static int eventfd_write(struct vfscore_file *fp, struct uio *uio, int flags)
{
	struct eventfd *e;
	uint64_t value;

	if (unlikely(flags))
		return -EOPNOTSUPP;
	if (unlikely(uio->uio_resid < (ssize_t)sizeof(value)))
		return -EINVAL;
	if (unlikely(vfscore_uio_get64(&value, uio)))
		return -EFAULT;
	e = fp->f_data;
	if (unlikely(value == UINT64_MAX) || unlikely(!give(e, value)))
		return write_later(fp, uio, value);
	wake(e, &e->rd_wait, POLLIN);
	return 0;
}

static unsigned int eventfd_poll(struct vfscore_file *fp,
				 struct uk_poll_entry *entry)
{
	struct eventfd *e = fp->f_data;
	const unsigned int in = POLLIN, out = POLLOUT;
	uint64_t count;

	if (entry)
		uk_pollq_add(&e->pollq, entry);
	count = __atomic_load_n(&e->count, __ATOMIC_SEQ_CST);
	if (!count)
		return out;
	return count < COUNT_MAX ? in | out : in;
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
