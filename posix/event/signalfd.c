/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Signals read from a descriptor: signalfd(2). It shows what is pending for
 * the thread that reads or polls, so the file itself keeps nothing but the set
 * that is asked for; the queue to wait in is the process's.
 */
#include <fcntl.h>
#include <poll.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/poll.h>
#include <uk/signal.h>
#include <uk/syscall_define.h>
#include <uk/wait.h>
#include "signalfd_priv.h"

#define NEVER (UK_SIGMASK(9) | UK_SIGMASK(19)) /* SIGKILL, SIGSTOP */

struct signalfd {
	uk_sigset_t mask;
};

/* One read that waits. */
struct reader {
	struct uk_poll_entry entry;
	struct uk_waitq wq;
	bool told;
};

static bool reader_wake(struct uk_poll_entry *entry,
			unsigned int events __unused)
{
	struct reader *r = __containerof(entry, struct reader, entry);

	r->told = true;
	uk_waitq_wake_up(&r->wq);
	return true;
}

/* The number of a signal of the set, taken; or -EINTR. */
static int wait_for(const struct signalfd *s, struct uk_siginfo *info)
{
	struct reader r = {.told = false};
	int signo, rc = 0;

	uk_waitq_init(&r.wq);
	uk_poll_entry_init(&r.entry, reader_wake, POLLIN);
	uk_pollq_add(uk_signal_pollq(), &r.entry);
	while (!(signo = uk_signal_take(s->mask, info)) && !rc) {
		rc = uk_waitq_wait_event_intr(&r.wq, r.told, 0);
		r.told = false;
	}
	uk_pollq_remove(&r.entry);
	return signo ? signo : rc;
}

/* Whole structures: the first may be waited for, then those that are there. */
static int signalfd_read(struct vfscore_file *fp, struct uio *uio, int flags)
{
	const struct signalfd *s = fp->f_data;
	struct signalfd_record record;
	struct uk_siginfo info;
	int signo, rc = 0;
	bool first = true;

	if (flags)
		return -EOPNOTSUPP;
	if (uio->uio_resid < (ssize_t)sizeof(record))
		return -EINVAL;
	while (!rc && uio->uio_resid >= (ssize_t)sizeof(record)) {
		signo = uk_signal_take(s->mask, &info);
		if (!signo && !first)
			break;
		if (!signo && (fp->f_flags & O_NONBLOCK))
			return -EAGAIN;
		if (!signo)
			signo = wait_for(s, &info);
		if (signo < 0)
			return signo;
		signalfd_record(&info, &record);
		rc = vfscore_uiomove(&record, sizeof(record), uio);
		first = false;
	}
	return rc;
}

static unsigned int signalfd_poll(struct vfscore_file *fp,
				  struct uk_poll_entry *entry)
{
	const struct signalfd *s = fp->f_data;

	if (entry)
		uk_pollq_add(uk_signal_pollq(), entry);
	return uk_signal_pending(s->mask) ? POLLIN : 0;
}

static void signalfd_release(struct vfscore_file *fp)
{
	uk_free(uk_alloc_get_default(), fp->f_data);
}

static const struct vfscore_fileops signalfd_ops = {
	.read = signalfd_read,
	.poll = signalfd_poll,
	.getattr = event_getattr,
	.name = "[signalfd]",
	.seek = event_seek,
	.release = signalfd_release,
};

static int signalfd_make(uk_sigset_t mask, int flags)
{
	struct vfscore_file *fp;
	struct signalfd *s = uk_malloc(uk_alloc_get_default(), sizeof(*s));
	int rc;

	if (!s)
		return -ENOMEM;
	s->mask = mask;
	fp = vfscore_file_create(&signalfd_ops, UK_FREAD | UK_FWRITE,
				 O_RDWR | (flags & O_NONBLOCK), s);
	if (!fp) {
		uk_free(uk_alloc_get_default(), s);
		return -ENOMEM;
	}
	rc = uk_fd_install(fp, flags & O_CLOEXEC);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

/* An open one gets another set. */
static int signalfd_change(int fd, uk_sigset_t mask)
{
	struct uk_fdref ref = uk_fdref_get(fd);
	struct signalfd *s;
	int rc = -EINVAL;

	if (!ref.fp)
		return -EBADF;
	if (ref.fp->f_op == &signalfd_ops) {
		s = ref.fp->f_data;
		s->mask = mask;
		uk_pollq_wake(uk_signal_pollq(), POLLIN);
		rc = fd;
	}
	uk_fdref_put(ref);
	return rc;
}

static int do_signalfd(int fd, const uk_sigset_t *app_mask, size_t size,
		       int flags)
{
	uk_sigset_t mask;

	if (size != sizeof(mask))
		return -EINVAL;
	if (uk_copy_from_app(&mask, app_mask, sizeof(mask)))
		return -EFAULT;
	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	mask &= ~NEVER;
	return fd == -1 ? signalfd_make(mask, flags)
			: signalfd_change(fd, mask);
}

UK_LLSYSCALL_R_DEFINE(int, signalfd4, int, fd, const uk_sigset_t *, mask,
		      size_t, size, int, flags)
{
	return do_signalfd(fd, mask, size, flags);
}

#ifdef SYS_signalfd
UK_LLSYSCALL_R_DEFINE(int, signalfd, int, fd, const uk_sigset_t *, mask, size_t,
		      size)
{
	return do_signalfd(fd, mask, size, 0);
}
#endif
