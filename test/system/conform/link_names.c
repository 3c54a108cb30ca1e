/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Hard links and symbolic links. */
#include "files.h"

static long same(const char *a, const char *b)
{
	struct stat one, two;

	return lstat(a, &one) == 0 && lstat(b, &two) == 0 &&
	       one.st_ino == two.st_ino;
}

static void hard(void)
{
	int fd;

	files_make("a", "text");
	mkdir("d", 0755);
	symlink("a", "la");
	symlink("none", "ln");
	result("link", link("a", "b"));
	files_show("it", "a");
	value("same", same("a", "b"));
	result("again", link("a", "b"));
	result("to itself", link("a", "a"));
	result("in a directory", link("b", "d/c"));
	result("nothing", link("none", "x"));
	result("into nothing", link("a", "none/x"));
	result("through a file", link("a", "a/x"));
	result("a directory", link("d", "x"));
	result("a directory over a name", link("d", "a"));
	result("with a slash", link("a", "x/"));
	result("from with a slash", link("a/", "x"));
	result("over a directory", link("a", "d"));
	result("over a dangling link", link("a", "ln"));
	result("empty", link("", "x"));
	result("to empty", link("a", ""));
	result("dot", link("a", "."));
	result("unmapped", link(UNMAPPED, "x"));
	result("to unmapped", link("a", UNMAPPED));
	result("256", link("a", files_long(256)));
	result("a link itself", link("la", "lb"));
	files_show("it", "lb");
	result("what it names",
	       linkat(AT_FDCWD, "la", AT_FDCWD, "lc", AT_SYMLINK_FOLLOW));
	files_show("it", "lc");
	result("dangling",
	       linkat(AT_FDCWD, "ln", AT_FDCWD, "x", AT_SYMLINK_FOLLOW));
	result("unknown flag", linkat(AT_FDCWD, "a", AT_FDCWD, "x", 0x2));
	result("closed", linkat(-1, "a", AT_FDCWD, "x", 0));
	result("other mount", link("/proc/version", "x"));
	fd = open("a", O_RDONLY);
	result("a descriptor", linkat(fd, "", AT_FDCWD, "e", AT_EMPTY_PATH));
	value("same", same("a", "e"));
	result("without the flag", linkat(fd, "", AT_FDCWD, "g", 0));
	unlink("a");
	unlink("b");
	result("while it has a name",
	       linkat(fd, "", AT_FDCWD, "h", AT_EMPTY_PATH));
	files_show("it", "h");
	unlink("h");
	unlink("e");
	unlink("lc");
	unlink("d/c");
	result("when it has none",
	       linkat(fd, "", AT_FDCWD, "i", AT_EMPTY_PATH));
	close(fd);
	fd = open("d", O_RDONLY);
	result("a directory", linkat(fd, "", AT_FDCWD, "i", AT_EMPTY_PATH));
	close(fd);
}

static void contents_shared(void)
{
	struct stat st;
	int fd;

	files_make("one", "first");
	link("one", "two");
	fd = open("two", O_WRONLY | O_APPEND);
	write(fd, " second", 7);
	close(fd);
	files_contents("by the other", "one");
	chmod("two", 0600);
	files_show("mode", "one");
	unlink("one");
	files_contents("left", "two");
	fd = open("two", O_RDONLY);
	unlink("two");
	fstat(fd, &st);
	value("links", (long)st.st_nlink);
	value("size", st.st_size);
	close(fd);
	files_make("two", "new");
	files_contents("a new one", "two");
}

