/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Directories: made, removed, entered; what happens to those in use. */
#include "files.h"

static void make(void)
{
	result("mkdir", mkdir("a", 0777));
	files_show("it", "a");
	result("again", mkdir("a", 0777));
	result("with a slash", mkdir("b/", 0700));
	files_show("it", "b");
	result("two slashes", mkdir("a//c//", 0700));
	result("mode bits", mkdir("s", 07777));
	files_show("it", "s");
	files_show("links of a", "a");
	result("in nothing", mkdir("none/x", 0700));
	files_make("f", "");
	result("in a file", mkdir("f/x", 0700));
	result("over a file", mkdir("f", 0700));
	result("over a file with a slash", mkdir("f/", 0700));
	symlink("none", "dangling");
	result("over a link", mkdir("dangling", 0700));
	result("over a link with a slash", mkdir("dangling/", 0700));
	result("dot", mkdir(".", 0700));
	result("dot-dot", mkdir("..", 0700));
	result("dot at the end", mkdir("x/.", 0700));
	result("root", mkdir("/", 0700));
	result("empty", mkdir("", 0700));
	result("unmapped", mkdir(UNMAPPED, 0700));
	result("cut", mkdir(files_cut("cut"), 0700));
	result("255", mkdir(files_long(255), 0700));
	result("256", mkdir(files_long(256), 0700));
	result("at closed", mkdirat(-1, "x", 0700));
	chmod("s", 02755);
	chown("s", 0, 5);
	result("in a set-group-ID one", mkdir("s/in", 0755));
	files_show("it", "s/in");
}

static void removal(void)
{
	mkdir("r", 0700);
	mkdir("r/in", 0700);
	result("not empty", rmdir("r"));
	result("inner", rmdir("r/in/"));
	result("dot at the end", rmdir("r/."));
	result("dot-dot at the end", rmdir("r/in/.."));
	result("now", rmdir("r"));
	result("again", rmdir("r"));
	result("a file", rmdir("f"));
	result("a file with a slash", rmdir("f/"));
	mkdir("r", 0700);
	symlink("r", "lr");
	result("a link", rmdir("lr"));
	result("a link with a slash", rmdir("lr/"));
	result("dot", rmdir("."));
	result("dot-dot", rmdir(".."));
	result("root", rmdir("/"));
	result("empty", rmdir(""));
	result("unmapped", rmdir(UNMAPPED));
	result("unlink a directory", unlink("r"));
	result("unlink it with a slash", unlink("r/"));
	result("unlink a file with a slash", unlink("f/"));
	result("unlink nothing with a slash", unlink("none/"));
	result("unlink dot", unlink("."));
	result("unlink root", unlink("/"));
	result("unlinkat, flag", unlinkat(AT_FDCWD, "r", AT_REMOVEDIR));
	result("unlinkat, unknown", unlinkat(AT_FDCWD, "f", 1));
	result("unlinkat, closed", unlinkat(-1, "f", 0));
	result("unlink", unlink("f"));
	result("unlink again", unlink("f"));
	result("unlink unmapped", unlink(UNMAPPED));
	result("busy: proc", rmdir("/proc"));
}

static void in_use(void)
{
	char buf[256];
	struct stat st;
	int fd, file;

	mkdir("u", 0700);
	fd = open("u", O_RDONLY);
	files_make("u/f", "still here");
	file = open("u/f", O_RDONLY);
	unlink("u/f");
	result("remove an open one", rmdir("u"));
	fstat(fd, &st);
	value("links", (long)st.st_nlink);
	files_opened("make in it", openat(fd, "x", O_CREAT, 0600));
	result("mkdir in it", mkdirat(fd, "x", 0700));
	result("symlink in it", symlinkat("x", fd, "y"));
	files_opened("dot in it", openat(fd, ".", O_RDONLY));
	files_opened("dot-dot of it", openat(fd, "..", O_RDONLY));
	result("enter it", fchdir(fd));
	result("where is it", raw(SYS_getcwd, buf, sizeof(buf)));
	result("stat dot", stat(".", &st));
	files_opened("make there", open("z", O_CREAT, 0600));
	result("remove dot", rmdir("."));
	result("dot-dot leads out", chdir(".."));
	result("read what has no name", pread(file, buf, 10, 0));
	fstat(file, &st);
	value("its links", (long)st.st_nlink);
	result("no name again", linkat(file, "", AT_FDCWD, "v", AT_EMPTY_PATH));
	close(file);
	close(fd);
	result("the same name", mkdir("u", 0700));
	result("and gone", rmdir("u"));
}

