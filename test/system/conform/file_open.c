/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* open(2) and its relatives: flags, modes, errors. */
#include "files.h"

#define TMPFILE (020000000 | O_DIRECTORY)

struct how {
	uint64_t flags, mode, resolve;
};

static void create(void)
{
	struct stat st;
	int fd;

	files_opened("not there", open("a", O_RDWR));
	fd = open("a", O_CREAT | O_EXCL | O_RDWR, 0644);
	value("made", fd >= 0);
	value("write", write(fd, "hello", 5));
	files_opened("exclusively again", open("a", O_CREAT | O_EXCL, 0644));
	files_opened("again", open("a", O_CREAT | O_RDWR, 0600));
	files_show("mode stays", "a");
	files_opened("trunc, read-only", open("a", O_RDONLY | O_TRUNC));
	fstat(fd, &st);
	value("size now", st.st_size);
	close(fd);
	files_make("a", "hello");
	files_opened("creat()", creat("a", 0600));
	files_show("creat() truncates", "a");
	fd = open("r", O_CREAT | O_RDWR, 0);
	value("a mode of 0 does not matter now", fd >= 0);
	result("write", write(fd, "x", 1));
	close(fd);
	files_show("mode 0", "r");
	files_opened("root may", open("r", O_RDWR));
	files_opened("mode bits", open("s", O_CREAT | O_RDWR, 07777));
	files_show("all of them", "s");
	files_opened("mode bits", open("t", O_CREAT | O_RDWR, 0170600));
	files_show("no type", "t");
}

static void masks(void)
{
	value("umask", umask(077));
	value("umask", umask(07777027));
	files_opened("made", open("u", O_CREAT, 0666));
	files_show("masked", "u");
	value("only permissions", umask(0));
	files_opened("made", open("v", O_CREAT, 0666));
	files_show("not masked", "v");
	umask(022);
}

static void access_modes(void)
{
	char c;
	int fd = open("a", O_RDONLY);

	result("write what is read-only", write(fd, "x", 1));
	result("truncate it", ftruncate(fd, 1));
	result("empty write", write(fd, "x", 0));
	close(fd);
	fd = open("a", O_WRONLY);
	result("read what is write-only", read(fd, &c, 1));
	result("empty read", read(fd, &c, 0));
	close(fd);
	fd = open("a", 3);
	value("mode 3", fd >= 0);
	result("read", read(fd, &c, 1));
	result("write", write(fd, "x", 1));
	value("flags", fcntl(fd, F_GETFL) & 3);
	close(fd);
	fd = open("a", O_RDWR | O_APPEND);
	result("write", write(fd, "one", 3));
	lseek(fd, 0, SEEK_SET);
	result("append", write(fd, "two", 3));
	result("position", lseek(fd, 0, SEEK_CUR));
	result("pwrite appends", pwrite(fd, "three", 5, 0));
	result("position", lseek(fd, 0, SEEK_CUR));
	close(fd);
	files_contents("all", "a");
}

static void directories(void)
{
	int fd;

	mkdir("d", 0755);
	symlink("d", "ld");
	symlink("a", "la");
	symlink("nothing", "ln");
	files_opened("directory", open("d", O_RDONLY));
	files_opened("to write", open("d", O_WRONLY));
	files_opened("to write both", open("d", O_RDWR));
	files_opened("to create", open("d", O_CREAT, 0644));
	files_opened("to truncate", open("d", O_TRUNC));
	files_opened("directory flag", open("d", O_DIRECTORY));
	files_opened("directory flag, file", open("a", O_DIRECTORY));
	files_opened("directory flag, link", open("ld", O_DIRECTORY));
	files_opened("nofollow, link", open("la", O_NOFOLLOW));
	files_opened("nofollow, file", open("a", O_NOFOLLOW));
	files_opened("nofollow, link and slash", open("ld/", O_NOFOLLOW));
	files_opened("nofollow, directory, link",
		     open("ld", O_NOFOLLOW | O_DIRECTORY));
	files_opened("dangling", open("ln", O_RDONLY));
	files_opened("dangling, exclusive", open("ln", O_CREAT | O_EXCL, 0600));
	files_opened("dangling, create", open("ln", O_CREAT, 0600));
	files_show("behind it", "nothing");
	files_opened("slash behind a file", open("a/", O_RDONLY));
	files_opened("slash behind a new one", open("n/", O_CREAT, 0644));
	files_opened("dot", open(".", O_RDONLY));
	files_opened("dot, create", open(".", O_CREAT, 0644));
	files_opened("dot, exclusive", open(".", O_CREAT | O_EXCL, 0644));
	files_opened("dot-dot, create", open("d/..", O_CREAT, 0644));
	fd = open("d", O_RDONLY);
	result("read a directory", read(fd, &fd, 0));
	close(fd);
}

