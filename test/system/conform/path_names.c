/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How a path is read: components, slashes, lengths, memory. */
#include "files.h"

static long seen(const char *path)
{
	struct stat st;

	return stat(path, &st);
}

static void slashes(void)
{
	mkdir("d", 0755);
	mkdir("d/e", 0755);
	files_make("d/f", "f");
	result("two", seen("d//e"));
	result("many", seen("d/////e////"));
	result("in front", seen("//proc"));
	result("three in front", seen("///proc"));
	result("dots", seen("./d/./e/."));
	result("up", seen("d/e/../../d/e"));
	result("up from a file", seen("d/f/.."));
	result("dot of a file", seen("d/f/."));
	result("slash of a file", seen("d/f/"));
	result("slash of nothing", seen("d/none/"));
	result("up from nothing", seen("none/../d"));
	result("root", seen("/"));
	result("above root", seen("/../../proc"));
	result("three dots", seen("..."));
	result("space", seen(" "));
	files_make(" x\ny\t\xff", "odd");
	files_contents("odd name", " x\ny\t\xff");
	files_make("..x", "dots");
	files_contents("dots in front", "..x");
	files_make("...", "three");
	files_contents("only dots", "./...");
}

/* A path of n bytes in all that leads to the working directory. */
static const char *winding(size_t n)
{
	static char path[8192];
	size_t i;

	for (i = 0; i + 2 <= n; i += 2)
		memcpy(path + i, "./", 2);
	if (i < n)
		path[i++] = '/';
	path[i] = '\0';
	return path;
}

static void lengths(void)
{
	char *name;

	result("4094", seen(winding(4094)));
	result("4095", seen(winding(4095)));
	result("4096", seen(winding(4096)));
	result("8000", seen(winding(8000)));
	result("255 there not", seen(files_long(255)));
	result("256", seen(files_long(256)));
	name = files_long(256);
	name[255] = '/';
	result("255 and a slash", seen(name));
	memcpy(name, "d/f/", 4);
	result("through a file", seen(name));
	name = files_long(300);
	memcpy(name, "none/", 5);
	result("nothing, then long", seen(name));
	name = files_long(600);
	memcpy(name, "d/", 2);
	result("a directory, then long", seen(name));
	result("mkdir 255", mkdir(files_long(255), 0700));
	result("enter it", chdir(files_long(255)));
	for (int i = 0; i < 18; i++)
		if (mkdir(files_long(255), 0700) || chdir(files_long(255)))
			result("deeper", i);
	result("path too long to say", raw(SYS_getcwd, files_long(1), 8000L));
	for (int i = 0; i < 19; i++) {
		chdir("..");
		rmdir(files_long(255));
	}
	result("back", seen("d/f"));
}

static void memory(void)
{
	struct stat st;
	char *name;

	result("null", raw(SYS_newfstatat, AT_FDCWD, NULL, &st, 0L));
	result("unmapped", seen(UNMAPPED));
	result("high half",
	       raw(SYS_newfstatat, AT_FDCWD, 0xffff800000000000UL, &st, 0L));
	result("not an address",
	       raw(SYS_newfstatat, AT_FDCWD, 0x800000000000UL, &st, 0L));
	result("to the end", seen(files_at_end("d/f")));
	result("over the end", seen(files_cut("d/f")));
	result("empty at the end", seen(files_at_end("")));
	name = bad_partly(4096);
	memset(name, '/', 4095);
	name[4095] = '\0';
	result("a page of slashes", seen(name));
	name[4095] = '/';
	result("and no end", seen(name));
	name = mmap(NULL, 3 * CHECK_PAGE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memcpy(name + CHECK_PAGE - 2, "d/f", 4);
	result("across pages", seen(name + CHECK_PAGE - 2));
	munmap(name + CHECK_PAGE, CHECK_PAGE);
	result("across a hole", seen(name + CHECK_PAGE - 2));
	memcpy(name, "d/f", 4);
	mprotect(name, CHECK_PAGE, PROT_READ);
	result("read-only", seen(name));
	mprotect(name, CHECK_PAGE, PROT_NONE);
	result("not readable", seen(name));
	munmap(name, 3 * CHECK_PAGE);
	result("before the descriptor",
	       raw(SYS_newfstatat, -1, UNMAPPED, &st, 0));
	result("empty, closed", raw(SYS_newfstatat, -1, "", &st, 0L));
	result("empty flag, closed", raw(SYS_newfstatat, -1, "", &st, 0x1000L));
}

/* Every call that takes a path, with the same bad ones. */
static void everywhere(void)
{
	static const char *const names[] = {"none", "d/f/x", "", NULL};
	static const char *const whats[] = {"nothing", "through a file",
					    "empty", "unmapped"};
	char buf[8], what[64];

	for (int i = 0; i < 4; i++) {
		const char *p = names[i] ? names[i] : UNMAPPED;

#define TRY(name, call)                                         \
	snprintf(what, sizeof(what), "%s, %s", name, whats[i]); \
	result(what, call)
		TRY("open", open(p, O_RDONLY));
		TRY("stat", seen(p));
		TRY("access", access(p, F_OK));
		TRY("chdir", chdir(p));
		TRY("chmod", chmod(p, 0600));
		TRY("chown", chown(p, 0, 0));
		TRY("truncate", truncate(p, 0));
		TRY("readlink", readlink(p, buf, sizeof(buf)));
		TRY("unlink", unlink(p));
		TRY("rmdir", rmdir(p));
		TRY("rename", rename(p, "x"));
		TRY("link", link(p, "x"));
		TRY("utimensat", utimensat(AT_FDCWD, p, NULL, 0) ? -1 : 0);
		TRY("execve", execve(p, (char *[]){"x", NULL}, NULL));
#undef TRY
	}
}

int main(void)
{
	umask(022);
	slashes();
	lengths();
	memory();
	everywhere();
	return 0;
}
