/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Control data of messages between two sockets. The input is a sequence of
 * steps: a byte says what is done, the next two how long the control data is
 * that is sent, or the room for what is received; what is sent follows.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/access.h>
#include <uk/assert.h>
#include <uk/fdtab.h>
#include <uk/test_alloc.h>
#include <uk/thread.h>
#include <vfscore/vnode.h>
#include "../../../posix/pipe/tests/standin.h"
#include "../../../posix/socket/unix_driver_priv.h"

#define PID    7
#define FDS    6U /* that are open at first: two are the sockets */
#define NOFILE 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const struct vfscore_locks *vfscore_locks;

static struct uk_test_alloc ta;
static struct unix_sock *s[2];
static struct uk_process process = {.pid = PID};
static struct uk_posix_thread posix = {.process = &process};
static struct uk_thread thread = {.posix = &posix};

/* ---- what is not built here ---- */

static void sock_release(struct vfscore_file *fp)
{
	unix_close(fp->f_data);
}

static void plain_release(struct vfscore_file *fp __unused)
{
}

static const struct vfscore_fileops sock_ops = {.release = sock_release};
static const struct vfscore_fileops plain_ops = {.release = plain_release};

struct unix_sock *unix_of(const struct vfscore_file *fp)
{
	return fp->f_op == &sock_ops ? fp->f_data : NULL;
}

void unix_self(struct unix_cred *cred)
{
	*cred = (struct unix_cred){PID, 0, 0};
}

void vrele(struct vnode *vp __unused)
{
}

__nsec ukplat_monotonic_clock(void)
{
	return 1;
}

struct vfscore_file *vfscore_get_file(int fd)
{
	return uk_fdtab_hold(process.fdtab, (unsigned int)fd);
}

/* ---- the input ---- */

struct input {
	const uint8_t *data;
	size_t left;
};

static unsigned int take(struct input *in)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->data++;
}

/* So much, or what is there, in memory of exactly that size. */
static char *take_bytes(struct input *in, size_t *len)
{
	char *bytes;

	*len = MIN(*len, in->left);
	bytes = malloc(*len ? *len : 1);
	memcpy(bytes, in->data, *len);
	in->data += *len;
	in->left -= *len;
	return bytes;
}

/* ---- the state ---- */

static void file_add(unsigned int fd, const struct vfscore_fileops *ops,
		     void *data)
{
	struct vfscore_file *fp = vfscore_file_create(ops, 0, 0, data);
	int rc = uk_fdtab_reserve_at(process.fdtab, fd, NOFILE, false);

	UK_BUGON(!fp || rc < 0);
	uk_fdtab_install(process.fdtab, fd, fp);
}

static void begin(unsigned int how)
{
	static const int types[] = {UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET};
	int rc;

	uk_test_alloc_init(&ta, NULL);
	standin_alloc = &ta.a;
	arch_percpu()->thread = &thread;
	process.rlimits[7].cur = NOFILE;
	posix.cred = (struct uk_credentials){.caps.effective = UK_CAPS_ALL};
	if (how & 0x80)
		posix.cred =
			(struct uk_credentials){.uid = 5, .euid = 5, .suid = 5};
	process.fdtab = uk_fdtab_create(&ta.a);
	UK_BUGON(!process.fdtab);
	rc = unix_pair(&ta.a, types[how % 3], s);
	UK_BUGON(rc);
	s[0]->passcred = how & 0x10;
	s[1]->passcred = how & 0x20;
	for (unsigned int i = 0; i < FDS; i++)
		file_add(i, i < 2 ? &sock_ops : &plain_ops,
			 i < 2 ? s[i] : NULL);
}

static unsigned int files_open(void)
{
	unsigned int count = 0;

	for (int fd = -1;
	     (fd = uk_fdtab_next(process.fdtab, (unsigned int)(fd + 1))) >= 0;)
		count++;
	return count;
}

static struct unix_sock *end_of(unsigned int i)
{
	struct vfscore_file *fp = vfscore_get_file((int)i);
	struct unix_sock *found = fp ? unix_of(fp) : NULL;

	if (fp)
		fdrop(fp);
	return found == s[i] ? found : NULL;
}

/* ---- steps ---- */

