/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Descriptors in /proc: links to open files, and opening through them. */
#include "check.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>

#define NAME "/tmp/conform_procfs_fd"

static char path[64], buf[4096];

static const char *link_of(int fd)
{
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}

/* The link's target, without the number of an inode. */
static void target(const char *what, int fd)
{
	ssize_t n = readlink(link_of(fd), buf, sizeof(buf) - 1);
	char *at;

	if (n < 0) {
		result(what, n);
		return;
	}
	buf[n] = '\0';
	at = strchr(buf, '[');
	if (at && at[1] >= '0' && at[1] <= '9')
		at[1] = '\0';
	text(what, buf);
}

static void same_file(const char *what, int fd)
{
	struct stat a, b;

	result(what, fstat(fd, &a) | stat(link_of(fd), &b));
	value("the same device", a.st_dev == b.st_dev);
	value("the same inode", a.st_ino == b.st_ino);
	value("the same mode", a.st_mode == b.st_mode);
	result("the link", lstat(link_of(fd), &b));
	value("mode", b.st_mode);
	value("size", b.st_size);
}

/* What fdinfo says of a position and of flags. */
static void info(int fd)
{
	char *at;
	ssize_t n;
	int in;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	in = open(path, O_RDONLY);
	n = read(in, buf, sizeof(buf) - 1);
	buf[n < 0 ? 0 : n] = '\0';
	close(in);
	at = strstr(buf, "flags:");
	value("flags", at ? (long)(strtoul(at + 6, NULL, 8) & 02003777) : -1);
	at = strstr(buf, "pos:");
	value("position", at ? atol(at + 4) : -1);
	value("a mount", strstr(buf, "mnt_id:\t") != NULL);
}

static void files(void)
{
	int fd = open(NAME, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0644);
	int again;

	result("write", write(fd, "0123456789", 10));
	target("a file", fd);
	same_file("attributes", fd);
	info(fd);
	again = open(link_of(fd), O_RDONLY);
	result("open again", again);
	value("from the beginning", read(again, buf, 4));
	value("what is there", !memcmp(buf, "0123", 4));
	value("the first one's position", lseek(fd, 0, SEEK_CUR));
	same_file("for reading", again);
	info(again);
	result("not for writing", write(again, "x", 1));
	close(again);
	result("not followed", open(link_of(fd), O_RDONLY | O_NOFOLLOW));
	result("exclusively", open(link_of(fd), O_CREAT | O_EXCL, 0600));
	result("as a directory", open(link_of(fd), O_RDONLY | O_DIRECTORY));
	result("remove", unlink(NAME));
	target("without its name", fd);
	again = open(link_of(fd), O_RDWR);
	result("open without its name", again);
	value("read", read(again, buf, 10));
	result("truncate by the link", truncate(link_of(fd), 3));
	value("the new end", lseek(again, 0, SEEK_END));
	result("change the mode", chmod(link_of(fd), 0600));
	same_file("for both", again);
	close(again);
	close(fd);
	target("closed", fd);
	result("open what is closed", open(link_of(fd), O_RDONLY));
}

static void unnamed(void)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	struct stat st;

	result("a file without a name", fd);
	result("write", write(fd, "abc", 3));
	result("give it one", linkat(AT_FDCWD, link_of(fd), AT_FDCWD, NAME,
				     AT_SYMLINK_FOLLOW));
	result("it is there", stat(NAME, &st));
	value("its size", st.st_size);
	result("remove", unlink(NAME));
	close(fd);
}

static void pipes(void)
{
	int p[2], rd, wr;

	result("pipe", pipe(p));
	target("read end", p[0]);
	target("write end", p[1]);
	same_file("attributes", p[0]);
	same_file("attributes of the other", p[1]);
	wr = open(link_of(p[0]), O_WRONLY);
	result("write to the read end", wr);
	result("write", write(wr, "abc", 3));
	result("read", read(p[0], buf, 10));
	rd = open(link_of(p[1]), O_RDONLY | O_NONBLOCK);
	result("read from the write end", rd);
	result("nothing there", read(rd, buf, 10));
	target("the new read end", rd);
	close(p[0]);
	close(p[1]);
	result("write to it", write(wr, "de", 2));
	result("read it", read(rd, buf, 10));
	close(wr);
	result("nobody writes", read(rd, buf, 10));
	close(rd);
}

static void others(void)
{
	int s[2], fd;

	result("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, s));
	target("a socket", s[0]);
	same_file("attributes", s[0]);
	result("open it", open(link_of(s[0]), O_RDWR));
	fd = eventfd(0, 0);
	target("an eventfd", fd);
	result("open it", open(link_of(fd), O_RDWR));
	target("an epoll", epoll_create1(0));
	target("a timer", timerfd_create(CLOCK_MONOTONIC, 0));
	fd = open("/dev/null", O_WRONLY);
	target("a device", fd);
	result("open it", open(link_of(fd), O_RDWR));
	fd = open("/tmp", O_PATH);
	target("a path", fd);
	result("open it", open(link_of(fd), O_RDONLY | O_DIRECTORY));
	result("below it", access("/proc/self/fd/../fd", F_OK));
}

static void listing(void)
{
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *entry;
	long links = 0, found = 0;
	int fd = open("/dev/null", O_RDONLY);

	while ((entry = readdir(dir))) {
		links += entry->d_type == DT_LNK;
		found += atoi(entry->d_name) == fd && entry->d_name[0] != '.';
	}
	value("found once", found);
	value("more than one", links > 1);
	closedir(dir);
	close(fd);
	result("no number", open("/proc/self/fd/x", O_RDONLY));
	result("none of ours", open("/proc/self/fd/999", O_RDONLY));
	result("too large", open("/proc/self/fd/99999999999", O_RDONLY));
	result("make one", open("/proc/self/fd/998", O_RDWR | O_CREAT, 0600));
	result("remove one", unlink("/proc/self/fd/0"));
}

int main(void)
{
	files();
	unnamed();
	pipes();
	others();
	listing();
	return 0;
}
