/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* AF_UNIX: sockets, names, connections, what can be asked of them. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>

static const char path[] = "unix-name";

static socklen_t fill(struct sockaddr_un *addr, const char *name, size_t len)
{
	memset(addr, 0, sizeof(*addr));
	addr->sun_family = AF_UNIX;
	memcpy(addr->sun_path, name, len);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
}

static int bind_to(int fd, const char *name, size_t len)
{
	struct sockaddr_un addr;
	socklen_t size = fill(&addr, name, len);

	return bind(fd, (struct sockaddr *)&addr, size);
}

static int connect_to(int fd, const char *name, size_t len)
{
	struct sockaddr_un addr;
	socklen_t size = fill(&addr, name, len);

	return connect(fd, (struct sockaddr *)&addr, size);
}

static void made(const char *what, int fd)
{
	result(what, fd < 0 ? -1 : 0);
	if (fd >= 0)
		close(fd);
}

static void show(const char *what, int ret, const struct sockaddr_un *addr,
		 socklen_t len)
{
	char name[110] = "";
	int i;

	if (ret < 0) {
		result(what, ret);
		return;
	}
	for (i = 0; i < (int)len - 2; i++)
		name[i] = addr->sun_path[i] ? addr->sun_path[i] : '@';
	check_line("%s: family %d length %d '%s'", what, addr->sun_family,
		   (int)len, name);
}

static void names_of(const char *what, int fd)
{
	struct sockaddr_un addr = {0};
	socklen_t len = sizeof(addr);
	char line[100];
	int ret;

	snprintf(line, sizeof(line), "%s, own", what);
	ret = getsockname(fd, (struct sockaddr *)&addr, &len);
	show(line, ret, &addr, len);
	snprintf(line, sizeof(line), "%s, peer", what);
	len = sizeof(addr);
	ret = getpeername(fd, (struct sockaddr *)&addr, &len);
	show(line, ret, &addr, len);
}

static void create(void)
{
	struct stat st;
	int fd;

	made("stream", socket(AF_UNIX, SOCK_STREAM, 0));
	made("datagram", socket(AF_UNIX, SOCK_DGRAM, 0));
	made("sequenced", socket(AF_UNIX, SOCK_SEQPACKET, 0));
	made("raw", socket(AF_UNIX, SOCK_RAW, 0));
	made("protocol PF_UNIX", socket(AF_UNIX, SOCK_STREAM, PF_UNIX));
	made("another protocol", socket(AF_UNIX, SOCK_STREAM, 6));
	made("another type", socket(AF_UNIX, 4, 0));
	made("a large type", socket(AF_UNIX, 11, 0));
	made("a flag", socket(AF_UNIX, SOCK_STREAM | 0x100, 0));
	made("no family", socket(0, SOCK_STREAM, 0));
	made("a large family", socket(1000, SOCK_STREAM, 0));
	made("a negative family", socket(-1, SOCK_STREAM, 0));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	value("close on exec", fcntl(fd, F_GETFD));
	value("flags", fcntl(fd, F_GETFL));
	result("fstat", fstat(fd, &st));
	value("mode", st.st_mode);
	result("seek", lseek(fd, 0, SEEK_SET));
	result("pread", pread(fd, &st, 1, 0));
	close(fd);
}

static void bad_descriptors(void)
{
	struct sockaddr_un addr;
	socklen_t len = fill(&addr, "\0x", 2);
	struct msghdr msg = {0};
	int ends[2], on = 1;

	if (pipe(ends))
		abort();
	result("bind 999", bind(999, (struct sockaddr *)&addr, len));
	result("bind a pipe", bind(ends[0], (struct sockaddr *)&addr, len));
	result("connect 999", connect(999, (struct sockaddr *)&addr, len));
	result("listen to a pipe", listen(ends[0], 1));
	result("accept 999", accept(999, NULL, NULL));
	result("accept4, a flag", accept4(999, NULL, NULL, 1));
	result("getsockname of a pipe",
	       getsockname(ends[0], (struct sockaddr *)&addr, &len));
	result("shutdown 999", shutdown(999, 0));
	result("shutdown a pipe", shutdown(ends[0], 7));
	result("getsockopt 999", getsockopt(999, 1, 3, &on, &len));
	result("setsockopt of a pipe", setsockopt(ends[0], 1, 2, &on, 4));
	result("setsockopt, negative", setsockopt(999, 1, 2, &on, -1U));
	result("send to a pipe", send(ends[1], "x", 1, 0));
	result("recv 999", recv(999, &on, 1, 0));
	result("sendmsg to a pipe", sendmsg(ends[1], &msg, 0));
	result("recvmsg 999", recvmsg(999, &msg, 0));
	close(ends[0]);
	close(ends[1]);
}

