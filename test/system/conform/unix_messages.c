/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* AF_UNIX: messages, their borders, what they carry, and how they end. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>

/* The calls themselves: musl's functions touch what they are given */
#define sendmsg(fd, msg, flags)	     raw(SYS_sendmsg, fd, msg, flags)
#define recvmsg(fd, msg, flags)	     raw(SYS_recvmsg, fd, msg, flags)
#define sendmmsg(fd, msgs, n, flags) raw(SYS_sendmmsg, fd, msgs, n, flags)
#define recvmmsg(fd, msgs, n, flags, time) \
	raw(SYS_recvmmsg, fd, msgs, n, flags, time)

static int pair[2];

static void begin(int type)
{
	if (socketpair(AF_UNIX, type, 0, pair))
		abort();
}

static void end(void)
{
	close(pair[0]);
	close(pair[1]);
}

static int ready(int fd)
{
	struct pollfd p = {.fd = fd, .events = 0x3fff};

	return poll(&p, 1, 0) >= 0 ? p.revents & ~0x280 : -1;
}

static void got(const char *what, ssize_t n, const char *buf)
{
	if (n < 0)
		result(what, n);
	else
		check_line("%s: %d '%.*s'", what, (int)n, (int)n, buf);
}

static volatile int pipes;

static void handler(int signo)
{
	(void)signo;
	pipes++;
}

static void streams(void)
{
	char buf[64] = "";
	int n = 0;

	begin(SOCK_STREAM);
	result("nothing", recv(pair[0], buf, 9, MSG_DONTWAIT));
	result("send", send(pair[1], "abc", 3, 0));
	result("send", send(pair[1], "defg", 4, MSG_DONTWAIT));
	result("FIONREAD", ioctl(pair[0], FIONREAD, &n));
	value("waiting", n);
	got("peek", recv(pair[0], buf, 5, MSG_PEEK), buf);
	got("peek all", recv(pair[0], buf, 50, MSG_PEEK), buf);
	got("recv", recv(pair[0], buf, 2, 0), buf);
	got("recv with MSG_TRUNC", recv(pair[0], buf, 2, MSG_TRUNC), buf);
	got("recv", recv(pair[0], buf, 50, 0), buf);
	result("send nothing", send(pair[1], "", 0, 0));
	result("nothing", recv(pair[0], buf, 9, MSG_DONTWAIT));
	result("send to an address",
	       sendto(pair[1], "x", 1, 0,
		      (struct sockaddr *)&(struct sockaddr_un){.sun_family =
								       AF_UNIX},
		      5));
	result("unmapped", send(pair[1], bad_unmapped(), 3, 0));
	result("partly", send(pair[1], bad_partly(3), 9, 0));
	result("nothing came", recv(pair[0], buf, 9, MSG_DONTWAIT));
	result("send", send(pair[1], "hello", 5, 0));
	result("to nowhere", recv(pair[0], bad_unmapped(), 5, 0));
	got("still there", recv(pair[0], buf, 50, 0), buf);
	result("MSG_OOB to read", recv(pair[0], buf, 1, MSG_OOB));
	result("unknown flags are ignored",
	       send(pair[1], "q", 1, MSG_MORE | MSG_EOR | 0x800));
	got("recv", recv(pair[0], buf, 50, MSG_WAITALL | MSG_DONTWAIT), buf);
	end();
}

static void *late(void *arg)
{
	struct timespec t = {.tv_nsec = 20000000};

	nanosleep(&t, NULL);
	if (send(*(int *)arg, "67890", 5, 0) != 5)
		abort();
	return NULL;
}

