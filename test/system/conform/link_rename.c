/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* rename(2) and renameat2(2). */
#include <stdio.h>
#include "files.h"

#define NOREPLACE 1
#define EXCHANGE  2
#define WHITEOUT  4

static long rename2(const char *a, const char *b, long flags)
{
	return raw(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, flags);
}

static void clean(const char *name)
{
	if (unlink(name) < 0)
		rmdir(name);
}

/* All kinds onto all kinds. */
static void kinds(void)
{
	static const char *const names[] = {"file",   "empty", "full", "link",
					    "tolink", "fifo",  "none"};
	const int count = sizeof(names) / sizeof(*names);
	char a[32], b[32], what[64];

	for (int i = 0; i < count; i++)
		for (int j = 0; j < count; j++) {
			const char *const kind[2] = {names[i], names[j]};

			mkdir("k", 0755);
			for (int k = 0; k < 2; k++) {
				char *at = k ? b : a;

				snprintf(at, 32, "k/%s%d", kind[k], k);
				switch (kind[k][1]) {
				case 'i':
					if (kind[k][2] == 'f')
						mkfifo(at, 0600);
					else if (kind[k][0] == 'f' &&
						 kind[k][2] == 'l')
						files_make(at, "x");
					else
						symlink("nowhere", at);
					break;
				case 'm':
					mkdir(at, 0755);
					break;
				case 'u':
					mkdir(at, 0755);
					snprintf(what, sizeof(what), "%s/in",
						 at);
					files_make(what, "");
					break;
				case 'o':
					if (kind[k][0] == 't')
						symlink("../k", at);
					break;
				default:
					break;
				}
			}
			snprintf(what, sizeof(what), "%s onto %s", names[i],
				 names[j]);
			result(what, rename(a, b));
			for (int k = 0; k < 2; k++) {
				snprintf(what, sizeof(what), "%s/in",
					 k ? b : a);
				clean(what);
				clean(k ? b : a);
			}
			result("cleaned", rmdir("k"));
		}
}

static void identities(void)
{
	files_make("a", "a");
	link("a", "b");
	result("two names of one file", rename("a", "b"));
	files_show("both stay", "a");
	files_show("both stay", "b");
	result("itself", rename("a", "a"));
	result("noreplace, two names", rename2("a", "b", NOREPLACE));
	result("exchange, two names", rename2("a", "b", EXCHANGE));
	unlink("b");
	mkdir("d", 0755);
	result("a directory onto itself", rename("d", "d"));
	result("with a slash", rename("d/", "d"));
	result("onto one with a slash", rename("d", "d/"));
	result("through itself", rename("d", "d/../d"));
	result("a link and its file", symlink("a", "l"));
	result("the link onto the file", rename("l", "a"));
	files_show("it", "a");
	unlink("a");
}

static void directories(void)
{
	mkdir("p", 0755);
	mkdir("p/q", 0755);
	mkdir("p/q/r", 0755);
	result("into itself", rename("p", "p/x"));
	result("into below itself", rename("p", "p/q/r/x"));
	result("onto below itself", rename("p", "p/q"));
	result("onto its parent", rename("p/q", "p"));
	result("onto above its parent", rename("p/q/r", "p"));
	result("exchange with a child", rename2("p", "p/q", EXCHANGE));
	result("exchange with a parent", rename2("p/q/r", "p", EXCHANGE));
	result("out of it", rename("p/q/r", "r"));
	files_show("p/q", "p/q");
	files_show("here", "r");
	result("into another", rename("r", "p/r"));
	files_show("p", "p");
	result("with a slash", rename("p/r/", "p/s/"));
	result("a new one with a slash", rename("p/s", "p/t/"));
	files_make("f", "");
	result("a file to a slash", rename("f", "g/"));
	result("a file with a slash", rename("f/", "g"));
	result("a file onto a directory with a slash", rename("f", "p/"));
	result("dot", rename(".", "x"));
	result("to dot", rename("p", "."));
	result("dot at the end", rename("p/.", "x"));
	result("dot-dot", rename("..", "x"));
	result("to dot-dot", rename("p", "p/.."));
	result("root", rename("/", "x"));
	result("to root", rename("p", "/"));
	result("to nothing's", rename("p", "none/x"));
	result("through a file", rename("p", "f/x"));
	result("from nothing", rename("none", "x"));
	result("from nothing to nothing", rename("none", "none/x"));
	result("empty", rename("", "x"));
	result("to empty", rename("p", ""));
	result("unmapped", rename(UNMAPPED, "x"));
	result("to unmapped", rename("p", UNMAPPED));
	result("256", rename("p", files_long(256)));
	result("other mount", rename("f", "/proc/f"));
	result("a mount", rename("/proc", "x"));
	result("onto a mount", rename("p", "/proc"));
}