static void bad_addresses(int type)
{
	int fd = socket(AF_UNIX, type, 0);
	struct sockaddr_un addr;
	socklen_t len = fill(&addr, "\0conform", 8);
	char large[200] = {0};

	result("bind, unmapped", bind(fd, bad_unmapped(), len));
	result("bind, negative", bind(fd, (struct sockaddr *)&addr, -1U));
	result("bind, large", bind(fd, (struct sockaddr *)&large, 129));
	result("bind, large and unmapped", bind(fd, bad_unmapped(), 129));
	addr.sun_family = AF_INET;
	result("bind, family", bind(fd, (struct sockaddr *)&addr, len));
	result("bind, nothing", bind(fd, (struct sockaddr *)&addr, 0));
	addr.sun_family = AF_UNIX;
	result("bind, one byte", bind(fd, (struct sockaddr *)&addr, 1));
	result("bind, 111 bytes", bind(fd, (struct sockaddr *)&addr, 111));
	result("connect, unmapped", connect(fd, bad_unmapped(), len));
	result("connect, one byte", connect(fd, (struct sockaddr *)&addr, 1));
	result("connect, family only",
	       connect(fd, (struct sockaddr *)&addr, 2));
	result("connect, 111 bytes",
	       connect(fd, (struct sockaddr *)&addr, 111));
	result("connect, nobody", connect(fd, (struct sockaddr *)&addr, len));
	result("getsockname, unmapped", getsockname(fd, bad_unmapped(), &len));
	result("getsockname, unmapped length",
	       getsockname(fd, (struct sockaddr *)&addr, bad_unmapped()));
	len = -1U;
	result("getsockname, negative",
	       getsockname(fd, (struct sockaddr *)&addr, &len));
	len = 1;
	memset(&addr, 0x55, sizeof(addr));
	result("getsockname, a byte",
	       getsockname(fd, (struct sockaddr *)&addr, &len));
	value("what it would have", (long)len);
	bytes("what was written", &addr, 3);
	result("getpeername", getpeername(fd, bad_unmapped(), &len));
	close(fd);
}

static void paths(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), other;
	char name[108];
	struct stat st;

	unlink(path);
	umask(022);
	names_of("unbound", fd);
	result("in no directory", bind_to(fd, "none/x", 7));
	result("below a file", bind_to(fd, "/proc/version/x", 16));
	result("bind", bind_to(fd, path, sizeof(path)));
	names_of("bound", fd);
	result("stat", stat(path, &st));
	value("mode", st.st_mode);
	value("size", st.st_size);
	result("open", open(path, O_RDWR));
	result("bind again", bind_to(fd, path, sizeof(path)));
	result("bind to another", bind_to(fd, "unix-name-2", 12));
	result("that is not there", access("unix-name-2", F_OK));
	other = socket(AF_UNIX, SOCK_STREAM, 0);
	result("bind another", bind_to(other, path, sizeof(path)));
	result("connect, nobody listens",
	       connect_to(other, path, sizeof(path)));
	result("a file", connect_to(other, "/proc/version", 14));
	result("a directory", connect_to(other, "/tmp", 5));
	result("nothing", connect_to(other, "none", 5));
	close(other);
	other = socket(AF_UNIX, SOCK_DGRAM, 0);
	result("another type", connect_to(other, path, sizeof(path)));
	close(other);
	close(fd);
	result("the name stays", access(path, F_OK));
	other = socket(AF_UNIX, SOCK_STREAM, 0);
	result("in use", bind_to(other, path, sizeof(path)));
	result("and nobody is there", connect_to(other, path, sizeof(path)));
	unlink(path);
	/* No end in the address */
	result("without an end", bind_to(other, path, sizeof(path) - 1));
	names_of("without an end", other);
	unlink(path);
	close(other);
	other = socket(AF_UNIX, SOCK_STREAM, 0);
	memset(name, 'a', sizeof(name));

	result("as long as can be", bind_to(other, name, 108));
	names_of("as long as can be", other);
	name[107] = 0;
	close(other);
	{
		char whole[110];

		memset(whole, 'a', sizeof(whole));

		whole[108] = 0;
		result("unlink it", unlink(whole));
	}
}

