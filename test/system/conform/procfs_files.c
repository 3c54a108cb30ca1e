/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Files of /proc: how they are read, and what cannot be done to them. */
#include "check.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

static char all[65536], pieces[65536];

/* The whole file, in pieces of this size; its length. */
static long read_by(const char *path, char *to, size_t piece)
{
	int fd = open(path, O_RDONLY);
	long len = 0, n;

	if (fd < 0)
		return -1;
	while ((n = read(fd, to + len, piece)) > 0)
		len += n;
	close(fd);
	return n < 0 ? -1 : len;
}

static void regular(const char *path)
{
	struct stat st;
	long len;

	text("file", path);
	result("stat", stat(path, &st));
	value("type and mode", st.st_mode);
	value("size", st.st_size);
	value("links", (long)st.st_nlink);
	len = read_by(path, all, sizeof(all));
	value("says something", len > 0);
	value("ends with a line's end", len > 0 && all[len - 1] == '\n');
}

static void in_pieces(const char *path)
{
	long len = read_by(path, all, sizeof(all));

	text("in pieces", path);
	value("one byte", read_by(path, pieces, 1) == len &&
				  !memcmp(all, pieces, (size_t)len));
	value("7 bytes", read_by(path, pieces, 7) == len &&
				 !memcmp(all, pieces, (size_t)len));
}

static void positions(void)
{
	int fd = open("/proc/version", O_RDONLY);

	result("open", fd);
	value("5 bytes", read(fd, all, 5));
	value("at 0", pread(fd, pieces, 5, 0));
	value("the same", !memcmp(all, pieces, 5));
	value("position", lseek(fd, 0, SEEK_CUR));
	value("at 2", pread(fd, pieces, 3, 2));
	value("a part", !memcmp(all + 2, pieces, 3));
	value("behind the end", pread(fd, pieces, 5, 100000));
	value("to the beginning", lseek(fd, 0, SEEK_SET));
	value("again", read(fd, pieces, 5));
	value("the same again", !memcmp(all, pieces, 5));
	result("to the end", lseek(fd, 0, SEEK_END));
	result("before the beginning", lseek(fd, -1, SEEK_SET));
	result("into no memory", raw(SYS_pread64, fd, NULL, 10, 0));
	result("no bytes", read(fd, all, 0));
	result("write", write(fd, "x", 1));
	close(fd);
}

static void refused(void)
{
	struct statfs fs;

	result("statfs", statfs("/proc", &fs));
	value("type", (long)fs.f_type);
	result("a file that is not there", open("/proc/no", O_RDONLY));
	result("a new file", open("/proc/no", O_CREAT | O_RDWR, 0600));
	result("a new file of a process",
	       open("/proc/self/no", O_CREAT | O_RDWR, 0600));
	result("a new directory", mkdir("/proc/no", 0700));
	result("a new link", symlink("x", "/proc/no"));
	result("remove", unlink("/proc/version"));
	result("remove a directory", rmdir("/proc/self/fd"));
	result("rename", rename("/proc/version", "/proc/uptime"));
	result("a process that is not there", open("/proc/0/stat", O_RDONLY));
	result("a number with a zero", open("/proc/01/stat", O_RDONLY));
	result("no number", open("/proc/1x/stat", O_RDONLY));
	result("a directory below a file", open("/proc/version/x", O_RDONLY));
	result("read a directory",
	       read(open("/proc", O_RDONLY | O_DIRECTORY), all, 10));
	result("write to a directory", open("/proc/self", O_WRONLY));
}

int main(void)
{
	static const char *const files[] = {
		"/proc/cpuinfo",
		"/proc/meminfo",
		"/proc/filesystems",
		"/proc/uptime",
		"/proc/version",
		"/proc/loadavg",
		"/proc/stat",
		"/proc/self/maps",
		"/proc/self/smaps",
		"/proc/self/stat",
		"/proc/self/statm",
		"/proc/self/status",
		"/proc/self/limits",
		"/proc/self/mounts",
		"/proc/self/mountinfo",
		"/proc/self/cgroup",
		"/proc/self/comm",
		"/proc/sys/kernel/ostype",
		"/proc/sys/kernel/random/boot_id",
	};
	static const char *const same[] = {
		"/proc/cpuinfo",     "/proc/filesystems", "/proc/version",
		"/proc/self/limits", "/proc/self/comm",	  "/proc/self/mounts",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		regular(files[i]);
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		in_pieces(same[i]);
	positions();
	refused();
	return 0;
}
