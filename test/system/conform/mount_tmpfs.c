/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mount(2) and umount(2) as root, with tmpfs and proc. */
#include <sched.h>
#include <stdbool.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include "files.h"

#define DETACH	 2
#define EXPIRE	 4
#define NOFOLLOW 8

static char home[4096];

/* On Linux nobody else sees what happens here; elsewhere nobody else is. */
static void apart(void)
{
	raw(SYS_unshare, CLONE_NEWNS);
	mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
	raw(SYS_getcwd, home, sizeof(home));
}

static long tmpfs(const char *where)
{
	return mount("none", where, "tmpfs", 0, NULL);
}

static void basics(void)
{
	struct stat out, in, root;
	struct statfs fs;

	mkdir("m", 0755);
	files_make("m/hidden", "hidden");
	stat("m", &out);
	result("mount", tmpfs("m"));
	stat("m", &in);
	value("another device", in.st_dev != out.st_dev);
	files_contents("it is empty", "m/hidden");
	files_make("m/f", "inside");
	files_contents("inside", "m/f");
	statfs("m", &fs);
	value("type", (long)fs.f_type);
	stat("m/..", &root);
	stat(".", &in);
	value("up leads out", root.st_ino == in.st_ino);
	result("rename out", rename("m/f", "f"));
	result("link out", link("m/f", "f"));
	result("rmdir", rmdir("m"));
	result("rename", rename("m", "n"));
	result("umount", umount("m"));
	files_contents("seen again", "m/hidden");
	files_contents("gone", "m/f");
	result("umount again", umount("m"));
}

static void errors(void)
{
	files_make("file", "");
	symlink("m", "link");
	result("on a file", tmpfs("file"));
	result("on nothing", tmpfs("none"));
	result("empty", tmpfs(""));
	result("unmapped", tmpfs(UNMAPPED));
	result("type nowhere", mount("none", "m", UNMAPPED, 0, NULL));
	result("unknown type", mount("none", "m", "nonsense", 0, NULL));
	result("no type", raw(SYS_mount, "none", "m", NULL, 0L, NULL));
	result("umount nothing", umount("none"));
	result("umount a directory", umount("m"));
	result("umount a file", umount("file"));
	result("umount unmapped", umount(UNMAPPED));
	result("umount, unknown flag", umount2("m", 0x100));
	result("by a link", tmpfs("link"));
	result("umount by a link, not followed", umount2("link", NOFOLLOW));
	result("umount by a link", umount("link"));
	result("remount what is not mounted",
	       mount("none", "m", NULL, MS_REMOUNT, NULL));
}

static void busy(void)
{
	int fd;

	tmpfs("m");
	files_make("m/f", "inside");
	fd = open("m/f", O_RDONLY);
	result("an open file", umount("m"));
	close(fd);
	chdir("m");
	result("a working directory", umount(home));
	result("of it", umount("."));
	chdir("..");
	mkdir("m/sub", 0755);
	result("another in it", tmpfs("m/sub"));
	result("then", umount("m"));
	result("inner", umount("m/sub"));
	result("now", umount("m"));
	tmpfs("m");
	files_make("m/f", "inside");
	fd = open("m/f", O_RDONLY);
	result("detached", umount2("m", DETACH));
	files_contents("not seen", "m/f");
	result("but there", read(fd, home + 4000, 6));
	close(fd);
	result("again", umount2("m", DETACH));
}

static void stacked(void)
{
	tmpfs("m");
	files_make("m/f", "below");
	result("over it", tmpfs("m"));
	files_contents("f", "m/f");
	files_make("m/f", "above");
	files_contents("f", "m/f");
	result("umount", umount("m"));
	files_contents("f", "m/f");
	result("umount", umount("m"));
	files_contents("f", "m/f");
}

static bool is_same(const char *a, const char *b)
{
	struct stat st[2];

	return stat(a, &st[0]) == 0 && stat(b, &st[1]) == 0 &&
	       st[0].st_dev == st[1].st_dev;
}

