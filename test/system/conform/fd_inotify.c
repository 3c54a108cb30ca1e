/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* inotify: what is told of files and directories, and how it is read. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

static int in;

static void names_of(uint32_t mask, char *line, size_t size)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} bits[] = {{IN_ACCESS, "ACCESS"},
		    {IN_MODIFY, "MODIFY"},
		    {IN_ATTRIB, "ATTRIB"},
		    {IN_CLOSE_WRITE, "CLOSE_WRITE"},
		    {IN_CLOSE_NOWRITE, "CLOSE_NOWRITE"},
		    {IN_OPEN, "OPEN"},
		    {IN_MOVED_FROM, "MOVED_FROM"},
		    {IN_MOVED_TO, "MOVED_TO"},
		    {IN_CREATE, "CREATE"},
		    {IN_DELETE, "DELETE"},
		    {IN_DELETE_SELF, "DELETE_SELF"},
		    {IN_MOVE_SELF, "MOVE_SELF"},
		    {IN_UNMOUNT, "UNMOUNT"},
		    {IN_Q_OVERFLOW, "OVERFLOW"},
		    {IN_IGNORED, "IGNORED"},
		    {IN_ISDIR, "ISDIR"}};
	size_t i;

	*line = 0;
	for (i = 0; i < sizeof(bits) / sizeof(*bits); i++)
		if (mask & bits[i].bit)
			snprintf(line + strlen(line), size - strlen(line),
				 " %s", bits[i].name);
}

/* All that is there; whether a cookie is that of the event before. */
static void events(const char *what)
{
	uint32_t before = 0;
	char buf[8192] __attribute__((aligned(8)));
	const struct inotify_event *e;
	char mask[200];
	ssize_t n = read(in, buf, sizeof(buf)), at;

	if (n < 0) {
		result(what, n);
		return;
	}
	for (at = 0; at < n; at += (ssize_t)(sizeof(*e) + e->len)) {
		e = (const void *)(buf + at);
		names_of(e->mask, mask, sizeof(mask));
		check_line("%s: %d%s '%s' (%d)%s", what, e->wd, mask,
			   e->len ? e->name : "", (int)e->len,
			   !e->cookie		 ? ""
			   : e->cookie == before ? " same cookie"
						 : " cookie");
		before = e->cookie;
	}
}

static void made(const char *what, int fd)
{
	result(what, fd < 0 ? -1 : 0);
	if (fd >= 0)
		close(fd);
}

static void begin(void)
{
	in = inotify_init1(IN_NONBLOCK);
}

static void arguments(void)
{
	int wd, ends[2];
	struct stat st;
	char c[64];

	if (pipe(ends))
		abort();
	made("init", inotify_init1(0));
	made("a flag", inotify_init1(1));
	in = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	value("close on exec", fcntl(in, F_GETFD));
	value("flags", fcntl(in, F_GETFL));
	result("write", write(in, "x", 1));
	result("nothing to read", read(in, c, sizeof(c)));
	result("seek", lseek(in, 0, SEEK_SET));
	result("fstat", fstat(in, &st));
	result("no events", inotify_add_watch(in, ".", 0));
	result("no events, nothing open", inotify_add_watch(999, ".", 0));
	result("nothing open", inotify_add_watch(999, ".", IN_OPEN));
	result("a pipe", inotify_add_watch(ends[0], ".", IN_OPEN));
	result("not there", inotify_add_watch(in, "none", IN_OPEN));
	result("no name", inotify_add_watch(in, "", IN_OPEN));
	result("unmapped", inotify_add_watch(in, bad_unmapped(), IN_OPEN));
	close(creat("file", 0600));
	result("not a directory",
	       inotify_add_watch(in, "file", IN_OPEN | IN_ONLYDIR));
	result("added and made",
	       inotify_add_watch(in, "file",
				 IN_OPEN | IN_MASK_ADD | IN_MASK_CREATE));
	wd = inotify_add_watch(in, "file", IN_OPEN);
	value("the first", wd);
	value("again", inotify_add_watch(in, "./file", IN_CLOSE_WRITE));
	result("made again",
	       inotify_add_watch(in, "file", IN_OPEN | IN_MASK_CREATE));
	value("another", inotify_add_watch(in, ".", IN_OPEN));
	result("remove nothing", inotify_rm_watch(in, 77));
	result("remove of a pipe", inotify_rm_watch(ends[0], 1));
	result("remove of nothing", inotify_rm_watch(999, 1));
	result("remove", inotify_rm_watch(in, wd));
	result("remove again", inotify_rm_watch(in, wd));
	events("what was removed");
	value("a new one", inotify_add_watch(in, "file", IN_OPEN));
	close(in);
	unlink("file");
	close(ends[0]);
	close(ends[1]);
}