static void path_only(void)
{
	char buf[16];
	struct stat st;
	int fd = open("a", O_PATH | O_RDWR | O_CREAT | O_APPEND, 0600);
	int dir = open("d", O_PATH | O_DIRECTORY);

	value("a place", fd >= 0);
	value("flags", fcntl(fd, F_GETFL) & ~O_LARGEFILE & ~0100000);
	result("read", read(fd, buf, 1));
	result("write", write(fd, buf, 1));
	result("lseek", lseek(fd, 0, SEEK_SET));
	result("ftruncate", ftruncate(fd, 0));
	result("fchmod", raw(SYS_fchmod, fd, 0600));
	result("fchown", raw(SYS_fchown, fd, 0, 0));
	result("fstat", fstat(fd, &st));
	result("fsync", fsync(fd));
	result("ioctl", raw(SYS_ioctl, fd, 0x5401, buf));
	result("set flags", fcntl(fd, F_SETFL, O_APPEND));
	result("descriptor's flags", fcntl(fd, F_GETFD));
	result("getdents64", raw(SYS_getdents64, dir, buf, sizeof(buf)));
	result("mmap",
	       mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED
		       ? -1
		       : 0);
	result("futimens", futimens(fd, NULL));
	result("fallocate", fallocate(fd, 0, 0, 10));
	files_opened("beneath it", openat(dir, "x", O_CREAT, 0600));
	result("fchdir", fchdir(dir));
	result("back", chdir(".."));
	value("a dup", close(dup(fd)));
	close(fd);
	close(dir);
	fd = open("la", O_PATH | O_NOFOLLOW);
	fstat(fd, &st);
	value("a link itself", S_ISLNK(st.st_mode));
	result("its target", raw(SYS_readlinkat, fd, "", buf, sizeof(buf)));
	result("fchdir", fchdir(fd));
	close(fd);
	files_opened("not there", open("none", O_PATH | O_CREAT, 0600));
}

static void unnamed(void)
{
	struct stat st;
	char c;
	int fd = open("d", TMPFILE | O_RDWR, 0640);

	value("without a name", fd >= 0);
	fstat(fd, &st);
	check_line("it: %o links %lu", st.st_mode, (unsigned long)st.st_nlink);
	result("write", write(fd, "abc", 3));
	result("read", pread(fd, &c, 1, 1));
	value("flags", (fcntl(fd, F_GETFL) & TMPFILE) == TMPFILE);
	result("linked", linkat(fd, "", AT_FDCWD, "named", AT_EMPTY_PATH));
	files_show("it", "named");
	close(fd);
	files_contents("it", "named");
	fd = open("d", TMPFILE | O_EXCL | O_RDWR, 0600);
	value("never named", fd >= 0);
	result("linked", linkat(fd, "", AT_FDCWD, "other", AT_EMPTY_PATH));
	close(fd);
	files_opened("read-only", open("d", TMPFILE | O_RDONLY, 0600));
	files_opened("create", open("d", TMPFILE | O_CREAT | O_RDWR, 0600));
	files_opened("in a file", open("a", TMPFILE | O_RDWR, 0600));
	files_opened("in nothing", open("none", TMPFILE | O_RDWR, 0600));
	files_opened("no directory flag", open("d", 020000000 | O_RDWR, 0600));
}

