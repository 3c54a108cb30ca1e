/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Attributes: modes, owners, times, stat() and its relatives, statfs(). */
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include <utime.h>
#include "files.h"

#define NOW	   ((1L << 30) - 1)
#define OMIT	   ((1L << 30) - 2)
#define WANT_BASIC 0x7ffU
#define WANT_BTIME 0x800U

/* What all of statx() has in front; the rest does not matter here. */
struct answer {
	uint32_t mask, block;
	uint64_t attributes;
	uint32_t links, uid, gid;
	uint16_t mode, spare;
	uint64_t ino, size, blocks, attributes_mask;
	struct {
		int64_t seconds;
		uint32_t nanoseconds;
		int32_t spare;
	} atime, btime, ctime, mtime;
	uint32_t rdev[2], dev[2];
	uint64_t more[14];
};

static void modes(void)
{
	int fd = open("f", O_CREAT | O_RDWR, 0644);

	result("chmod", chmod("f", 04751));
	files_show("it", "f");
	result("type bits are ignored", chmod("f", 0170600));
	files_show("it", "f");
	result("fchmod", fchmod(fd, 0640));
	files_show("it", "f");
	symlink("f", "l");
	result("by a link", chmod("l", 0604));
	files_show("it", "f");
	files_show("the link", "l");
	result("fchmodat", raw(SYS_fchmodat, AT_FDCWD, "f", 0600));
	result("not there", chmod("none", 0600));
	result("empty", chmod("", 0600));
	result("unmapped", chmod(UNMAPPED, 0600));
	result("closed", fchmod(-1, 0600));
	result("at closed", raw(SYS_fchmodat, -1, "f", 0600));
	result("at a file", raw(SYS_fchmodat, fd, "f", 0600));
	close(fd);
	mkdir("d", 0755);
	result("a directory", chmod("d", 01777));
	files_show("it", "d");
	result("chmod2", raw(SYS_fchmodat, AT_FDCWD, "d/", 0755));
}

static void show_owner(const char *what, const char *name)
{
	struct stat st;

	lstat(name, &st);
	check_line("%s: %d %d %o", what, (int)st.st_uid, (int)st.st_gid,
		   st.st_mode);
}

static void owners(void)
{
	int fd = open("f", O_RDWR);

	result("chown", chown("f", 1, 2));
	show_owner("it", "f");
	result("user only", chown("f", 3, -1));
	show_owner("it", "f");
	result("group only", chown("f", -1, 4));
	show_owner("it", "f");
	result("none", chown("f", -1, -1));
	chmod("f", 06755);
	result("set-user-ID goes", chown("f", 5, 5));
	show_owner("it", "f");
	chmod("f", 06745);
	result("set-group-ID without x stays", fchown(fd, 6, 6));
	show_owner("it", "f");
	chmod("f", 06755);
	result("even by none", chown("f", -1, -1));
	show_owner("it", "f");
	result("a link", lchown("l", 7, 7));
	show_owner("it", "l");
	show_owner("not what it names", "f");
	result("through a link", chown("l", 8, 8));
	show_owner("it", "f");
	result("at, nofollow", fchownat(AT_FDCWD, "l", 9, 9, 0x100));
	show_owner("it", "l");
	result("at, empty", raw(SYS_fchownat, fd, "", 0, 0, AT_EMPTY_PATH));
	show_owner("it", "f");
	result("at, empty without flag", raw(SYS_fchownat, fd, "", 0, 0, 0));
	result("at, unknown flag", raw(SYS_fchownat, fd, "f", 0, 0, 0x4000));
	result("not there", chown("none", 0, 0));
	result("closed", fchown(-1, 0, 0));
	close(fd);
}

static void write_clears(void)
{
	int fd = open("f", O_RDWR);

	chmod("f", 06755);
	write(fd, "x", 1);
	show_owner("root's write keeps set-ID", "f");
	ftruncate(fd, 0);
	show_owner("and truncation", "f");
	close(fd);
}