static void files(void)
{
	struct timespec times[2] = {{1, 0}, {2, UTIME_OMIT}};
	char c;
	int fd;

	close(creat("file", 0600));
	begin();
	value("watch", inotify_add_watch(in, "file", IN_ALL_EVENTS));
	fd = open("file", O_RDWR);
	events("open");
	if (write(fd, "abc", 3) != 3)
		abort();
	events("write");
	if (write(fd, "", 0) != 0)
		abort();
	events("write nothing");
	if (pread(fd, &c, 1, 0) != 1)
		abort();
	events("read");
	if (pread(fd, &c, 1, 10) != 0)
		abort();
	events("read at the end");
	result("truncate", ftruncate(fd, 1));
	events("truncate");
	result("mode", fchmod(fd, 0644));
	events("mode");
	result("owner", fchown(fd, 0, 0));
	events("owner");
	result("times", futimens(fd, NULL));
	events("times");
	result("one time", futimens(fd, times));
	events("one time");
	result("allocate", posix_fallocate(fd, 0, 10));
	events("allocate");
	close(fd);
	events("close");
	close(open("file", O_RDONLY));
	events("open and close");
	close(open("file", O_PATH));
	events("O_PATH");
	result("link", link("file", "other"));
	events("link");
	result("rename", rename("other", "third"));
	events("rename");
	result("unlink", unlink("third"));
	events("unlink");
	fd = open("file", O_RDONLY);
	events("open");
	result("unlink the last", unlink("file"));
	events("unlink the last");
	close(fd);
	events("close the last");
	close(in);
}

static void directories(void)
{
	int fd;

	mkdir("dir", 0700);
	mkdir("dir2", 0700);
	begin();
	value("watch", inotify_add_watch(in, "dir", IN_ALL_EVENTS));
	value("watch", inotify_add_watch(in, "dir2", IN_ALL_EVENTS));
	fd = open("dir/file", O_CREAT | O_RDWR, 0600);
	events("create");
	if (write(fd, "x", 1) != 1)
		abort();
	if (write(fd, "x", 1) != 1)
		abort();
	events("write twice");
	close(fd);
	events("close");
	result("mkdir", mkdir("dir/sub", 0700));
	events("mkdir");
	result("symlink", symlink("x", "dir/link"));
	result("fifo", mkfifo("dir/fifo", 0600));
	result("link", link("dir/file", "dir/hard"));
	events("others");
	result("mode", chmod("dir/file", 0644));
	events("mode");
	result("rename", rename("dir/file", "dir/a-name-of-22-bytes-abc"));
	events("rename");
	result("to another", rename("dir/hard", "dir2/hard"));
	events("to another");
	result("a directory", rename("dir/sub", "dir2/sub"));
	events("a directory");
	close(creat("dir2/over", 0600));
	events("create");
	result("over another", rename("dir2/over", "dir2/hard"));
	events("over another");
	result("rmdir", rmdir("dir2/sub"));
	events("rmdir");
	result("unlink", unlink("dir2/hard"));
	events("unlink");
	result("truncate", truncate("dir/a-name-of-22-bytes-abc", 5));
	events("truncate");
	result("exchange", raw(SYS_renameat2, AT_FDCWD, "dir/link", AT_FDCWD,
			       "dir/fifo", 2));
	events("exchange");
	result("fails", mkdir("dir/fifo", 0700));
	events("what fails");
	unlink("dir/link");
	unlink("dir/fifo");
	unlink("dir/a-name-of-22-bytes-abc");
	events("unlink");
	result("move it", rename("dir", "dir3"));
	events("move it");
	result("rmdir", rmdir("dir3"));
	events("rmdir");
	result("open", access("dir2", F_OK));
	events("access");
	result("rmdir", rmdir("dir2"));
	events("rmdir");
	result("gone", inotify_rm_watch(in, 1));
	close(in);
}