static void symbolic(void)
{
	char buf[64];
	char *at_end;

	result("symlink", symlink("target", "s"));
	files_show("it", "s");
	result("again", symlink("target", "s"));
	result("empty target", symlink("", "x"));
	result("empty name", symlink("x", ""));
	result("with a slash", symlink("x", "y/"));
	result("in nothing", symlink("x", "none/y"));
	result("over a directory", symlink("x", "d"));
	result("unmapped", symlink(UNMAPPED, "y"));
	result("to unmapped", symlink("x", UNMAPPED));
	result("target of 4095", symlink(files_long(4095), "long"));
	files_show("it", "long");
	result("target of 4096", symlink(files_long(4096), "longer"));
	result("name of 256", symlink("x", files_long(256)));
	result("closed", symlinkat("x", -1, "y"));
	result("readlink", readlink("s", buf, sizeof(buf)));
	result("truncated", readlink("s", buf, 3));
	result("exactly", readlink("s", buf, 6));
	result("none", raw(SYS_readlink, "s", buf, 0L));
	result("negative", raw(SYS_readlink, "s", buf, -1L));
	result("a file", readlink("two", buf, sizeof(buf)));
	result("a directory", readlink("d", buf, sizeof(buf)));
	result("nothing", readlink("none", buf, sizeof(buf)));
	result("empty", readlink("", buf, sizeof(buf)));
	result("slash", readlink("s/", buf, sizeof(buf)));
	result("unmapped", raw(SYS_readlink, "s", UNMAPPED, 64L));
	result("read-only", raw(SYS_readlink, "s", bad_readonly(), 64L));
	at_end = bad_partly(6);
	result("to the end of memory", raw(SYS_readlink, "s", at_end, 64L));
	at_end = bad_partly(5);
	result("over it", raw(SYS_readlink, "s", at_end, 64L));
	result("cut there", raw(SYS_readlink, "s", at_end, 5L));
	result("closed", readlinkat(-1, "s", buf, sizeof(buf)));
	result("length of a long one", readlink("long", files_long(1), 8000));
}

static void followed(void)
{
	mkdir("dir", 0755);
	files_make("dir/file", "inside");
	symlink("dir", "ld");
	symlink("dir/", "lds");
	symlink("file", "dir/lf");
	symlink("../dir/lf", "dir/up");
	symlink("dir/file", "lf");
	symlink("lf/", "lfs");
	symlink(".", "dot");
	files_contents("directory", "ld/file");
	files_contents("with a slash", "lds/file");
	files_contents("relative to it", "ld/lf");
	files_contents("up and down", "ld/up");
	files_contents("many", "dot/dot/dot/ld/../ld/up");
	files_opened("file and slash", open("lf/", O_RDONLY));
	files_opened("slash in the link", open("lfs", O_RDONLY));
	symlink("none/x", "broken");
	files_opened("broken", open("broken", O_RDONLY));
	files_opened("broken, create", open("broken", O_CREAT, 0600));
	symlink("dir/new", "creates");
	files_opened("creates", open("creates", O_CREAT, 0600));
	files_show("there", "dir/new");
	symlink("dir/newer/", "creates2");
	files_opened("with a slash", open("creates2", O_CREAT, 0600));
	result("unlink removes the link", unlink("creates"));
	files_show("not the file", "dir/new");
}

static void loops(void)
{
	char name[16], next[16];
	struct stat st;

	symlink("self", "self");
	files_opened("itself", open("self", O_RDONLY));
	files_opened("itself, create", open("self", O_CREAT, 0600));
	result("stat", stat("self", &st));
	result("lstat", lstat("self", &st));
	result("below", lstat("self/x", &st));
	result("mkdir below", mkdir("self/x", 0700));
	result("unlink below", unlink("self/x"));
	result("chdir", chdir("self"));
	symlink("pong", "ping");
	symlink("ping", "pong");
	files_opened("two", open("ping", O_RDONLY));
	files_make("c0", "the end");
	for (int i = 1; i <= 42; i++) {
		snprintf(name, sizeof(name), "c%d", i);
		snprintf(next, sizeof(next), "c%d", i - 1);
		symlink(next, name);
	}
	files_contents("39", "c39");
	files_contents("40", "c40");
	files_contents("41", "c41");
	result("41, not followed", lstat("c41", &st));
	result("42, not followed but below", lstat("c42/", &st));
}

int main(void)
{
	umask(022);
	hard();
	contents_shared();
	symbolic();
	followed();
	loops();
	return 0;
}