static void show_times(const char *what, const char *name)
{
	struct stat st;

	lstat(name, &st);
	check_line("%s: %ld.%09ld %ld.%09ld", what, (long)st.st_atim.tv_sec,
		   st.st_atim.tv_nsec, (long)st.st_mtim.tv_sec,
		   st.st_mtim.tv_nsec);
}

static long set_times(const char *name, long a, long an, long m, long mn)
{
	struct timespec times[2] = {{a, an}, {m, mn}};

	return raw(SYS_utimensat, AT_FDCWD, name, times, 0L);
}

static void times(void)
{
	struct utimbuf old = {100, 200};
	struct timeval tv[2] = {{10, 11}, {12, 13}};
	struct timespec ts[2] = {{1, 2}, {3, 4}};
	int fd = open("f", O_RDONLY);

	result("utimensat", set_times("f", 1, 2, 3, 4));
	show_times("it", "f");
	result("omit one", set_times("f", 9, OMIT, 5, 6));
	show_times("it", "f");
	result("omit the other", set_times("f", 7, 8, 9, OMIT));
	show_times("it", "f");
	result("omit both", set_times("f", 0, OMIT, 0, OMIT));
	result("omit both of nothing", set_times("none", 0, OMIT, 0, OMIT));
	result("too many nanoseconds", set_times("f", 0, 1000000000, 0, 0));
	result("negative ones", set_times("f", 0, -1, 0, 0));
	result("before 1970", set_times("f", -5, 0, -6, 1));
	show_times("it", "f");
	result("utime", utime("f", &old));
	show_times("it", "f");
	result("utimes", utimes("f", tv));
	show_times("it", "f");
	result("futimens", futimens(fd, ts));
	show_times("it", "f");
	result("null path", raw(SYS_utimensat, fd, NULL, ts, 0L));
	result("null path, flags", raw(SYS_utimensat, fd, NULL, ts, 0x100L));
	result("null path, here", raw(SYS_utimensat, AT_FDCWD, NULL, ts, 0L));
	result("a link", raw(SYS_utimensat, AT_FDCWD, "l", ts, 0x100L));
	show_times("it", "l");
	result("empty path", raw(SYS_utimensat, fd, "", ts, 0L));
	result("empty path, flag", raw(SYS_utimensat, fd, "", ts, 0x1000L));
	result("unknown flag", raw(SYS_utimensat, AT_FDCWD, "f", ts, 1L));
	result("unmapped times",
	       raw(SYS_utimensat, AT_FDCWD, "f", UNMAPPED, 0));
	result("unmapped path", raw(SYS_utimensat, AT_FDCWD, UNMAPPED, ts, 0L));
	result("not there", set_times("none", 0, 0, 0, 0));
	result("closed", futimens(-1, ts));
	result("utimes, bad", raw(SYS_utimes, "f", UNMAPPED));
	tv[0].tv_usec = 1000000;
	result("utimes, too many", utimes("f", tv));
	result("now", set_times("f", 0, NOW, 0, NOW));
	close(fd);
}

static long seconds_since(const struct timespec *t)
{
	return t->tv_sec > 1000000;
}

/* Each act: which of the times are newer than long ago. */
static void touched(const char *what)
{
	struct stat st;

	stat("t", &st);
	check_line("%s: a %ld m %ld", what, seconds_since(&st.st_atim),
		   seconds_since(&st.st_mtim));
	set_times("t", 1, 0, 1, 0);
}

static void touching(void)
{
	int fd = open("t", O_CREAT | O_RDWR | O_TRUNC, 0600);

	touched("made");
	write(fd, "x", 1);
	touched("written");
	write(fd, "", 0);
	touched("nothing written");
	ftruncate(fd, 1);
	touched("same size");
	ftruncate(fd, 5);
	touched("grown");
	truncate("t", 2);
	touched("shrunk by name");
	chmod("t", 0644);
	touched("chmod");
	close(open("t", O_RDWR | O_TRUNC));
	touched("emptied");
	close(open("t", O_RDWR | O_TRUNC));
	touched("emptied again");
	link("t", "t2");
	touched("linked");
	unlink("t2");
	close(fd);
}