static void waiting(void)
{
	char buf[64] = "";
	pthread_t thread;
	int on = 8;

	begin(SOCK_STREAM);
	send(pair[1], "12345", 5, 0);
	pthread_create(&thread, NULL, late, &pair[1]);
	got("MSG_WAITALL", recv(pair[0], buf, 10, MSG_WAITALL), buf);
	pthread_join(thread, NULL);
	setsockopt(pair[0], SOL_SOCKET, SO_RCVLOWAT, &on, sizeof(on));
	send(pair[1], "12345", 5, 0);
	pthread_create(&thread, NULL, late, &pair[1]);
	got("SO_RCVLOWAT", recv(pair[0], buf, 30, 0), buf);
	pthread_join(thread, NULL);
	end();
	begin(SOCK_DGRAM);
	pthread_create(&thread, NULL, late, &pair[1]);
	got("a datagram", recv(pair[0], buf, 30, 0), buf);
	pthread_join(thread, NULL);
	end();
}

static void borders(int type)
{
	char buf[64] = "";
	struct iovec iov = {buf, 2};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	static char large[300000];
	int n = 0;

	check_line("type: %d", type);
	begin(type);
	result("send", send(pair[1], "abc", 3, 0));
	result("send nothing", send(pair[1], "", 0, 0));
	result("send", send(pair[1], "defgh", 5, 0));
	result("FIONREAD", ioctl(pair[0], FIONREAD, &n));
	value("waiting", n);
	got("peek", recv(pair[0], buf, 50, MSG_PEEK), buf);
	got("recv", recv(pair[0], buf, 2, 0), buf);
	result("nothing was sent", recv(pair[0], buf, 2, 0));
	got("recv with MSG_TRUNC", recv(pair[0], buf, 2, MSG_TRUNC), "defgh");
	send(pair[1], "ijk", 3, 0);
	got("peek a part", recvmsg(pair[0], &msg, MSG_PEEK), buf);
	value("flags", msg.msg_flags);
	got("recvmsg", recvmsg(pair[0], &msg, 0), buf);
	value("flags", msg.msg_flags);
	result("nothing", recv(pair[0], buf, 2, MSG_DONTWAIT));
	result("too large", send(pair[1], large, sizeof(large), 0));
	result("MSG_OOB", send(pair[1], "x", 1, MSG_OOB));
	result("MSG_OOB", recv(pair[1], buf, 1, MSG_OOB));
	result("send", send(pair[1], "lost", 4, 0));
	result("to nowhere", recv(pair[0], bad_unmapped(), 4, 0));
	end();
}

static void resets(int type)
{
	char c = 0;
	int error = 0;
	socklen_t len = sizeof(error);

	check_line("type: %d", type);
	pipes = 0;
	begin(type);
	close(pair[1]);
	value("closed", ready(pair[0]));
	result("recv", recv(pair[0], &c, 1, MSG_DONTWAIT));
	result("send", send(pair[0], &c, 1, 0));
	value("SIGPIPE", pipes);
	result("send quietly", send(pair[0], &c, 1, MSG_NOSIGNAL));
	value("SIGPIPE", pipes);
	result("write", write(pair[0], &c, 1));
	value("SIGPIPE", pipes);
	close(pair[0]);
	begin(type);
	send(pair[0], "x", 1, 0);
	close(pair[1]);
	value("closed with something unread", ready(pair[0]));
	result("recv", recv(pair[0], &c, 1, MSG_DONTWAIT));
	value("ready", ready(pair[0]));
	result("recv again", recv(pair[0], &c, 1, MSG_DONTWAIT));
	close(pair[0]);
	begin(type);
	send(pair[0], "x", 1, 0);
	send(pair[1], "y", 1, 0);
	close(pair[1]);
	getsockopt(pair[0], SOL_SOCKET, SO_ERROR, &error, &len);
	text("SO_ERROR", error ? check_error_name(error) : "none");
	result("recv", recv(pair[0], &c, 1, MSG_DONTWAIT));
	result("recv again", recv(pair[0], &c, 1, MSG_DONTWAIT));
	close(pair[0]);
}

