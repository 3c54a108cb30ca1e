/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Open files and credentials in messages: SCM_RIGHTS, SCM_CREDENTIALS. */
#include <errno.h>
#include <string.h>
#include <uk/access.h>
#include <uk/fdtab.h>
#include <uk/process.h>
#include <uk/socket_driver.h>
#include "unix_driver_priv.h"

#define NOBODY 65534U

/* ---- sending ---- */

/* One entry of control data, in the kernel's copy. */
struct item {
	struct cmsghdr head;
	const char *data;
	size_t len; /* of the data */
};

/* The one at an offset, which advances. 1; 0: no more; -EINVAL. */
static int item_next(const struct msghdr *msg, size_t *offset,
		     struct item *item)
{
	const char *at = (const char *)msg->msg_control + *offset;
	size_t left;

	if (*offset >= msg->msg_controllen ||
	    msg->msg_controllen - *offset < sizeof(item->head))
		return 0;
	left = msg->msg_controllen - *offset;
	memcpy(&item->head, at, sizeof(item->head));
	if (item->head.cmsg_len < sizeof(item->head) ||
	    item->head.cmsg_len > left)
		return -EINVAL;
	item->data = at + sizeof(item->head);
	item->len = item->head.cmsg_len - sizeof(item->head);
	*offset += CMSG_ALIGN(item->head.cmsg_len);
	return 1;
}

/* All entries are well formed; how many files they name. */
static int items_check(const struct msghdr *msg, bool *any)
{
	struct item item;
	size_t offset = 0, files = 0;
	int rc;

	*any = false;
	while ((rc = item_next(msg, &offset, &item)) > 0) {
		if (item.head.cmsg_level != SOL_SOCKET)
			continue;
		*any = true;
		if (item.head.cmsg_type == SCM_RIGHTS)
			files += item.len / sizeof(int);
		else if (item.head.cmsg_type != SCM_CREDENTIALS ||
			 item.len != sizeof(struct unix_cred))
			return -EINVAL;
		if (files > UNIX_FILES)
			return -EINVAL;
	}
	return rc ? rc : (int)files;
}

static int files_add(struct unix_extra *extra, const struct item *item)
{
	struct vfscore_file *fp;
	int fd;

	for (size_t i = 0; i < item->len / sizeof(fd); i++) {
		memcpy(&fd, item->data + i * sizeof(fd), sizeof(fd));
		fp = vfscore_get_file(fd);
		if (!fp)
			return -EBADF;
		extra->files[extra->count++] = fp;
	}
	return 0;
}

/* Who says that it is somebody else must be able to become that. */
static int cred_check(const struct unix_cred *cred)
{
	const struct uk_credentials *c = uk_cred_current();
	int pid = uk_process_current()->pid;

	if (cred->pid != pid && !uk_cred_can(c, UK_CAP_SYS_ADMIN))
		return -EPERM;
	if (cred->uid != c->uid && cred->uid != c->euid &&
	    cred->uid != c->suid && !uk_cred_can(c, UK_CAP_SETUID))
		return -EPERM;
	if (cred->gid != c->gid && cred->gid != c->egid &&
	    cred->gid != c->sgid && !uk_cred_can(c, UK_CAP_SETGID))
		return -EPERM;
	return cred->pid == pid ? 0 : -ESRCH;
}

static int cred_add(struct unix_extra *extra, const struct item *item)
{
	memcpy(&extra->cred, item->data, sizeof(extra->cred));
	extra->has_cred = true;
	return cred_check(&extra->cred);
}

int unix_control_send(struct unix_sock *s, const struct msghdr *msg,
		      struct unix_extra **extra)
{
	struct item item;
	size_t offset = 0;
	bool any;
	int rc = items_check(msg, &any);

	if (rc < 0 || !any)
		return MIN(rc, 0);
	if (rc)
		unix_collect_some();
	*extra = unix_extra_create(s->a, (unsigned int)rc);
	if (!*extra)
		return -ENOMEM;
	rc = 0;
	while (!rc && item_next(msg, &offset, &item) > 0) {
		if (item.head.cmsg_level != SOL_SOCKET)
			continue;
		if (item.head.cmsg_type == SCM_RIGHTS)
			rc = files_add(*extra, &item);
		else
			rc = cred_add(*extra, &item);
	}
	return rc;
}

/* ---- receiving ---- */

/* A descriptor for a file; its number goes to the application. 0 or error. */
static int file_give(struct vfscore_file *fp, char *app, bool cloexec)
{
	struct uk_fdtab *tab = uk_fdtab_current();
	int fd = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), cloexec);

	if (fd < 0)
		return fd;
	if (uk_copy_to_app(app, &fd, sizeof(fd))) {
		(void)uk_fdtab_unreserve(tab, (unsigned int)fd);
		return -EFAULT;
	}
	fhold(fp);
	uk_fdtab_install(tab, (unsigned int)fd, fp);
	return 0;
}

static void files_recv(struct msghdr *msg, bool cloexec,
		       const struct unix_extra *extra)
{
	struct cmsghdr head = {
		.cmsg_level = SOL_SOCKET,
		.cmsg_type = SCM_RIGHTS,
	};
	char *at = msg->msg_control;
	size_t max = 0, space;
	unsigned int n = 0;

	if (msg->msg_controllen > sizeof(head))
		max = (msg->msg_controllen - sizeof(head)) / sizeof(int);
	while (n < extra->count && n < max &&
	       !file_give(extra->files[n], at + sizeof(head) + n * sizeof(int),
			  cloexec))
		n++;
	if (n < extra->count)
		msg->msg_flags |= MSG_CTRUNC;
	if (!n)
		return;
	head.cmsg_len = CMSG_LEN(n * sizeof(int));
	/* The descriptors are there, whether the program can see it or not */
	if (uk_copy_to_app(at, &head, sizeof(head)))
		msg->msg_flags |= MSG_CTRUNC;
	space = MIN(CMSG_SPACE(n * sizeof(int)), msg->msg_controllen);
	msg->msg_control = at + space;
	msg->msg_controllen -= space;
}

void unix_control_recv(const struct unix_sock *s, struct msghdr *msg, int flags,
		       const struct unix_received *got)
{
	const struct unix_extra *extra = got->extra;
	struct unix_cred cred = {0, NOBODY, NOBODY};
	bool files = extra && extra->count;

	if (!msg->msg_control) {
		if (s->passcred || files)
			msg->msg_flags |= MSG_CTRUNC;
		return;
	}
	if (extra && extra->has_cred)
		cred = extra->cred;
	if (s->passcred)
		posix_socket_control_put(msg, SOL_SOCKET, SCM_CREDENTIALS,
					 &cred, sizeof(cred));
	if (files)
		files_recv(msg, flags & MSG_CMSG_CLOEXEC, extra);
}