static void give(struct unix_sock *from, struct input *in, size_t len)
{
	char *control = take_bytes(in, &len), byte = 'x';
	struct msghdr msg = {.msg_control = control, .msg_controllen = len};
	struct iovec iov = {&byte, 1};
	struct uio uio = {.uio_iov = &iov,
			  .uio_iovcnt = 1,
			  .uio_resid = 1,
			  .uio_rw = UIO_WRITE};
	unsigned int before = files_open();
	struct unix_extra *extra = NULL;
	int rc = unix_control_send(from, &msg, &extra);

	UK_BUGON(rc > 0);
	UK_BUGON(rc == 0 && len < sizeof(struct cmsghdr) && extra);
	if (extra)
		UK_BUGON(extra->count > UNIX_FILES ||
			 extra->count * sizeof(int) > len);
	if (!rc && from->peer)
		(void)unix_send(from, from->peer, &uio,
				UNIX_DONTWAIT | UNIX_NOSIGNAL, &extra);
	unix_extra_free(extra);
	UK_BUGON(files_open() != before);
	free(control);
}

/* What the program finds: all entries whole, and every descriptor open. */
static unsigned int descriptors(const char *control, size_t len)
{
	unsigned int count = 0;
	struct cmsghdr head;
	size_t at = 0, end;

	while (len - at >= sizeof(head)) {
		memcpy(&head, control + at, sizeof(head));
		UK_BUGON(head.cmsg_len < sizeof(head) ||
			 head.cmsg_len > len - at);
		UK_BUGON(head.cmsg_level != SOL_SOCKET);
		end = at + head.cmsg_len;
		at += sizeof(head);
		for (; head.cmsg_type == SCM_RIGHTS && at < end;
		     at += sizeof(int), count++) {
			int fd;

			memcpy(&fd, control + at, sizeof(fd));
			UK_BUGON(uk_fdtab_cloexec(process.fdtab,
						  (unsigned int)fd) < 0);
		}
		at = MIN(CMSG_ALIGN(end), len);
	}
	return count;
}

static void receive(struct unix_sock *by, unsigned int how, size_t room)
{
	char *control = malloc(room ? room : 1), buf[4];
	struct msghdr msg = {.msg_control = room ? control : NULL,
			     .msg_controllen = room};
	struct iovec iov = {buf, sizeof(buf)};
	struct uio uio = {.uio_iov = &iov,
			  .uio_iovcnt = 1,
			  .uio_resid = sizeof(buf),
			  .uio_rw = UIO_READ};
	struct unix_received got = {.extra = NULL};
	unsigned int before = files_open(), count;
	int rc = unix_recv(by, &uio, UNIX_DONTWAIT | (how & UNIX_PEEK), &got);

	if (!rc) {
		unix_control_recv(by, &msg, how & 4 ? MSG_CMSG_CLOEXEC : 0,
				  &got);
		UK_BUGON(msg.msg_controllen > room);
		count = descriptors(control, room - msg.msg_controllen);
		UK_BUGON(files_open() != before + count);
		UK_BUGON(!(msg.msg_flags & MSG_CTRUNC) && got.extra &&
			 count != got.extra->count);
	}
	unix_extra_free(got.extra);
	if (got.from)
		unix_name_put(got.from);
	free(control);
}

static void close_one(unsigned int fd)
{
	struct vfscore_file *fp = uk_fdtab_remove(process.fdtab, fd);

	if (fp)
		uk_fdtab_close_file(process.fdtab, fp);
}

static void step(struct input *in)
{
	unsigned int how = take(in);
	size_t len = take(in) | (size_t)take(in) << 8;
	struct unix_sock *end = end_of(how >> 7);

	uk_test_alloc_fail_at(&ta, how & 0x40 ? 1 + len % 5 : 0);
	if ((how & 0x30) == 0x30)
		close_one((unsigned int)len % NOFILE);
	else if (end && (how & 0x10))
		receive(end, how, len % 4096);
	else if (end)
		give(end, in, len % 4096);
	uk_test_alloc_fail_at(&ta, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {data, size};

	begin(take(&in));
	while (in.left)
		step(&in);
	uk_fdtab_put(process.fdtab);
	unix_collect();
	UK_BUGON(uk_test_alloc_live(&ta));
	return 0;
}