static void special(void)
{
	int fd = creat("file", 0600), other, n = 0, i;
	struct pollfd p;
	char buf[64];

	begin();
	p = (struct pollfd){.fd = in, .events = POLLIN | POLLOUT};
	value("watch", inotify_add_watch(in, "file", IN_OPEN | IN_ONESHOT));
	value("not ready", poll(&p, 1, 0));
	close(open("file", O_RDONLY));
	value("ready", poll(&p, 1, 0));
	value("events", p.revents);
	result("FIONREAD", ioctl(in, FIONREAD, &n));
	value("bytes", n);
	result("too short", read(in, buf, 15));
	result("one", read(in, buf, 20));
	events("the other");
	close(open("file", O_RDONLY));
	events("once only");
	value("watch", inotify_add_watch(in, "file", IN_OPEN));
	inotify_add_watch(in, "file", IN_ATTRIB | IN_MASK_ADD);
	close(open("file", O_RDONLY));
	chmod("file", 0600);
	events("both");
	inotify_add_watch(in, "file", IN_ATTRIB);
	close(open("file", O_RDONLY));
	chmod("file", 0600);
	events("the second only");
	result("to nowhere", chmod("file", 0600));
	result("to nowhere", read(in, bad_unmapped(), 100));
	events("it is lost");
	for (i = 0; i < 5; i++)
		chmod("file", 0600);
	events("the same five times");
	symlink("file", "link");
	value("a link", inotify_add_watch(in, "link", IN_ATTRIB));
	value("the link itself",
	      inotify_add_watch(in, "link", IN_ATTRIB | IN_DONT_FOLLOW));
	unlink("link");
	events("link");
	other = inotify_init1(IN_NONBLOCK);
	value("another one", inotify_add_watch(other, "file", IN_ATTRIB));
	chmod("file", 0600);
	events("told here");
	value("and there", read(other, buf, sizeof(buf)));
	close(other);
	close(fd);
	unlink("file");
	close(in);
}

static void overflow(void)
{
	char names[2][8] = {"one", "two"};
	int i, n = 0;

	close(creat("one", 0600));
	close(creat("two", 0600));
	begin();
	inotify_add_watch(in, ".", IN_ATTRIB);
	for (i = 0; i < 17000; i++)
		chmod(names[i & 1], 0600);
	ioctl(in, FIONREAD, &n);
	value("bytes", n);
	for (i = 0; i < 16384; i++) {
		char buf[32];

		if (read(in, buf, sizeof(buf)) != 32)
			break;
	}
	value("events", i);
	events("then");
	close(in);
	unlink("one");
	unlink("two");
}

static void *toucher(void *arg)
{
	struct timespec t = {.tv_nsec = 20000000};

	nanosleep(&t, NULL);
	chmod(arg, 0600);
	return NULL;
}

static void waits(void)
{
	pthread_t thread;

	close(creat("file", 0600));
	in = inotify_init1(0);
	inotify_add_watch(in, "file", IN_ATTRIB);
	pthread_create(&thread, NULL, toucher, "file");
	events("it waits");
	pthread_join(thread, NULL);
	close(in);
	unlink("file");
}

int main(void)
{
	arguments();
	files();
	directories();
	special();
	overflow();
	waits();
	return 0;
}