/* Walks that begin in what is covered do not see it; umount() does. */
static void covered(void)
{
	chdir("m");
	result("over where we are", tmpfs("."));
	value("not seen from in there", !is_same(".", "../m"));
	value("up and down again it is", is_same("../m/.", "../m"));
	result("umount", umount("."));
	value("as before", is_same(".", "../m"));
	result("no more", umount("."));
	chdir("..");
	/* Without a mount this would be the root's end */
	if (tmpfs("/") < 0 || is_same("/", "/..")) {
		check_line("nothing is over the root");
		return;
	}
	value("above the root is what is over it", !is_same("/", "/.."));
	value("and above that", is_same("/..", "/../.."));
	result("umount", umount("/"));
	value("as before", is_same("/", "/.."));
}

static void read_only(void)
{
	int fd;

	tmpfs("m");
	files_make("m/f", "inside");
	mkdir("m/d", 0755);
	fd = open("m/f", O_WRONLY);
	result("busy for writing",
	       mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL));
	close(fd);
	result("read-only",
	       mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL));
	files_contents("read", "m/f");
	files_opened("write", open("m/f", O_WRONLY));
	files_opened("truncate", open("m/f", O_RDONLY | O_TRUNC));
	files_opened("create", open("m/g", O_CREAT | O_WRONLY, 0600));
	files_opened("create what is there", open("m/f", O_CREAT, 0600));
	result("mkdir", mkdir("m/e", 0700));
	result("mkdir over", mkdir("m/d", 0700));
	result("rmdir", rmdir("m/d"));
	result("unlink", unlink("m/f"));
	result("unlink nothing", unlink("m/none"));
	result("rename", rename("m/f", "m/g"));
	result("symlink", symlink("x", "m/l"));
	result("link", link("m/f", "m/l"));
	result("chmod", chmod("m/f", 0600));
	result("chown", chown("m/f", 1, 1));
	result("times", utimensat(AT_FDCWD, "m/f", NULL, 0));
	result("truncate by name", truncate("m/f", 0));
	result("access for writing", access("m/f", W_OK));
	result("access for reading", access("m/f", R_OK));
	result("writable", mount("none", "m", NULL, MS_REMOUNT, NULL));
	files_opened("write", open("m/f", O_WRONLY));
	result("umount", umount("m"));
	result("read-only at once",
	       mount("none", "m", "tmpfs", MS_RDONLY, NULL));
	result("mkdir", mkdir("m/e", 0700));
	umount("m");
}

static void options(void)
{
	struct stat st;
	int fd;

	result("mode", mount("none", "m", "tmpfs", 0, "mode=0700,uid=5,gid=6"));
	stat("m", &st);
	check_line("it: %o %d %d", st.st_mode, (int)st.st_uid, (int)st.st_gid);
	umount("m");
	result("unknown option", mount("none", "m", "tmpfs", 0, "nonsense=1"));
	result("size", mount("none", "m", "tmpfs", 0, "size=64k"));
	fd = open("m/f", O_CREAT | O_RDWR, 0600);
	result("within", pwrite(fd, "x", 1, 40000));
	result("fill it", fallocate(fd, 0, 0, 100000));
	close(fd);
	umount("m");
	tmpfs("m");
	mknod("m/dev", S_IFCHR | 0600, 0xfff0);
	files_opened("unknown device", open("m/dev", O_RDWR));
	mknod("m/null", S_IFCHR | 0666, 0x103);
	files_opened("a known one", open("m/null", O_RDWR));
	umount("m");
	result("nodev", mount("none", "m", "tmpfs", MS_NODEV, NULL));
	mknod("m/null", S_IFCHR | 0666, 0x103);
	files_opened("no devices", open("m/null", O_RDONLY));
	umount("m");
	result("noexec", mount("none", "m", "tmpfs", MS_NOEXEC, NULL));
	files_make("m/x", "#!/x\n");
	chmod("m/x", 0755);
	result("no programs", execve("m/x", (char *[]){"x", NULL}, NULL));
	result("nor the right", access("m/x", X_OK));
	umount("m");
}

static void processes(void)
{
	struct stat st;

	result("proc", mount("proc", "m", "proc", 0, NULL));
	result("self", stat("m/self/fd", &st));
	result("umount", umount("m"));
	result("self", stat("m/self/fd", &st));
	result("a bind",
	       mount("m", "m", NULL, MS_BIND, NULL) == 0 || errno == EINVAL);
	umount("m");
}

int main(void)
{
	umask(022);
	apart();
	basics();
	errors();
	busy();
	stacked();
	covered();
	read_only();
	options();
	processes();
	return 0;
}