static void directory_times(const char *what)
{
	struct stat st;

	stat("dt", &st);
	check_line("%s: m %ld", what, seconds_since(&st.st_mtim));
	set_times("dt", 1, 0, 1, 0);
}

static void touching_directories(void)
{
	mkdir("dt", 0755);
	directory_times("made");
	files_make("dt/a", "");
	directory_times("a file");
	files_make("dt/a", "more");
	directory_times("the file is written");
	rename("dt/a", "dt/b");
	directory_times("renamed");
	link("dt/b", "dt/c");
	directory_times("linked");
	unlink("dt/b");
	directory_times("unlinked");
	mkdir("dt/d", 0755);
	directory_times("a directory");
	files_make("dt/d/x", "");
	directory_times("inside that");
	unlink("dt/d/x");
	rmdir("dt/d");
	directory_times("removed");
	unlink("dt/none");
	directory_times("nothing");
}

static void stats(void)
{
	struct stat a, b;
	int fd = open("f", O_RDWR | O_TRUNC), ends[2];

	write(fd, "12345", 5);
	fstat(fd, &a);
	stat("f", &b);
	value("same inode", a.st_ino == b.st_ino && a.st_dev == b.st_dev);
	value("size", a.st_size);
	value("block size", a.st_blksize > 0 && a.st_blocks > 0);
	stat("l", &b);
	value("by a link", a.st_ino == b.st_ino);
	lstat("l", &b);
	check_line("the link: %o %ld", b.st_mode, (long)b.st_size);
	result("fstatat, nofollow", fstatat(AT_FDCWD, "l", &b, 0x100));
	value("a link", S_ISLNK(b.st_mode));
	result("fstatat, empty", fstatat(fd, "", &b, AT_EMPTY_PATH));
	value("same", a.st_ino == b.st_ino);
	result("fstatat, here", fstatat(AT_FDCWD, "", &b, AT_EMPTY_PATH));
	value("a directory", S_ISDIR(b.st_mode));
	result("fstatat, empty, no flag", fstatat(fd, "", &b, 0));
	result("fstatat, unknown flag", fstatat(AT_FDCWD, "f", &b, 0x80000));
	result("fstatat at a file", fstatat(fd, "f", &b, 0));
	result("fstatat, closed", fstatat(-1, "f", &b, 0));
	result("closed", fstat(-1, &b));
	result("not there", stat("none", &b));
	result("slash behind", stat("f/", &b));
	result("slash behind a link", lstat("l/", &b));
	result("into nowhere",
	       raw(SYS_newfstatat, AT_FDCWD, "f", UNMAPPED, 0L));
	result("into read-only",
	       raw(SYS_newfstatat, AT_FDCWD, "f", bad_readonly(), 0L));
	result("into too little", raw(SYS_fstat, fd, bad_partly(100)));
	result("of nowhere", stat(UNMAPPED, &b));
	pipe(ends);
	fstat(ends[0], &b);
	check_line("a pipe: %o %ld %ld", b.st_mode, (long)b.st_nlink,
		   (long)b.st_size);
	close(ends[0]);
	close(ends[1]);
	stat("/dev/null", &b);
	check_line("null: %o %lx", b.st_mode, (long)b.st_rdev);
	close(fd);
}

static long statx_at(int fd, const char *name, long flags, long mask, void *to)
{
	return raw(SYS_statx, fd, name, flags, mask, to);
}

