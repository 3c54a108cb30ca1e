/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <fcntl.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/pipe.h>
#include <uk/syscall_define.h>
#include <unistd.h>

static int do_pipe(int *app, int flags)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *rd, *wr;
	bool cloexec = flags & O_CLOEXEC;
	int fds[2];
	int rc;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT))
		return -EINVAL;
	rc = uk_pipe_create(uk_alloc_get_default(),
			    flags & (O_NONBLOCK | O_DIRECT), &rd, &wr);
	if (rc)
		return rc;
	fds[0] = rc = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), cloexec);
	if (rc < 0)
		goto err_files;
	fds[1] = rc = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), cloexec);
	if (rc < 0)
		goto err_first;
	rc = uk_copy_to_app(app, fds, sizeof(fds));
	if (rc)
		goto err_both;
	uk_fdtab_install(tab, (unsigned int)fds[0], rd);
	uk_fdtab_install(tab, (unsigned int)fds[1], wr);
	return 0;

err_both:
	(void)uk_fdtab_unreserve(tab, (unsigned int)fds[1]);
err_first:
	(void)uk_fdtab_unreserve(tab, (unsigned int)fds[0]);
err_files:
	fdrop(rd);
	fdrop(wr);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, pipe2, int *, fds, int, flags)
{
	return do_pipe(fds, flags);
}

#ifdef SYS_pipe
UK_LLSYSCALL_R_DEFINE(int, pipe, int *, fds)
{
	return do_pipe(fds, 0);
}
#endif