static void shutdowns(int type)
{
	char c = 0;

	check_line("type: %d", type);
	begin(type);
	result("send", send(pair[0], "x", 1, 0));
	result("no more sending", shutdown(pair[0], SHUT_WR));
	result("send", send(pair[0], "x", 1, MSG_NOSIGNAL));
	value("here", ready(pair[0]));
	value("there", ready(pair[1]));
	result("recv", recv(pair[1], &c, 1, 0));
	result("recv", recv(pair[1], &c, 1, MSG_DONTWAIT));
	result("the other way", send(pair[1], "y", 1, MSG_NOSIGNAL));
	result("recv", recv(pair[0], &c, 1, 0));
	result("no more reading", shutdown(pair[0], SHUT_RD));
	value("here", ready(pair[0]));
	value("there", ready(pair[1]));
	result("the other way", send(pair[1], "y", 1, MSG_NOSIGNAL));
	result("recv", recv(pair[0], &c, 1, MSG_DONTWAIT));
	result("recv, waiting", recv(pair[0], &c, 1, 0));
	end();
}

static void fill(struct sockaddr_un *addr, const char *name)
{
	memset(addr, 0, sizeof(*addr));
	addr->sun_family = AF_UNIX;
	strcpy(addr->sun_path + 1, name);
}

static int named(const char *name)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	struct sockaddr_un addr;

	fill(&addr, name);
	if (bind(fd, (struct sockaddr *)&addr, 2 + 1 + 3))
		abort();
	return fd;
}

static long send_to(int fd, const char *name, const char *data, int flags)
{
	struct sockaddr_un addr;

	fill(&addr, name);
	return sendto(fd, data, strlen(data), flags, (struct sockaddr *)&addr,
		      2 + 1 + 3);
}

static int connect_to(int fd, const char *name)
{
	struct sockaddr_un addr;

	fill(&addr, name);
	return connect(fd, (struct sockaddr *)&addr, 2 + 1 + 3);
}

static void from(const char *what, int fd)
{
	struct sockaddr_un addr;
	socklen_t len = sizeof(addr);
	char buf[64] = "";
	ssize_t n;

	memset(&addr, 0, sizeof(addr));
	n = recvfrom(fd, buf, sizeof(buf), MSG_DONTWAIT,
		     (struct sockaddr *)&addr, &len);
	if (n < 0)
		result(what, n);
	else
		check_line("%s: '%.*s' from %d '%s'", what, (int)n, buf,
			   (int)len, len ? addr.sun_path + 1 : "");
}

static void datagrams(void)
{
	int one = named("one"), two = named("two"), three = named("3rd");
	int alone = socket(AF_UNIX, SOCK_DGRAM, 0), i;
	struct sockaddr none = {.sa_family = AF_UNSPEC};
	socklen_t len;
	char c;

	result("not connected", send(one, "x", 1, 0));
	result("send", send_to(one, "two", "hello", 0));
	from("recvfrom", two);
	result("without a name", send_to(alone, "two", "hi", 0));
	from("recvfrom", two);
	result("nobody", send_to(one, "xxx", "hello", 0));
	result("connect", connect_to(one, "two"));
	result("send", send(one, "connected", 9, 0));
	result("to another", send_to(one, "3rd", "other", 0));
	from("recvfrom", two);
	from("recvfrom", three);
	result("to itself", send_to(alone, "one", "x", 0));
	result("the peer", connect_to(two, "one"));
	result("another to a connected one", send_to(three, "two", "x", 0));
	result("connect to it", connect_to(three, "two"));
	result("from its peer", send(one, "fine", 4, 0));
	from("recvfrom", two);
	result("disconnect", connect(two, &none, sizeof(none)));
	result("not connected", send(two, "x", 1, 0));
	result("the other has an error", send_to(one, "3rd", "x", 0));
	result("once", send_to(one, "3rd", "x", 0));
	from("recvfrom", one);
	from("recvfrom", one);
	from("recvfrom", three);
	close(two);
	value("peer closed", ready(one));
	result("send", send(one, "x", 1, 0));
	result("send again", send(one, "x", 1, 0));
	for (i = 0; i < 20; i++)
		if (send_to(alone, "3rd", "flood", MSG_DONTWAIT) < 0)
			break;
	result("flood", i);
	result("connect to the full one", connect_to(alone, "3rd"));
	value("not writable", ready(alone));
	from("recvfrom", three);
	value("writable", ready(alone));
	len = sizeof(none);
	result("to a bad address",
	       recvfrom(three, &c, 1, 0, bad_unmapped(), &len));
	result("to a bad length",
	       recvfrom(three, &c, 1, 0, &none, bad_unmapped()));
	close(one);
	close(three);
	close(alone);
}