static void flags(void)
{
	files_make("x", "x");
	files_make("y", "y");
	result("noreplace", rename2("x", "y", NOREPLACE));
	result("noreplace, free", rename2("x", "z", NOREPLACE));
	files_contents("it", "z");
	result("noreplace, itself", rename2("z", "z", NOREPLACE));
	result("exchange", rename2("z", "y", EXCHANGE));
	files_contents("z", "z");
	files_contents("y", "y");
	result("exchange with nothing", rename2("y", "none", EXCHANGE));
	result("exchange nothing", rename2("none", "y", EXCHANGE));
	mkdir("dir", 0755);
	files_make("dir/in", "inside");
	result("file and directory", rename2("y", "dir", EXCHANGE));
	files_contents("dir", "dir");
	files_contents("y/in", "y/in");
	mkdir("other", 0755);
	mkdir("other/sub", 0755);
	result("across directories", rename2("other/sub", "z", EXCHANGE));
	files_show("other", "other");
	files_contents("other/sub", "other/sub");
	result("both", rename2("z", "y", NOREPLACE | EXCHANGE));
	result("unknown", rename2("z", "y", 8));
	result("whiteout and exchange", rename2("z", "y", WHITEOUT | EXCHANGE));
	result("noreplace onto dot", rename2("z", ".", NOREPLACE));
	result("exchange with dot", rename2("z", ".", EXCHANGE));
	result("noreplace to a slash", rename2("z", "new/", NOREPLACE));
	result("at closed", raw(SYS_renameat2, -1, "z", AT_FDCWD, "y", 0L));
	result("renameat", renameat(AT_FDCWD, "new", AT_FDCWD, "newer"));
}

static void open_ones(void)
{
	char buf[16] = "";
	struct stat st;
	int over, fd;

	files_make("old", "old");
	files_make("new", "new");
	over = open("old", O_RDWR);
	fd = open("new", O_RDWR);
	result("over an open one", rename("new", "old"));
	read(over, buf, sizeof(buf));
	text("still there", buf);
	fstat(over, &st);
	value("links", (long)st.st_nlink);
	fstat(fd, &st);
	value("links of the other", (long)st.st_nlink);
	files_contents("by name", "old");
	result("written to the replaced one", pwrite(over, "x", 1, 0));
	files_contents("by name", "old");
	close(over);
	close(fd);
	mkdir("here", 0755);
	mkdir("there", 0755);
	fd = open("here", O_RDONLY);
	chdir("there");
	result("over the working directory", rename("../here", "../there"));
	files_opened("it is gone", open("x", O_CREAT, 0600));
	files_opened("the other has moved", openat(fd, "x", O_CREAT, 0600));
	result("up", chdir(".."));
	files_show("there", "there/x");
	close(fd);
}

static void links_count(void)
{
	mkdir("m", 0755);
	mkdir("m/a", 0755);
	mkdir("m/b", 0755);
	mkdir("n", 0755);
	files_show("m", "m");
	rename("m/a", "n/a");
	files_show("m", "m");
	files_show("n", "n");
	rename("m/b", "n/a");
	files_show("m", "m");
	files_show("n", "n");
	rename("n/a", "m/a");
	files_show("m", "m");
	chdir("m/a");
	files_show("up", "..");
	chdir("../..");
	files_show("up from there", "m/a/..");
}

static void cached(void)
{
	struct stat st;

	result("not there", stat("late", &st));
	files_make("early", "early");
	rename("early", "late");
	result("now", stat("late", &st));
	result("not the old name", stat("early", &st));
	mkdir("e1", 0755);
	files_make("e1/f", "f");
	stat("e1/f", &st);
	rename("e1", "e2");
	result("old path", stat("e1/f", &st));
	files_contents("new path", "e2/f");
	mkdir("e1", 0755);
	result("old path of the new one", stat("e1/f", &st));
	rename("e2", "e1");
	files_contents("replaced", "e1/f");
	unlink("e1/f");
	result("removed", stat("e1/f", &st));
	files_make("e1/f", "again");
	files_contents("made again", "e1/f");
}

int main(void)
{
	umask(022);
	kinds();
	identities();
	directories();
	flags();
	open_ones();
	links_count();
	cached();
	return 0;
}
