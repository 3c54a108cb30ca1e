/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What single capabilities allow of what others' files and root are about. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <time.h>

enum {
	CHOWN = 0,
	DAC_OVERRIDE = 1,
	DAC_READ_SEARCH = 2,
	FOWNER = 3,
	FSETID = 4,
	SYS_CHROOT = 18,
	SYS_ADMIN = 21,
	SYS_NICE = 23,
	SYS_TIME = 25,
	MKNOD = 27,
	NONE = 63,
};

struct sets {
	uint32_t effective, permitted, inheritable;
};

static struct sets all[2];

/* Effective is one capability, or none; permitted are all still. */
static void only(int cap)
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, 0};
	struct sets sets[2];

	if (!all[0].permitted)
		raw(SYS_capget, &header, all);
	memcpy(sets, all, sizeof(sets));
	sets[0].effective = cap < 32 ? 1U << cap : 0;
	sets[1].effective = 0;
	if (raw(SYS_capset, &header, sets) < 0)
		result("capset", -1);
}

static void everything(void)
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, 0};

	if (raw(SYS_capset, &header, all) < 0)
		result("capset", -1);
}

static void opened(const char *what, int fd)
{
	if (fd < 0) {
		result(what, -1);
		return;
	}
	check_line("%s: opens", what);
	close(fd);
}

static long mode_of(const char *name)
{
	struct stat st;

	return stat(name, &st) ? -1 : (long)(st.st_mode & 07777);
}

static void make(const char *name, mode_t mode)
{
	close(open(name, O_CREAT | O_RDWR, 0600));
	if (chown(name, 1, 1) || chmod(name, mode))
		result(name, -1);
}

/* ---- permissions ---- */

static void access_as(const char *who, int cap)
{
	only(cap);
	check_line("%s: begins", who);
	opened("read", open("shut", O_RDONLY));
	opened("write", open("shut", O_WRONLY));
	opened("read and write", open("shut", O_RDWR));
	result("access, read", access("shut", R_OK));
	result("access, write", access("shut", W_OK));
	result("faccessat2, effective, read",
	       raw(SYS_faccessat2, AT_FDCWD, "shut", R_OK, AT_EACCESS));
	result("faccessat2, effective, write",
	       raw(SYS_faccessat2, AT_FDCWD, "shut", W_OK, AT_EACCESS));
	result("execute what some may",
	       raw(SYS_faccessat2, AT_FDCWD, "program", X_OK, AT_EACCESS));
	result("execute what none may",
	       raw(SYS_faccessat2, AT_FDCWD, "shut", X_OK, AT_EACCESS));
	result("search", access("dir/file", F_OK));
	opened("list", open("dir", O_RDONLY | O_DIRECTORY));
	result("create", mkdir("dir/new", 0700));
	result("remove", rmdir("dir/new"));
	result("truncate", truncate("shut", 0));
	everything();
	rmdir("dir/new");
}

static void permissions(void)
{
	make("shut", 0);
	make("program", 0100);
	mkdir("dir", 0700);
	make("dir/file", 0);
	result("dir", chown("dir", 1, 1) || chmod("dir", 0));
	access_as("none", NONE);
	access_as("CAP_DAC_OVERRIDE", DAC_OVERRIDE);
	access_as("CAP_DAC_READ_SEARCH", DAC_READ_SEARCH);
	access_as("CAP_FOWNER", FOWNER);
	access_as("CAP_CHOWN", CHOWN);
}

/* ---- attributes ---- */

static void attributes_as(const char *who, int cap)
{
	struct timespec times[2] = {{1, 0}, {2, 0}};
	int fd;

	make("file", 0666);
	make("sticky/other", 0666);
	close(open("mine", O_CREAT | O_RDWR, 0600));
	fd = open("file", O_RDONLY);
	only(cap);
	check_line("%s: begins", who);
	result("chown to oneself", chown("file", 0, -1));
	result("chown to what it is", chown("file", 1, -1));
	result("chgrp", chown("file", -1, 0));
	result("chown mine", chown("mine", 5, -1));
	result("chgrp mine to another", chown("mine", -1, 5));
	result("chgrp mine to one's own", chown("mine", -1, 0));
	result("chmod", chmod("file", 0606));
	result("chmod mine", chmod("mine", 0644));
	result("times", utimensat(AT_FDCWD, "file", times, 0));
	result("times of now", utimensat(AT_FDCWD, "file", NULL, 0));
	opened("O_NOATIME", open("file", O_RDONLY | O_NOATIME));
	result("O_NOATIME set", fcntl(fd, F_SETFL, O_NOATIME));
	result("a name in a sticky directory", unlink("sticky/other"));
	everything();
	close(fd);
	unlink("file");
	unlink("mine");
}