union control {
	struct cmsghdr head;
	char space[CMSG_SPACE(300 * sizeof(int))];
};

static long send_fds(int fd, const int *fds, int n, const char *data)
{
	static union control control;
	struct iovec iov = {(void *)data, strlen(data)};
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = CMSG_SPACE((size_t)n * sizeof(int)),
	};

	memset(&control, 0, sizeof(control));
	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = SCM_RIGHTS;
	control.head.cmsg_len = CMSG_LEN((size_t)n * sizeof(int));
	memcpy(CMSG_DATA(&control.head), fds, (size_t)n * sizeof(int));
	return sendmsg(fd, &msg, MSG_DONTWAIT);
}

/* Receives, says what came, closes all files but the first. */
static int recv_fds(const char *what, int fd, size_t room, int flags)
{
	static union control control;
	char buf[64];
	struct iovec iov = {buf, sizeof(buf)};
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = room ? &control : NULL,
		.msg_controllen = room,
	};
	struct cmsghdr *head;
	int first = -1, other, n = 0, cloexec = 0, i, all;
	ssize_t ret;

	memset(&control, 0, sizeof(control));
	ret = recvmsg(fd, &msg, flags | MSG_DONTWAIT);
	if (ret < 0) {
		result(what, ret);
		return -1;
	}
	for (head = CMSG_FIRSTHDR(&msg); head; head = CMSG_NXTHDR(&msg, head)) {
		if (head->cmsg_type == SCM_CREDENTIALS) {
			struct ucred cred;

			memcpy(&cred, CMSG_DATA(head), sizeof(cred));
			check_line("%s: credentials, mine %d, uid %d gid %d",
				   what, cred.pid == getpid(), (int)cred.uid,
				   (int)cred.gid);
			continue;
		}
		all = (int)((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
		for (i = 0; i < all; i++) {
			memcpy(&other, CMSG_DATA(head) + i * 4, sizeof(other));
			cloexec = fcntl(other, F_GETFD);
			n++;
			if (first < 0)
				first = other;
			else
				close(other);
		}
	}
	check_line("%s: %d '%.*s' flags %x control %d files %d cloexec %d",
		   what, (int)ret, (int)ret, buf, (unsigned)msg.msg_flags,
		   (int)msg.msg_controllen, n, cloexec);
	return first;
}

static void rights(int type)
{
	int ends[2], many[254], fd, i;
	char c = 0;

	check_line("type: %d", type);
	begin(type);
	if (pipe(ends))
		abort();
	result("send one", send_fds(pair[0], ends, 1, "one"));
	fd = recv_fds("one", pair[1], 200, 0);
	if (write(ends[1], "p", 1) == 1)
		result("it is the pipe", read(fd, &c, 1));
	close(fd);
	result("send two", send_fds(pair[0], ends, 2, "two"));
	close(recv_fds("peeked", pair[1], 200, MSG_PEEK));
	close(recv_fds("two, cloexec", pair[1], 200, MSG_CMSG_CLOEXEC));
	result("send two", send_fds(pair[0], ends, 2, "two"));
	close(recv_fds("room for one", pair[1], CMSG_LEN(4), 0));
	result("send two", send_fds(pair[0], ends, 2, "two"));
	recv_fds("room for none", pair[1], CMSG_LEN(0), 0);
	result("send two", send_fds(pair[0], ends, 2, "two"));
	recv_fds("no control", pair[1], 0, 0);
	result("send two", send_fds(pair[0], ends, 2, "two"));
	result("read", read(pair[1], many, 2));
	recv_fds("after a read", pair[1], 200, 0);
	for (i = 0; i < 254; i++)
		many[i] = ends[0];
	result("253", send_fds(pair[0], many, 253, "many"));
	close(recv_fds("253", pair[1], sizeof(union control), 0));
	result("254", send_fds(pair[0], many, 254, "many"));
	many[1] = 999;
	result("not open", send_fds(pair[0], many, 2, "bad"));
	recv_fds("nothing", pair[1], 200, 0);
	/* The file is there, although nobody has it open */
	result("send", send_fds(pair[0], &ends[1], 1, "writer"));
	close(ends[1]);
	fd = recv_fds("writer", pair[1], 200, 0);
	result("write", write(fd, "w", 1));
	close(fd);
	result("read", read(ends[0], &c, 1));
	result("the end", read(ends[0], &c, 1));
	close(ends[0]);
	/* Gone with the message */
	if (pipe(ends))
		abort();
	result("send", send_fds(pair[0], &ends[1], 1, "gone"));
	close(ends[1]);
	end();
	result("the end", read(ends[0], &c, 1));
	close(ends[0]);
}

static void stream_borders(void)
{
	int null = open("/dev/null", O_RDWR);

	begin(SOCK_STREAM);
	result("plain", send(pair[0], "abc", 3, 0));
	result("file", send_fds(pair[0], &null, 1, "def"));
	result("plain", send(pair[0], "ghi", 3, 0));
	result("file", send_fds(pair[0], &null, 1, "jkl"));
	result("file", send_fds(pair[0], &null, 1, "mno"));
	close(recv_fds("to the file", pair[1], 200, 0));
	close(recv_fds("to the next", pair[1], 200, 0));
	close(recv_fds("the last", pair[1], 200, 0));
	recv_fds("no more", pair[1], 200, 0);
	close(null);
	end();
}

static long send_cred(int fd, int pid, unsigned int uid, size_t len)
{
	static union control control;
	struct iovec iov = {"cred", 4};
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = CMSG_SPACE(sizeof(struct ucred)),
	};
	struct ucred cred = {.pid = pid, .uid = uid, .gid = 7};

	memset(&control, 0, sizeof(control));
	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = SCM_CREDENTIALS;
	control.head.cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(&control.head), &cred, sizeof(cred));
	return sendmsg(fd, &msg, MSG_DONTWAIT);
}