static void statx_all(void)
{
	struct answer a;
	int fd = open("f", O_RDWR);

	memset(&a, 0xff, sizeof(a));
	chown("f", 1, 2);
	chmod("f", 0640);
	set_times("f", 1, 2, 3, 4);
	result("statx", statx_at(AT_FDCWD, "f", 0, WANT_BASIC, &a));
	value("basic", (a.mask & WANT_BASIC) == WANT_BASIC);
	check_line("it: %o %u %u %u %lu", a.mode, a.links, a.uid, a.gid,
		   (unsigned long)a.size);
	check_line("times: %ld.%u %ld.%u", (long)a.atime.seconds,
		   a.atime.nanoseconds, (long)a.mtime.seconds,
		   a.mtime.nanoseconds);
	value("spare", a.spare | a.atime.spare | (int)a.more[13]);
	result("nothing asked", statx_at(AT_FDCWD, "f", 0, 0, &a));
	value("type anyway", S_ISREG(a.mode));
	result("birth", statx_at(AT_FDCWD, "f", 0, WANT_BTIME, &a));
	value("it is there", (a.mask & WANT_BTIME) && a.btime.seconds > 1000);
	result("reserved", statx_at(AT_FDCWD, "f", 0, 0x80000000, &a));
	result("of a descriptor", statx_at(fd, "", 0x1000, WANT_BASIC, &a));
	result("null path", statx_at(fd, NULL, 0, WANT_BASIC, &a));
	result("empty path", statx_at(fd, "", 0, WANT_BASIC, &a));
	result("link", statx_at(AT_FDCWD, "l", 0x100, WANT_BASIC, &a));
	value("it", S_ISLNK(a.mode));
	result("both syncs", statx_at(AT_FDCWD, "f", 0x6000, 0, &a));
	result("force sync", statx_at(AT_FDCWD, "f", 0x2000, 0, &a));
	result("unknown flag", statx_at(AT_FDCWD, "f", 0x100000, 0, &a));
	result("not there", statx_at(AT_FDCWD, "none", 0, 0, &a));
	result("closed", statx_at(-1, "f", 0, 0, &a));
	result("unmapped", statx_at(AT_FDCWD, "f", 0, 0, UNMAPPED));
	result("unmapped path", statx_at(AT_FDCWD, UNMAPPED, 0, 0, &a));
	close(fd);
}

static void accesses(void)
{
	int fd = open("f", O_RDONLY);

	chmod("f", 0);
	result("there", access("f", F_OK));
	result("root reads and writes", access("f", R_OK | W_OK));
	result("but runs not", access("f", X_OK));
	chmod("f", 0001);
	result("if somebody may", access("f", X_OK));
	result("a directory", access("d", R_OK | W_OK | X_OK));
	chmod("d", 0);
	result("any directory", access("d", X_OK));
	chmod("d", 0755);
	result("mode 8", access("f", 8));
	result("not there", access("none", F_OK));
	result("not there, mode 8", access("none", 8));
	result("through a file", access("f/x", F_OK));
	result("at", raw(SYS_faccessat, AT_FDCWD, "f", 4L));
	result("at2, effective", raw(SYS_faccessat2, AT_FDCWD, "f", 4, 0x200));
	result("at2, nofollow", raw(SYS_faccessat2, AT_FDCWD, "l", 4, 0x100));
	result("at2, empty", raw(SYS_faccessat2, fd, "", 4, 0x1000));
	result("at2, unknown", raw(SYS_faccessat2, AT_FDCWD, "f", 4, 0x2));
	result("unmapped", access(UNMAPPED, F_OK));
	close(fd);
}

static void systems(void)
{
	struct statfs s;
	int fd = open(".", O_RDONLY), ends[2];

	result("statfs", statfs(".", &s));
	value("name's length", s.f_namelen);
	value("block", s.f_bsize >= 512 && s.f_frsize >= 512);
	value("counts", s.f_bfree <= s.f_blocks && s.f_ffree <= s.f_files);
	result("fstatfs", fstatfs(fd, &s));
	result("of proc", statfs("/proc", &s));
	value("its type", (long)s.f_type);
	pipe(ends);
	result("of a pipe", fstatfs(ends[0], &s));
	value("its type", (long)s.f_type);
	result("closed", fstatfs(-1, &s));
	result("not there", statfs("none", &s));
	result("unmapped path", statfs(UNMAPPED, &s));
	result("unmapped", raw(SYS_statfs, ".", UNMAPPED));
	result("read-only", raw(SYS_fstatfs, fd, bad_readonly()));
	close(fd);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	umask(022);
	modes();
	owners();
	write_clears();
	times();
	touching();
	touching_directories();
	stats();
	statx_all();
	accesses();
	systems();
	return 0;
}
