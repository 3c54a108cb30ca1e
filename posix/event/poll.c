/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* poll() and ppoll(), and what select() is made of. */
#include <poll.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/poll.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>
#include "event_priv.h"

#define POLL_SHORT 4
#define ALWAYS	   (POLLERR | POLLHUP)

/* One call that waits. */
struct poller {
	struct uk_waitq wq;
	bool told;
};

/* What it waits for. */
struct polled {
	struct uk_poll_entry entry;
	struct uk_fdref ref;
	struct poller *by;
};

static bool polled_wake(struct uk_poll_entry *entry,
			unsigned int events __unused)
{
	struct poller *by = __containerof(entry, struct polled, entry)->by;

	by->told = true;
	uk_waitq_wake_up(&by->wq);
	return true;
}

static short events_now(struct vfscore_file *fp, short wanted,
			struct uk_poll_entry *entry)
{
	unsigned int events = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM;

	if (fp->f_mode & UK_FPATH)
		return POLLNVAL;
	if (fp->f_op->poll)
		events = fp->f_op->poll(fp, entry);
	return (short)(events & (unsigned int)(wanted | ALWAYS));
}

static void polled_get(struct polled *one, struct pollfd *fd, struct poller *by)
{
	one->by = by;
	one->ref = (struct uk_fdref){NULL, false};
	uk_poll_entry_init(&one->entry, polled_wake,
			   (unsigned short)(fd->events | ALWAYS));
	fd->revents = 0;
	if (fd->fd < 0)
		return;
	one->ref = uk_fdref_get(fd->fd);
	if (!one->ref.fp)
		fd->revents = POLLNVAL;
}

/* Looks at all; enters their queues the first time if nothing was ready. */
static int look(struct pollfd *fds, struct polled *all, unsigned int n,
		bool enter)
{
	int ready = 0;

	for (unsigned int i = 0; i < n; i++) {
		struct vfscore_file *fp = all[i].ref.fp;

		if (fp)
			fds[i].revents = events_now(
				fp, fds[i].events,
				enter && !ready ? &all[i].entry : NULL);
		ready += fds[i].revents != 0;
	}
	return ready;
}

static int polled_wait(struct pollfd *fds, struct polled *all, unsigned int n,
		       struct poller *by, __nsec deadline)
{
	int ready = look(fds, all, n, !event_is_late(deadline));
	int rc;

	while (!ready) {
		/* A mask of ppoll() may have let one through */
		if (event_is_late(deadline))
			return uk_thread_interrupted() ? -EINTR : 0;
		rc = uk_waitq_wait_event_intr(&by->wq, by->told, deadline);
		by->told = false;
		ready = look(fds, all, n, false);
		if (!ready && rc)
			return rc == -ETIMEDOUT ? 0 : rc;
	}
	return ready;
}

int event_poll(struct pollfd *fds, unsigned int n, __nsec deadline)
{
	struct polled few[POLL_SHORT], *all = few;
	struct poller by = {.told = false};
	int rc;

	if (n > POLL_SHORT) {
		all = uk_malloc(uk_alloc_get_default(), n * sizeof(*all));
		if (!all)
			return -ENOMEM;
	}
	uk_waitq_init(&by.wq);
	for (unsigned int i = 0; i < n; i++)
		polled_get(&all[i], &fds[i], &by);
	rc = polled_wait(fds, all, n, &by, deadline);
	for (unsigned int i = 0; i < n; i++) {
		uk_pollq_remove(&all[i].entry);
		uk_fdref_put(all[i].ref);
	}
	if (all != few)
		uk_free(uk_alloc_get_default(), all);
	return rc;
}

static int do_poll(struct pollfd *app, unsigned int n, __nsec deadline)
{
	struct pollfd few[POLL_SHORT], *fds = few;
	int rc, bad = 0;

	if (n > uk_fdtab_limit())
		return -EINVAL;
	if (n > POLL_SHORT) {
		fds = uk_malloc(uk_alloc_get_default(), n * sizeof(*fds));
		if (!fds)
			return -ENOMEM;
	}
	rc = uk_copy_from_app(fds, app, n * sizeof(*fds));
	if (!rc)
		rc = event_poll(fds, n, deadline);
	for (unsigned int i = 0; rc >= 0 && i < n; i++)
		bad |= uk_put_to_app(fds[i].revents, &app[i].revents);
	if (fds != few)
		uk_free(uk_alloc_get_default(), fds);
	return bad ? -EFAULT : rc;
}

#ifdef SYS_poll
UK_LLSYSCALL_R_DEFINE(int, poll, struct pollfd *, fds, unsigned int, n, int, ms)
{
	return do_poll(fds, n, event_deadline_ms(ms));
}
#endif

UK_LLSYSCALL_R_DEFINE(int, ppoll, struct pollfd *, fds, unsigned int, n,
		      struct timespec *, limit, const void *, mask, size_t,
		      size)
{
	struct timespec left;
	__nsec deadline;
	int rc;

	rc = event_deadline_ts(limit, &deadline);
	if (!rc)
		rc = event_mask_begin(mask, size);
	if (rc)
		return rc;
	rc = do_poll(fds, n, deadline);
	event_mask_end(mask, rc == -EINTR);
	if (limit) {
		event_time_left(deadline, &left);
		/* It may be constant: then nobody wants to know */
		(void)uk_copy_to_app(limit, &left, sizeof(left));
	}
	return rc;
}