static void credentials(int type)
{
	int on = 1, null = open("/dev/null", O_RDWR);

	check_line("type: %d", type);
	begin(type);
	result("before", send(pair[0], "early", 5, 0));
	setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
	recv_fds("before", pair[1], 200, 0);
	result("send", send(pair[0], "mine", 4, 0));
	recv_fds("mine", pair[1], 200, 0);
	result("write", write(pair[0], "written", 7));
	recv_fds("written", pair[1], 200, 0);
	result("send", send(pair[0], "short", 5, 0));
	recv_fds("no room", pair[1], CMSG_LEN(4), 0);
	result("send", send(pair[0], "short", 5, 0));
	recv_fds("no control", pair[1], 0, 0);
	result("another uid", send_cred(pair[0], getpid(), 5, 12));
	recv_fds("another uid", pair[1], 200, 0);
	result("nobody's pid", send_cred(pair[0], 0x3ffffff, 5, 12));
	result("short", send_cred(pair[0], getpid(), 5, 8));
	result("with a file", send_fds(pair[0], &null, 1, "both"));
	close(recv_fds("both", pair[1], 200, 0));
	result("send", send_cred(pair[0], getpid(), 5, 12));
	result("send", send_cred(pair[0], getpid(), 6, 12));
	recv_fds("one by one", pair[1], 200, 0);
	recv_fds("one by one", pair[1], 200, 0);
	close(null);
	end();
}

