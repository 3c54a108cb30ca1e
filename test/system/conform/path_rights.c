/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Who may: permissions of files and directories for somebody else than root. */
#include "files.h"

static void files_owner(const char *what, const char *name)
{
	struct stat st;

	if (lstat(name, &st) < 0)
		result(what, -1);
	else
		check_line("%s: %d %d %o", what, (int)st.st_uid, (int)st.st_gid,
			   st.st_mode);
}

static long seen(const char *path)
{
	struct stat st;

	return stat(path, &st);
}

/* Without the right to search, as somebody else than root. */
static void rights(void)
{
	int fd;

	mkdir("shut", 0711);
	files_make("shut/f", "f");
	chmod("shut/f", 0644);
	mkdir("shut/in", 0700);
	files_make("shut/in/f", "f");
	mkdir("sticky", 0777);
	chmod("sticky", 01777);
	files_make("sticky/f", "");
	mkdir("free", 0777);
	chmod("free", 0777);
	files_make("free/f", "");
	fd = open("shut/in", O_RDONLY);
	chmod(".", 0755);
	result("become another", raw(SYS_setresuid, -1, 1234, -1));
	result("search", seen("shut/f"));
	files_opened("read", open("shut/f", O_RDONLY));
	files_opened("write", open("shut/f", O_WRONLY));
	files_opened("list", open("shut", O_RDONLY));
	result("create", mkdir("shut/x", 0700));
	result("below", seen("shut/in/f"));
	result("below, not there", seen("shut/in/none"));
	result("up through it", seen("shut/in/../f"));
	result("by descriptor", faccessat(fd, "f", F_OK, 0));
	result("fchdir", fchdir(fd));
	result("unlink", unlink("shut/f"));
	result("sticky: unlink another's", unlink("sticky/f"));
	result("sticky: rename another's", rename("sticky/f", "sticky/g"));
	files_opened("sticky: create", open("sticky/mine", O_CREAT, 0600));
	result("sticky: unlink mine", unlink("sticky/mine"));
	result("free: unlink another's", unlink("free/f"));
	result("chmod another's", chmod("shut/f", 0666));
	result("chown another's", chown("shut/f", 1234, -1));
	result("chown none", chown("shut/f", -1, -1));
	result("times of another's", utimensat(AT_FDCWD, "shut/f", NULL, 0));
	result("truncate another's", truncate("shut/f", 0));
	result("device", mknod("free/dev", S_IFCHR | 0600, 0x103));
	result("chroot", chroot("free"));
	files_opened("noatime", open("shut/f", O_RDONLY | O_NOATIME));
	result("link another's",
	       link("shut/f", "free/l") == 0 || errno == EPERM);
	result("root again", raw(SYS_setresuid, -1, 0, -1));
	close(fd);
}

/* The owner, the group, further groups, others; whoever comes first counts. */
static void classes(void)
{
	gid_t groups[2] = {77, 55};

	files_make("owned", "");
	chown("owned", 1234, 99);
	chmod("owned", 0077);
	files_make("grouped", "");
	chown("grouped", 0, 55);
	chmod("grouped", 0040);
	files_make("shut-out", "");
	chown("shut-out", 0, 55);
	chmod("shut-out", 0606);
	mkdir("set-group", 0777);
	chown("set-group", 0, 88);
	chmod("set-group", 02777);
	result("groups", raw(SYS_setgroups, 2, groups));
	result("group", raw(SYS_setresgid, -1, 99, -1));
	result("user", raw(SYS_setresuid, -1, 1234, -1));
	files_opened("the owner may not", open("owned", O_RDONLY));
	result("but change that", chmod("owned", 0400));
	files_opened("now he may", open("owned", O_RDONLY));
	files_opened("nothing more", open("owned", O_RDWR));
	files_opened("a further group", open("grouped", O_RDONLY));
	files_opened("may not more", open("grouped", O_WRONLY));
	files_opened("others might", open("shut-out", O_RDONLY));
	result("access() asks for root", access("shut-out", R_OK));
	result("effective", faccessat(AT_FDCWD, "shut-out", R_OK, 0x200));
	files_make("set-group/f", "");
	files_owner("it", "set-group/f");
	result("mkdir", mkdir("set-group/d", 0755));
	files_owner("it", "set-group/d");
	result("give away", chown("set-group/f", 0, -1));
	result("to a group of his", chown("set-group/f", -1, 55));
	result("to another", chown("set-group/f", -1, 66));
	result("set-group-ID of a strange group", chmod("set-group/f", 02755));
	files_owner("it", "set-group/f");
	result("for a program", chmod("set-group/d", 02755));
	files_owner("it", "set-group/d");
	result("root again", raw(SYS_setresuid, -1, 0, -1));
	result("fs user", raw(SYS_setfsuid, 1234L));
	files_opened("others might", open("shut-out", O_RDONLY));
	files_make("set-group/g", "");
	files_owner("it", "set-group/g");
	result("fs user again", raw(SYS_setfsuid, 0L));
}

int main(void)
{
	umask(022);
	rights();
	classes();
	return 0;
}
