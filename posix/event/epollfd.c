/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* epoll's system calls and what its descriptors do. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/init.h>
#include <uk/syscall.h>
#include <vfscore/vnode.h>
#include "epoll_priv.h"
#include "event_priv.h"

#define EXCLUSIVE_OK                                                \
	(POLLIN | POLLOUT | POLLERR | POLLHUP | EP_WAKEUP | EP_ET | \
	 EP_EXCLUSIVE)
#define EVENTS_MAX ((int)(INT32_MAX / sizeof(struct epoll_ev)))

static unsigned int epollfd_poll(struct vfscore_file *fp,
				 struct uk_poll_entry *entry)
{
	struct epoll *ep = fp->f_data;

	if (entry)
		uk_pollq_add(&ep->pollq, entry);
	return epoll_is_ready(ep) ? POLLIN | POLLRDNORM : 0;
}

static void epollfd_release(struct vfscore_file *fp)
{
	epoll_free(fp->f_data);
}

static const struct vfscore_fileops epollfd_ops = {
	.poll = epollfd_poll,
	.getattr = event_getattr,
	.name = "[eventpoll]",
	.seek = event_seek,
	.release = epollfd_release,
};

struct epoll *epoll_of(const struct vfscore_file *fp)
{
	return fp->f_op == &epollfd_ops ? fp->f_data : NULL;
}

static int do_create(bool cloexec)
{
	struct vfscore_file *fp;
	struct epoll *ep;
	int rc;

	ep = epoll_new(uk_alloc_get_default());
	if (!ep)
		return -ENOMEM;
	fp = vfscore_file_create(&epollfd_ops, UK_FREAD | UK_FWRITE, O_RDWR,
				 ep);
	if (!fp) {
		epoll_free(ep);
		return -ENOMEM;
	}
	ep->fp = fp;
	rc = uk_fd_install(fp, cloexec);
	if (rc < 0)
		fdrop(fp);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, epoll_create1, int, flags)
{
	return flags & ~O_CLOEXEC ? -EINVAL : do_create(flags & O_CLOEXEC);
}

/* What epoll can watch: not what is always ready. */
static bool watchable(const struct vfscore_file *fp)
{
	const struct vnode *vp = fp->f_vnode;

	if ((fp->f_mode & UK_FPATH) || !fp->f_op->poll)
		return false;
	return !vp || (vp->v_type != VREG && vp->v_type != VDIR);
}

static int control_check(struct vfscore_file *epfp, struct vfscore_file *fp,
			 int op, const struct epoll_ev *ev)
{
	if (!watchable(fp))
		return -EPERM;
	if (!epoll_of(epfp) || epfp == fp)
		return -EINVAL;
	if (op < EPOLL_ADD || op > EPOLL_MOD)
		return -EINVAL;
	if (op != EPOLL_DEL && (ev->events & EP_EXCLUSIVE)) {
		if (op == EPOLL_MOD || epoll_of(fp) ||
		    (ev->events & ~EXCLUSIVE_OK))
			return -EINVAL;
	}
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, epoll_ctl, int, epfd, int, op, int, fd,
		      const struct epoll_ev *, app)
{
	struct uk_fdref epref, ref;
	struct epoll_ev ev = {0};
	int rc = -EBADF;

	if (op != EPOLL_DEL && uk_copy_from_app(&ev, app, sizeof(ev)))
		return -EFAULT;
	epref = uk_fdref_get(epfd);
	ref = uk_fdref_get(fd);
	if (epref.fp && ref.fp)
		rc = control_check(epref.fp, ref.fp, op, &ev);
	if (!rc)
		rc = epoll_control(epoll_of(epref.fp), (enum epoll_op)op, fd,
				   ref.fp, &ev);
	uk_fdref_put(ref);
	uk_fdref_put(epref);
	return rc;
}

static int put_app(void *arg, int n, const struct epoll_ev *ev)
{
	return uk_copy_to_app((struct epoll_ev *)arg + n, ev, sizeof(*ev));
}

static int epollfd_wait(struct epoll *ep, struct epoll_ev *app, int max,
			__nsec deadline)
{
	int rc;

	for (;;) {
		rc = 0;
		if (epoll_may_be_ready(ep))
			rc = epoll_collect(ep, max, put_app, app);
		if (rc || event_is_late(deadline))
			return rc;
		rc = uk_waitq_wait_event_intr(&ep->wait, epoll_may_be_ready(ep),
					      deadline);
		if (rc)
			return rc == -ETIMEDOUT ? 0 : rc;
	}
}

static int do_wait(int epfd, struct epoll_ev *app, int max, __nsec deadline)
{
	struct uk_fdref ref;
	struct epoll *ep;
	int rc;

	if (max <= 0 || max > EVENTS_MAX)
		return -EINVAL;
	ref = uk_fdref_get(epfd);
	if (!ref.fp)
		return -EBADF;
	ep = epoll_of(ref.fp);
	rc = ep ? epollfd_wait(ep, app, max, deadline) : -EINVAL;
	uk_fdref_put(ref);
	return rc;
}

static int do_pwait(int epfd, struct epoll_ev *app, int max, __nsec deadline,
		    const void *mask, size_t size)
{
	int rc = event_mask_begin(mask, size);

	if (rc)
		return rc;
	rc = do_wait(epfd, app, max, deadline);
	event_mask_end(mask, rc == -EINTR);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, epoll_pwait, int, epfd, struct epoll_ev *, events,
		      int, max, int, ms, const void *, mask, size_t, size)
{
	__nsec deadline;

	(void)event_deadline_ms(ms, &deadline);
	return do_pwait(epfd, events, max, deadline, mask, size);
}

UK_LLSYSCALL_R_DEFINE(int, epoll_pwait2, int, epfd, struct epoll_ev *, events,
		      int, max, const struct timespec *, limit, const void *,
		      mask, size_t, size)
{
	__nsec deadline;
	int rc = event_deadline_ts(limit, &deadline);

	return rc ? rc : do_pwait(epfd, events, max, deadline, mask, size);
}

#ifdef SYS_epoll_wait
UK_LLSYSCALL_R_DEFINE(int, epoll_wait, int, epfd, struct epoll_ev *, events,
		      int, max, int, ms)
{
	__nsec deadline;

	(void)event_deadline_ms(ms, &deadline);
	return do_wait(epfd, events, max, deadline);
}

UK_LLSYSCALL_R_DEFINE(int, epoll_create, int, size)
{
	return size <= 0 ? -EINVAL : do_create(false);
}
#endif

static int epollfd_init(void)
{
	vfscore_file_unwatch = epoll_file_gone;
	return 0;
}

uk_lib_initcall(epollfd_init);