static void set_id_as(const char *who, int cap)
{
	close(open("mine", O_CREAT | O_RDWR, 0600));
	result("a group that is not mine", chown("mine", 0, 7));
	only(cap);
	check_line("%s: begins", who);
	result("chmod", chmod("mine", 02755));
	check_line("mode: %lo", mode_of("mine"));
	result("chmod of user's", chmod("mine", 04755));
	check_line("mode: %lo", mode_of("mine"));
	close(open("group/new", O_CREAT | O_RDWR, 02775));
	check_line("new one's mode: %lo", mode_of("group/new"));
	close(open("group/locked", O_CREAT | O_RDWR, 02765));
	check_line("without execution: %lo", mode_of("group/locked"));
	result("a directory", mkdir("group/dir", 0775));
	check_line("its mode: %lo", mode_of("group/dir"));
	everything();
	unlink("mine");
	unlink("group/new");
	unlink("group/locked");
	rmdir("group/dir");
}

static void attributes(void)
{
	mkdir("sticky", 0777);
	result("sticky", chown("sticky", 2, 2) || chmod("sticky", 01777));
	mkdir("group", 0777);
	result("group", chown("group", 0, 7) || chmod("group", 02777));
	umask(0);
	attributes_as("none", NONE);
	attributes_as("CAP_CHOWN", CHOWN);
	attributes_as("CAP_FOWNER", FOWNER);
	attributes_as("CAP_DAC_OVERRIDE", DAC_OVERRIDE);
	set_id_as("none", NONE);
	set_id_as("CAP_FSETID", FSETID);
	set_id_as("CAP_FOWNER", FOWNER);
}

/* ---- devices, mounts, roots ---- */

static void places_as(const char *who, int cap)
{
	only(cap);
	check_line("%s: begins", who);
	result("character device",
	       mknod("device", S_IFCHR | 0600, makedev(1, 3)));
	result("block device", mknod("block", S_IFBLK | 0600, makedev(7, 0)));
	result("whiteout", mknod("white", S_IFCHR | 0600, 0));
	result("FIFO", mknod("fifo", S_IFIFO | 0600, 0));
	result("file", mknod("plain", S_IFREG | 0600, 0));
	result("mount", mount("none", "place", "tmpfs", 0, NULL));
	result("umount", umount("place"));
	result("umount, no such flags", umount2("place", 0x1000));
	result("chroot", chroot("/"));
	everything();
	umount("place");
	unlink("device");
	unlink("block");
	unlink("white");
	unlink("fifo");
	unlink("plain");
}

static void places(void)
{
	mkdir("place", 0700);
	places_as("none", NONE);
	places_as("CAP_MKNOD", MKNOD);
	places_as("CAP_SYS_ADMIN", SYS_ADMIN);
	places_as("CAP_SYS_CHROOT", SYS_CHROOT);
	places_as("CAP_DAC_OVERRIDE", DAC_OVERRIDE);
}

/* ---- limits, scheduling, time ---- */

static void machine_as(const char *who, int cap)
{
	struct rlimit limit = {5, 5}, more = {6, 6};
	struct sched_param high = {.sched_priority = 5};
	struct sched_param none = {.sched_priority = 0};
	struct timespec bad = {-1, 0}, now;
	struct timeval tv;

	setrlimit(RLIMIT_MSGQUEUE, &limit);
	setpriority(PRIO_PROCESS, 0, 0);
	only(cap);
	check_line("%s: begins", who);
	result("a lower hard limit", setrlimit(RLIMIT_MSGQUEUE, &limit));
	result("a higher one", setrlimit(RLIMIT_MSGQUEUE, &more));
	result("nicer", setpriority(PRIO_PROCESS, 0, 5));
	result("less nice", setpriority(PRIO_PROCESS, 0, 1));
	result("real time", raw(SYS_sched_setscheduler, 0, SCHED_FIFO, &high));
	result("idle", raw(SYS_sched_setscheduler, 0, SCHED_IDLE, &none));
	result("not idle", raw(SYS_sched_setscheduler, 0, SCHED_OTHER, &none));
	clock_gettime(CLOCK_REALTIME, &now);
	result("no time", raw(SYS_clock_settime, CLOCK_REALTIME, &bad));
	result("another clock", raw(SYS_clock_settime, CLOCK_MONOTONIC, &now));
	if (cap != SYS_TIME) {
		result("clock", raw(SYS_clock_settime, CLOCK_REALTIME, &now));
		gettimeofday(&tv, NULL);
		result("time of day", raw(SYS_settimeofday, &tv, NULL));
	}
	result("host name", raw(SYS_sethostname, "x", -1));
	everything();
	raw(SYS_sched_setscheduler, 0, SCHED_OTHER, &none);
	setpriority(PRIO_PROCESS, 0, 0);
	limit.rlim_cur = limit.rlim_max = RLIM_INFINITY;
	setrlimit(RLIMIT_MSGQUEUE, &limit);
}

static void machine(void)
{
	machine_as("none", NONE);
	machine_as("CAP_SYS_NICE", SYS_NICE);
	machine_as("CAP_SYS_TIME", SYS_TIME);
	machine_as("CAP_SYS_ADMIN", SYS_ADMIN);
}

int main(void)
{
	permissions();
	attributes();
	places();
	machine();
	return 0;
}