static void abstract(void)
{
	int one = socket(AF_UNIX, SOCK_DGRAM, 0);
	int two = socket(AF_UNIX, SOCK_DGRAM, 0);
	struct sockaddr_un addr = {.sun_family = AF_UNIX};
	socklen_t len = sizeof(addr);
	int i, ok = 1;

	result("bind", bind_to(one, "\0conform", 8));
	names_of("abstract", one);
	result("the same", bind_to(two, "\0conform", 8));
	result("one with an end", bind_to(two, "\0conform\0", 9));
	names_of("with an end", two);
	result("connect", connect_to(two, "\0conform", 8));
	names_of("connected", two);
	result("to itself", connect_to(two, "\0conform\0", 9));
	close(one);
	result("to who is gone", connect_to(two, "\0conform", 8));
	close(two);
	one = socket(AF_UNIX, SOCK_STREAM, 0);
	result("any", bind(one, (struct sockaddr *)&addr, 2));
	result("getsockname", getsockname(one, (struct sockaddr *)&addr, &len));
	value("length", (long)len);
	value("first byte", addr.sun_path[0]);
	for (i = 1; i < 6; i++)
		ok &= !!strchr("0123456789abcdef", addr.sun_path[i]);
	value("five digits", ok);
	result("any again", bind(one, (struct sockaddr *)&addr, 2));
	result("another", bind_to(one, "\0other", 6));
	close(one);
}

static int ready(int fd)
{
	struct pollfd p = {.fd = fd, .events = 0x3fff};

	/* Without the bands, which nobody asks for */
	return poll(&p, 1, 0) >= 0 ? p.revents & ~0x280 : -1;
}