static void enter(void)
{
	char here[4096], buf[4096];
	long length = raw(SYS_getcwd, here, sizeof(here));
	int fd;

	value("length", length == (long)strlen(here) + 1);
	mkdir("e", 0700);
	files_make("g", "");
	symlink("e", "le");
	result("chdir", chdir("e"));
	raw(SYS_getcwd, buf, sizeof(buf));
	text("below", buf + length - 1);
	result("up", chdir(".."));
	result("by a link", chdir("le"));
	raw(SYS_getcwd, buf, sizeof(buf));
	text("the real name", buf + length - 1);
	result("renamed", rename("../e", "../e2"));
	raw(SYS_getcwd, buf, sizeof(buf));
	text("the new name", buf + length - 1);
	chdir("..");
	result("to a file", chdir("g"));
	result("to nothing", chdir("none"));
	result("empty", chdir(""));
	result("unmapped", chdir(UNMAPPED));
	result("fchdir closed", fchdir(-1));
	fd = open("g", O_RDONLY);
	result("fchdir to a file", fchdir(fd));
	close(fd);
	result("root", chdir("/"));
	result("getcwd", raw(SYS_getcwd, buf, 2L));
	text("it", buf);
	result("too small", raw(SYS_getcwd, buf, 1L));
	result("zero", raw(SYS_getcwd, buf, 0L));
	result("unmapped", raw(SYS_getcwd, UNMAPPED, 100L));
	result("read-only", raw(SYS_getcwd, bad_readonly(), 100L));
	result("above the root", chdir("../../.."));
	raw(SYS_getcwd, buf, sizeof(buf));
	text("still", buf);
	result("back", chdir(here));
	result("too small", raw(SYS_getcwd, buf, length - 1));
	result("exactly", raw(SYS_getcwd, buf, length) == length ? 0 : -1);
}

static void roots(void)
{
	char here[4096];
	struct stat st, up;
	int out = open(".", O_RDONLY);

	raw(SYS_getcwd, here, sizeof(here));
	mkdir("root", 0755);
	files_make("root/f", "inside");
	symlink("/f", "root/l");
	result("chroot to nothing", chroot("none"));
	result("chroot to a file", chroot("root/f"));
	result("chroot unmapped", chroot(UNMAPPED));
	result("chroot", chroot("root"));
	files_contents("absolute", "/f");
	files_contents("link", "/l");
	result("outside", stat("root", &st));
	result("enter", chdir("/"));
	stat("/", &st);
	stat("..", &up);
	value("nothing above", st.st_ino == up.st_ino);
	result("out again", fchdir(out));
	result("getcwd outside", raw(SYS_getcwd, here, sizeof(here)) > 0);
	value("says so", strncmp(here, "(unreachable)", 13) == 0);
	while (stat(".", &st) == 0 && stat("..", &up) == 0 &&
	       (st.st_ino != up.st_ino || st.st_dev != up.st_dev))
		chdir("..");
	result("the old root", chroot("."));
	result("back", fchdir(out));
	close(out);
}

static void special(void)
{
	result("fifo", mknod("p", S_IFIFO | 0666, 0));
	files_show("it", "p");
	result("again", mknod("p", S_IFIFO | 0666, 0));
	result("file", mknod("q", S_IFREG | 0600, 0));
	files_show("it", "q");
	result("no type", mknod("q2", 0600, 0));
	files_show("it", "q2");
	result("null", mknod("n", S_IFCHR | 0666, 0x103));
	files_show("it", "n");
	result("socket", mknod("so", S_IFSOCK | 0666, 0));
	files_show("it", "so");
	files_opened("open it", open("so", O_RDWR));
	result("directory", mknod("x", S_IFDIR | 0700, 0));
	result("link", mknod("x", S_IFLNK | 0700, 0));
	result("bad type", mknod("x", 0130000, 0));
	result("slash", mknod("x/", S_IFREG | 0600, 0));
	result("in nothing", mknod("none/x", S_IFREG | 0600, 0));
	result("unmapped", mknod(UNMAPPED, S_IFREG | 0600, 0));
	result("unknown device", mknod("dev", S_IFCHR | 0600, 0xfff0));
}

int main(void)
{
	umask(022);
	make();
	removal();
	in_use();
	enter();
	roots();
	special();
	return 0;
}
