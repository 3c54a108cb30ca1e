/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* epoll's system calls and what its descriptors do. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/init.h>
#include <uk/syscall_define.h>
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

	if (!fp->f_op->poll)
		return false;
	return !vp || (vp->v_type != VREG && vp->v_type != VDIR);
}

static int control_check(struct vfscore_file *epfp, struct vfscore_file *fp,
			 int op, const struct epoll_ev *ev)
{
	if ((epfp->f_mode | fp->f_mode) & UK_FPATH)
		return -EBADF;
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

static __noinline int put_app_parts(struct epoll_ev *app, uint32_t events,
				    uint64_t data)
{
	struct epoll_ev ev = {.events = events, .data = data};

	return uk_copy_to_app(app, &ev, sizeof(ev));
}

/* Both values at once, if they are there. */
static int put_app(void *arg, int n, uint32_t events, uint64_t data)
{
	struct epoll_ev *app = (struct epoll_ev *)arg + n;
	__vaddr_t at = (__vaddr_t)app;

	if (likely(uk_app_range_ok(at, sizeof(*app))) &&
	    likely(arch_nofault_store32(at, events)) &&
	    likely(arch_nofault_store(at + offsetof(struct epoll_ev, data),
				      data)))
		return 0;
	return put_app_parts(app, events, data);
}

/* Nothing has been ready so far. */
static __noinline int wait_later(struct epoll *ep, struct epoll_ev *app,
				 int max, __nsec deadline)
{
	int rc = 0;

	while (!rc && !event_is_late(deadline)) {
		rc = uk_waitq_wait_event_intr(&ep->wait, epoll_may_be_ready(ep),
					      deadline);
		if (!rc)
			rc = epoll_collect(ep, max, put_app, app);
	}
	return rc == -ETIMEDOUT ? 0 : rc;
}

static inline int wait_on(struct vfscore_file *fp, struct epoll_ev *app,
			  int max, __nsec deadline)
{
	struct epoll *ep = fp->f_data;
	int rc;

	if (unlikely(fp->f_op != &epollfd_ops))
		return -EINVAL;
	if (likely(epoll_may_be_ready(ep))) {
		rc = epoll_collect(ep, max, put_app, app);
		if (likely(rc))
			return rc;
	}
	return wait_later(ep, app, max, deadline);
}

/* With a reference of the file, which is given up. */
static __noinline int wait_held(struct vfscore_file *fp, struct epoll_ev *app,
				int max, __nsec deadline)
{
	int rc = wait_on(fp, app, max, deadline);

	fdrop(fp);
	return rc;
}

static inline int do_wait(int epfd, struct epoll_ev *app, int max,
			  __nsec deadline)
{
	struct uk_fdref ref;

	if (unlikely(max <= 0 || max > EVENTS_MAX))
		return -EINVAL;
	ref = uk_fdref_get(epfd);
	if (unlikely(ref.held))
		return wait_held(ref.held, app, max, deadline);
	return likely(ref.fp) ? wait_on(ref.fp, app, max, deadline) : -EBADF;
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
	return do_pwait(epfd, events, max, event_deadline_ms(ms), mask, size);
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
	return do_wait(epfd, events, max, event_deadline_ms(ms));
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