static void listeners(int type)
{
	int server = socket(AF_UNIX, type, 0), client, end, third;
	struct sockaddr_un addr = {0};
	socklen_t len = sizeof(addr);
	int on = 0;
	char c;

	check_line("type: %d", type);
	value("alone", ready(server));
	result("listen without a name", listen(server, 1));
	result("accept", accept(server, NULL, NULL));
	result("bind", bind_to(server, "\0server", 7));
	result("accept", accept(server, NULL, NULL));
	client = socket(AF_UNIX, type | SOCK_NONBLOCK, 0);
	result("connect too early", connect_to(client, "\0server", 7));
	result("listen", listen(server, 0));
	result("listen again", listen(server, 0));
	len = sizeof(on);
	result("SO_ACCEPTCONN",
	       getsockopt(server, SOL_SOCKET, SO_ACCEPTCONN, &on, &len));
	value("it listens", on);
	value("nobody comes", ready(server));
	result("read", read(server, &c, 1));
	result("write", send(server, &c, 1, MSG_NOSIGNAL));
	result("FIONREAD", ioctl(server, FIONREAD, &on));
	result("connect a listener", connect_to(server, "\0server", 7));
	fcntl(server, F_SETFL, O_NONBLOCK);
	result("accept nobody", accept(server, NULL, NULL));
	result("connect", connect_to(client, "\0server", 7));
	result("connect again", connect_to(client, "\0server", 7));
	third = socket(AF_UNIX, type | SOCK_NONBLOCK, 0);
	result("no more place", connect_to(third, "\0server", 7));
	names_of("client", client);
	value("client", ready(client));
	value("somebody comes", ready(server));
	result("sent before it is accepted", send(client, "abc", 3, 0));
	len = sizeof(addr);
	end = accept4(server, (struct sockaddr *)&addr, &len, SOCK_CLOEXEC);
	result("accept", end < 0 ? -1 : 0);
	show("address", 0, &addr, len);
	value("close on exec", fcntl(end, F_GETFD));
	value("flags are not inherited", fcntl(end, F_GETFL));
	names_of("server's end", end);
	value("server's end", ready(end));
	result("recv", recv(end, &c, 1, 0));
	result("listen to a connection", listen(end, 1));
	result("connect a connection", connect_to(end, "\0server", 7));
	result("bind a connection", bind_to(client, "\0client", 7));
	names_of("server's end", end);
	result("a third", connect_to(third, "\0server", 7));
	close(client);
	value("after the close", ready(end));
	/* The third was never accepted */
	value("third", ready(third));
	close(server);
	value("third is reset", ready(third));
	result("recv", recv(third, &c, 1, 0));
	result("recv again", recv(third, &c, 1, 0));
	result("send", send(third, &c, 1, MSG_NOSIGNAL));
	close(third);
	close(end);
	third = socket(AF_UNIX, type, 0);
	result("nobody there", connect_to(third, "\0server", 7));
	result("the name is free", bind_to(third, "\0server", 7));
	close(third);
}

static void datagram_listens(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	result("listen", listen(fd, 1));
	result("accept", accept(fd, NULL, NULL));
	value("alone", ready(fd));
	result("shutdown", shutdown(fd, SHUT_RD));
	value("not read", ready(fd));
	result("shutdown", shutdown(fd, SHUT_RDWR));
	value("shut", ready(fd));
	result("how", shutdown(fd, 3));
	result("how", shutdown(fd, -1));
	close(fd);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	result("shutdown a stream", shutdown(fd, SHUT_WR));
	value("ready", ready(fd));
	close(fd);
}

static void get(const char *what, int fd, int option)
{
	int v[8] = {0};
	socklen_t len = sizeof(v);

	if (getsockopt(fd, SOL_SOCKET, option, v, &len))
		result(what, -1);
	else
		check_line("%s: %d (%d bytes)", what, v[0], (int)len);
}

static void set(const char *what, int fd, int option, int v)
{
	result(what, setsockopt(fd, SOL_SOCKET, option, &v, sizeof(v)));
	get(what, fd, option);
}