static void bad_messages(void)
{
	char buf[16];
	struct iovec iov = {buf, sizeof(buf)};
	union control control;
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	struct sockaddr_un addr;

	begin(SOCK_STREAM);
	result("unmapped header", sendmsg(pair[0], bad_unmapped(), 0));
	result("unmapped header", recvmsg(pair[0], bad_unmapped(), 0));
	msg.msg_iov = bad_unmapped();
	result("unmapped vector", sendmsg(pair[0], &msg, 0));
	result("unmapped vector", recvmsg(pair[0], &msg, 0));
	msg.msg_iovlen = 1025;
	result("a long vector", sendmsg(pair[0], &msg, 0));
	result("a long vector", recvmsg(pair[0], &msg, 0));
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	iov.iov_len = -1UL;
	result("a negative length", sendmsg(pair[0], &msg, 0));
	iov.iov_len = 1;
	msg.msg_control = bad_unmapped();
	msg.msg_controllen = 32;
	result("unmapped control", sendmsg(pair[0], &msg, 0));
	memset(&control, 0, sizeof(control));
	msg.msg_control = &control;
	result("an entry of no length", sendmsg(pair[0], &msg, 0));
	control.head.cmsg_len = 33;
	result("a longer entry", sendmsg(pair[0], &msg, 0));
	control.head.cmsg_len = 32;
	result("another level", sendmsg(pair[0], &msg, 0));
	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = 99;
	result("another type", sendmsg(pair[0], &msg, 0));
	msg.msg_controllen = 8;
	result("less than an entry", sendmsg(pair[0], &msg, 0));
	msg.msg_controllen = 0;
	msg.msg_name = &addr;
	msg.msg_namelen = sizeof(addr);
	memset(&addr, 0x55, sizeof(addr));
	result("recvmsg", recvmsg(pair[1], &msg, 0));
	value("no name", (long)msg.msg_namelen);
	value("nothing written", addr.sun_family == 0x5555);
	msg.msg_name = NULL;
	send(pair[0], "abc", 3, 0);
	iov.iov_base = bad_unmapped();
	result("recvmsg to nowhere", recvmsg(pair[1], &msg, MSG_DONTWAIT));
	end();
}

static void many(void)
{
	char a[8] = "", b[8] = "", c[8] = "";
	struct iovec iov[3] = {{a, 8}, {b, 8}, {c, 8}};
	struct mmsghdr msgs[3];
	struct timespec t = {0, 10000000}, bad = {0, -1};
	int i;

	begin(SOCK_DGRAM);
	memset(msgs, 0, sizeof(msgs));
	for (i = 0; i < 3; i++) {
		msgs[i].msg_hdr.msg_iov = &iov[i];
		msgs[i].msg_hdr.msg_iovlen = 1;
		iov[i].iov_len = (size_t)i + 1;
	}
	memcpy(a, "1", 2);
	memcpy(b, "22", 3);
	memcpy(c, "333", 4);
	result("sendmmsg", sendmmsg(pair[0], msgs, 3, 0));
	check_line("lengths: %u %u %u", msgs[0].msg_len, msgs[1].msg_len,
		   msgs[2].msg_len);
	memset(a, 0, 8);
	memset(b, 0, 8);
	memset(c, 0, 8);
	for (i = 0; i < 3; i++)
		iov[i].iov_len = 7;
	result("recvmmsg", recvmmsg(pair[1], msgs, 2, 0, NULL));
	check_line("lengths: %u %u", msgs[0].msg_len, msgs[1].msg_len);
	text("first", a);
	text("second", b);
	result("one more, not waiting",
	       recvmmsg(pair[1], msgs, 3, MSG_DONTWAIT, &t));
	result("none", recvmmsg(pair[1], msgs, 3, MSG_DONTWAIT, NULL));
	send(pair[0], "x", 1, 0);
	result("the first only",
	       recvmmsg(pair[1], msgs, 3, MSG_WAITFORONE, NULL));
	result("none at all", recvmmsg(pair[1], msgs, 0, 0, NULL));
	result("a bad time", recvmmsg(pair[1], msgs, 1, 0, &bad));
	result("an unmapped time",
	       recvmmsg(pair[1], msgs, 1, 0, bad_unmapped()));
	result("send none", sendmmsg(pair[0], msgs, 0, 0));
	result("send from nowhere", sendmmsg(pair[0], bad_unmapped(), 1, 0));
	end();
}

