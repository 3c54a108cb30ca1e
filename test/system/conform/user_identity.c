/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* User and group numbers: root's, changed, and given up. */
#include "check.h"
#include <grp.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <sys/types.h>

static void print(void)
{
	uid_t user[3];
	gid_t group[3];

	raw(SYS_getresuid, &user[0], &user[1], &user[2]);
	raw(SYS_getresgid, &group[0], &group[1], &group[2]);
	check_line("identity: users %d %d %d, groups %d %d %d", (int)user[0],
		   (int)user[1], (int)user[2], (int)group[0], (int)group[1],
		   (int)group[2]);
}

static void reading(void)
{
	uid_t one, two;

	value("user", getuid());
	value("effective user", geteuid());
	value("group", getgid());
	value("effective group", getegid());
	result("real, unmapped",
	       raw(SYS_getresuid, bad_unmapped(), &one, &two));
	result("effective, unmapped",
	       raw(SYS_getresuid, &one, bad_unmapped(), &two));
	result("saved, read only",
	       raw(SYS_getresuid, &one, &two, bad_readonly()));
	result("group, unmapped",
	       raw(SYS_getresgid, &one, &two, bad_unmapped()));
}

static void groups(void)
{
	gid_t three[3] = {7, 9, 8}, list[8];
	long i;

	result("set groups", raw(SYS_setgroups, 3, three));
	result("how many", raw(SYS_getgroups, 0, NULL));
	result("get them", raw(SYS_getgroups, 8, list));
	for (i = 0; i < 3; i++)
		value("group", list[i]);
	result("get them into too little", raw(SYS_getgroups, 2, list));
	result("get a negative number", raw(SYS_getgroups, -1, list));
	result("get them, unmapped", raw(SYS_getgroups, 3, bad_unmapped()));
	result("get them, partly mapped", raw(SYS_getgroups, 3, bad_partly(6)));
	result("set them, unmapped", raw(SYS_setgroups, 3, bad_unmapped()));
	result("set too many", raw(SYS_setgroups, 70000, three));
	result("set none", raw(SYS_setgroups, 0, NULL));
	result("how many", raw(SYS_getgroups, 0, NULL));
}

static void changing(void)
{
	result("setresuid", raw(SYS_setresuid, 10, 0, 20));
	print();
	result("setreuid", raw(SYS_setreuid, 5, -1));
	print();
	result("setresgid", raw(SYS_setresgid, 1, 2, 3));
	print();
	result("setregid", raw(SYS_setregid, -1, 4));
	print();
	result("setgid", raw(SYS_setgid, 0));
	print();
	result("setfsuid", raw(SYS_setfsuid, 33));
	result("setfsuid again", raw(SYS_setfsuid, 0));
	result("setfsuid of -1", raw(SYS_setfsuid, -1));
	result("setfsgid", raw(SYS_setfsgid, 33));
	result("setfsgid again", raw(SYS_setfsgid, 0));
	result("setresuid with -1", raw(SYS_setresuid, -1, -1, -1));
	result("setuid of -1", raw(SYS_setuid, -1));
	result("setgid of -1", raw(SYS_setgid, -1));
}

static void leaving(void)
{
	char host[65] = "";
	gid_t one = 1;

	result("effective user 1000", raw(SYS_setresuid, 1000, 1000, 0));
	print();
	result("another user", raw(SYS_setuid, 1001));
	result("another group", raw(SYS_setgid, 1001));
	result("groups", raw(SYS_setgroups, 1, &one));
	result("the saved one", raw(SYS_setreuid, -1, 0));
	print();
	result("given up", raw(SYS_setuid, 1000));
	print();
	result("taken back", raw(SYS_setuid, 0));
	result("all of them", raw(SYS_setresuid, 0, 0, 0));
	gethostname(host, sizeof(host));
	result("the name of the machine",
	       raw(SYS_sethostname, host, strlen(host)));
	result("a lower niceness", raw(SYS_setpriority, 0, 0, -5));
	print();
}

int main(void)
{
	reading();
	groups();
	changing();
	leaving();
	return 0;
}