static void options(void)
{
	int pair[2];
	struct ucred cred = {0};
	struct timeval tv = {1, 500000};
	socklen_t len = sizeof(cred);
	short two = 0;

	result("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	get("SO_TYPE", pair[0], SO_TYPE);
	get("SO_DOMAIN", pair[0], SO_DOMAIN);
	get("SO_PROTOCOL", pair[0], SO_PROTOCOL);
	get("SO_ERROR", pair[0], SO_ERROR);
	get("SO_ACCEPTCONN", pair[0], SO_ACCEPTCONN);
	get("SO_RCVLOWAT", pair[0], SO_RCVLOWAT);
	get("SO_SNDLOWAT", pair[0], SO_SNDLOWAT);
	get("SO_PASSCRED", pair[0], SO_PASSCRED);
	get("an option that is none", pair[0], 9999);
	set("SO_SNDBUF", pair[0], SO_SNDBUF, 20000);
	set("SO_SNDBUF, small", pair[0], SO_SNDBUF, 1);
	set("SO_RCVBUF", pair[0], SO_RCVBUF, 20000);
	set("SO_RCVBUF, small", pair[0], SO_RCVBUF, 1);
	set("SO_REUSEADDR", pair[0], SO_REUSEADDR, 7);
	set("SO_KEEPALIVE", pair[0], SO_KEEPALIVE, 1);
	set("SO_BROADCAST", pair[0], SO_BROADCAST, 1);
	set("SO_PASSCRED", pair[0], SO_PASSCRED, 5);
	set("SO_PASSCRED, off", pair[0], SO_PASSCRED, 0);
	set("SO_RCVLOWAT", pair[0], SO_RCVLOWAT, 3);
	set("SO_RCVLOWAT, 0", pair[0], SO_RCVLOWAT, 0);
	set("SO_TYPE", pair[0], SO_TYPE, 1);
	set("SO_ERROR", pair[0], SO_ERROR, 1);
	result("two bytes",
	       setsockopt(pair[0], SOL_SOCKET, SO_REUSEADDR, &two, 2));
	result("unmapped", setsockopt(pair[0], SOL_SOCKET, SO_REUSEADDR,
				      bad_unmapped(), 4));
	result("level", setsockopt(pair[0], 6, 1, &cred, 4));
	result("level", getsockopt(pair[0], 6, 1, &cred, &len));
	result("SO_RCVTIMEO",
	       setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)));
	len = sizeof(tv);
	memset(&tv, 0, sizeof(tv));
	result("SO_RCVTIMEO",
	       getsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &tv, &len));
	check_line("time: %ld %ld", (long)tv.tv_sec, (long)tv.tv_usec);
	tv.tv_usec = 1000000;
	result("microseconds",
	       setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)));
	result("a short time",
	       setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &tv, 8));
	len = sizeof(cred);
	result("SO_PEERCRED",
	       getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &cred, &len));
	check_line("credentials: mine %d uid %d gid %d length %d",
		   cred.pid == getpid(), (int)cred.uid, (int)cred.gid,
		   (int)len);
	len = 4;
	memset(&cred, 0x55, sizeof(cred));
	result("four bytes of it",
	       getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &cred, &len));
	check_line("length: %d, not written %d", (int)len,
		   cred.uid == 0x55555555);
	len = -1U;
	result("negative",
	       getsockopt(pair[0], SOL_SOCKET, SO_TYPE, &two, &len));
	result("unmapped length",
	       getsockopt(pair[0], SOL_SOCKET, SO_TYPE, &two, bad_unmapped()));
	len = 4;
	result("unmapped value",
	       getsockopt(pair[0], SOL_SOCKET, SO_TYPE, bad_unmapped(), &len));
	close(pair[0]);
	close(pair[1]);
	pair[0] = socket(AF_UNIX, SOCK_STREAM, 0);
	len = sizeof(cred);
	result("alone",
	       getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &cred, &len));
	check_line("credentials: pid %d uid %d gid %d", cred.pid, (int)cred.uid,
		   (int)cred.gid);
	close(pair[0]);
}

static void timeouts(void)
{
	struct timeval tv = {0, 20000};
	int pair[2], i, server, client;
	static char block[65536];
	ssize_t got = 0;
	char c;

	result("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
	result("recv", recv(pair[0], &c, 1, 0));
	result("read", read(pair[0], &c, 1));
	for (i = 0; i < 100 && got >= 0; i++)
		got = send(pair[0], block, sizeof(block), 0);
	result("send", got);
	close(pair[0]);
	close(pair[1]);
	server = socket(AF_UNIX, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
	bind_to(server, "\0timeout", 8);
	listen(server, 0);
	result("accept", accept(server, NULL, NULL));
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
	i = socket(AF_UNIX, SOCK_STREAM, 0);
	result("connect", connect_to(i, "\0timeout", 8));
	result("connect", connect_to(client, "\0timeout", 8));
	close(i);
	close(client);
	close(server);
}

int main(void)
{
	check_own_network();
	signal(SIGPIPE, SIG_IGN);
	create();
	bad_descriptors();
	bad_addresses(SOCK_STREAM);
	bad_addresses(SOCK_DGRAM);
	paths();
	abstract();
	listeners(SOCK_STREAM);
	listeners(SOCK_SEQPACKET);
	datagram_listens();
	options();
	timeouts();
	return 0;
}