/* Sockets that hold each other, and nobody holds them */
static void circles(void)
{
	int i, ok = 0;

	for (i = 0; i < 3000; i++) {
		begin(SOCK_STREAM);
		if (send_fds(pair[0], &pair[0], 1, "a") == 1 &&
		    send_fds(pair[0], &pair[1], 1, "b") == 1 &&
		    send_fds(pair[1], &pair[0], 1, "c") == 1)
			ok++;
		end();
	}
	value("circles", ok);
	begin(SOCK_STREAM);
	for (i = 0; i < 3000; i++) {
		int next[2];

		if (socketpair(AF_UNIX, SOCK_STREAM, 0, next))
			break;
		if (send_fds(next[0], &pair[1], 1, "x") != 1)
			break;
		/* The chain goes into the next pair */
		close(pair[0]);
		close(pair[1]);
		close(next[0]);
		pair[1] = next[1];
		pair[0] = open("/dev/null", O_RDWR);
	}
	value("a chain", i);
	end();
}

/* The end of a pipe on its way to a socket whose descriptor is closed. */
static void closing(int type)
{
	char byte;
	int p[2];

	begin(type);
	if (pipe2(p, O_NONBLOCK))
		return;
	value("a pipe's end is sent", send_fds(pair[0], &p[1], 1, "x"));
	close(p[1]);
	result("it is open", read(p[0], &byte, 1));
	close(pair[1]);
	result("and gone with who would get it", read(p[0], &byte, 1));
	close(p[0]);
	end();
}

/* A listener that is only in a message to who waits at it. */
static void waits_at_itself(void)
{
	struct sockaddr_un addr;
	int listener, client, p[2];
	char byte;

	fill(&addr, "itself");
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	result("bind", bind(listener, (struct sockaddr *)&addr, sizeof(addr)));
	result("listen", listen(listener, 1));
	result("connect",
	       connect(client, (struct sockaddr *)&addr, sizeof(addr)));
	if (pipe2(p, O_NONBLOCK))
		return;
	value("the listener is sent", send_fds(client, &listener, 1, "x"));
	value("a pipe's end, too", send_fds(client, &p[1], 1, "y"));
	close(p[1]);
	close(listener);
	result("somebody has the client", read(p[0], &byte, 1));
	close(client);
	/* Linux collects when the next one is closed, and later */
	for (int i = 0; i < 100 && read(p[0], &byte, 1) < 0; i++) {
		begin(SOCK_STREAM);
		end();
		usleep(1000);
	}
	result("nobody", read(p[0], &byte, 1));
	close(p[0]);
}

int main(void)
{
	struct sigaction action = {.sa_handler = handler};

	check_own_network();
	sigaction(SIGPIPE, &action, NULL);
	streams();
	waiting();
	borders(SOCK_DGRAM);
	borders(SOCK_SEQPACKET);
	resets(SOCK_STREAM);
	resets(SOCK_SEQPACKET);
	resets(SOCK_DGRAM);
	shutdowns(SOCK_STREAM);
	shutdowns(SOCK_SEQPACKET);
	shutdowns(SOCK_DGRAM);
	datagrams();
	rights(SOCK_STREAM);
	rights(SOCK_DGRAM);
	stream_borders();
	credentials(SOCK_STREAM);
	credentials(SOCK_SEQPACKET);
	bad_messages();
	many();
	circles();
	closing(SOCK_STREAM);
	closing(SOCK_SEQPACKET);
	closing(SOCK_DGRAM);
	waits_at_itself();
	return 0;
}