static void flags(void)
{
	int fd = open("a", O_RDWR | O_APPEND | O_NONBLOCK | O_SYNC | O_CLOEXEC |
				   O_NOATIME | O_CREAT | O_TRUNC | O_NOCTTY);

	value("kept", fcntl(fd, F_GETFL) & ~0100000);
	value("close on exec", fcntl(fd, F_GETFD));
	close(fd);
	fd = open("a", O_RDWR | O_DSYNC);
	value("dsync", fcntl(fd, F_GETFL) & ~0100000);
	value("not on exec", fcntl(fd, F_GETFD));
	result("write", write(fd, "sync", 4));
	close(fd);
	fd = open("a", O_RDWR | 0x40000000);
	value("unknown flags are ignored", fd >= 0);
	value("and gone", fcntl(fd, F_GETFL) & 0x40000000);
	close(fd);
	fd = open("d", O_DIRECTORY | O_NOFOLLOW);
	value("shown", fcntl(fd, F_GETFL) & (O_DIRECTORY | O_NOFOLLOW));
	close(fd);
}

static void bad(void)
{
	int file = open("a", O_RDONLY);

	files_opened("unmapped", open(UNMAPPED, O_RDONLY));
	files_opened("null", raw(SYS_openat, AT_FDCWD, NULL, O_RDONLY, 0));
	files_opened("runs out of memory", open(files_cut("a"), O_RDONLY));
	files_opened("ends with memory", open(files_at_end("a"), O_RDONLY));
	files_opened("empty", open("", O_RDONLY));
	files_opened("empty, create", open("", O_CREAT, 0600));
	files_opened("closed descriptor", openat(-1, "a", O_RDONLY));
	files_opened("closed, absolute", openat(-1, "/", O_RDONLY));
	files_opened("under a file", openat(file, "a", O_RDONLY));
	files_opened("through a file", open("a/b", O_RDONLY));
	files_opened("through nothing", open("none/b", O_CREAT, 0600));
	files_opened("255", open(files_long(255), O_CREAT, 0600));
	files_opened("256", open(files_long(256), O_CREAT, 0600));
	files_opened("4095", open(files_long(4095), O_RDONLY));
	files_opened("4096", open(files_long(4096), O_RDONLY));
	close(file);
}

static long open2(const char *name, uint64_t flags, uint64_t mode,
		  uint64_t resolve)
{
	struct how how = {flags, mode, resolve};

	return raw(SYS_openat2, AT_FDCWD, name, &how, sizeof(how));
}

static void second(void)
{
	struct how how = {0, 0, 0};
	uint64_t more[5] = {0};

	files_opened("openat2", open2("a", O_RDWR, 0, 0));
	files_opened("unknown flag", open2("a", 0x40000000, 0, 0));
	files_opened("high flag", open2("a", 1ULL << 40, 0, 0));
	files_opened("mode without create", open2("a", O_RDWR, 0600, 0));
	files_opened("mode's type", open2("b", O_CREAT, 0100600, 0));
	files_opened("create", open2("b", O_CREAT | O_RDWR, 0600, 0));
	files_opened("path and more", open2("a", O_PATH | O_RDWR, 0, 0));
	files_opened("unknown resolve", open2("a", 0, 0, 0x40));
	files_opened("no links", open2("la", 0, 0, 4));
	files_opened("no links, none", open2("a", 0, 0, 4));
	files_opened("no links on the way", open2("ld/x", 0, 0, 4));
	files_opened("beneath", open2("d/../a", 0, 0, 8));
	files_opened("beneath, above", open2("..", 0, 0, 8));
	files_opened("beneath, absolute", open2("/", 0, 0, 8));
	files_opened("in root, absolute", open2("/a", 0, 0, 16));
	files_opened("in root, above", open2("../../a", 0, 0, 16));
	files_opened("both", open2("a", 0, 0, 24));
	files_opened("other mount", open2("/proc", 0, 0, 1));
	files_opened("small", raw(SYS_openat2, AT_FDCWD, "a", &how, 23));
	files_opened("none", raw(SYS_openat2, AT_FDCWD, "a", &how, 0));
	files_opened("large", raw(SYS_openat2, AT_FDCWD, "a", more, 40));
	more[4] = 1;
	files_opened("not zero", raw(SYS_openat2, AT_FDCWD, "a", more, 40));
	files_opened("unmapped", raw(SYS_openat2, AT_FDCWD, "a", UNMAPPED, 24));
}

int main(void)
{
	umask(022);
	create();
	masks();
	access_modes();
	directories();
	path_only();
	unnamed();
	flags();
	bad();
	second();
	return 0;
}
