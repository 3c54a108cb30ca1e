/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a process reads about itself: forms, and what it knows otherwise. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define NAME "/tmp/conform_procfs_map"

static char buf[262144];

static char *get(const char *path)
{
	int fd = open(path, O_RDONLY);
	ssize_t len = 0, n;

	while (fd >= 0 &&
	       (n = read(fd, buf + len, sizeof(buf) - 1 - (size_t)len)) > 0)
		len += n;
	buf[len] = '\0';
	close(fd);
	return buf;
}

/* The rest of the line that begins with a name. */
static const char *field(const char *path, const char *name)
{
	char *at = get(path), *end;

	while (at && strncmp(at, name, strlen(name))) {
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	if (!at)
		return "not there";
	at += strlen(name);
	end = strchr(at, '\n');
	if (end)
		*end = '\0';
	return at;
}

/* ---- maps ---- */

struct area {
	unsigned long start, end, offset, inode;
	unsigned int major, minor;
	char mode[8], name[256];
};

/* The area that an address lies in. */
static int area_of(const void *address, struct area *a)
{
	char *line = get("/proc/self/maps"), *next;

	for (; *line; line = next) {
		next = strchr(line, '\n');
		*next++ = '\0';
		a->name[0] = '\0';
		if (sscanf(line, "%lx-%lx %7s %lx %x:%x %lu %255[^\n]",
			   &a->start, &a->end, a->mode, &a->offset, &a->major,
			   &a->minor, &a->inode, a->name) < 7)
			return -1;
		if ((unsigned long)address >= a->start &&
		    (unsigned long)address < a->end)
			return 0;
	}
	a->mode[0] = a->name[0] = '\0';
	return 1;
}

static void area(const char *what, const void *address)
{
	struct area a;

	value(what, area_of(address, &a));
	text("mode", a.mode);
	/* What has no file has a name in brackets or none */
	text("name", a.name[0] == '/' ? "a file's" : a.name);
}

static void maps(void)
{
	char *p = mmap(NULL, 5 * CHECK_PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct stat st;
	struct area a;
	int fd, local = 0;
	char *line;
	long heap;

	mprotect(p + CHECK_PAGE, CHECK_PAGE, PROT_READ);
	mprotect(p + 2 * CHECK_PAGE, CHECK_PAGE, PROT_NONE);
	munmap(p + 3 * CHECK_PAGE, CHECK_PAGE);
	area("memory", p);
	area("for reading", p + CHECK_PAGE);
	area("for nothing", p + 2 * CHECK_PAGE);
	area("none", p + 3 * CHECK_PAGE);
	area("stack", &local);
	heap = raw(SYS_brk, raw(SYS_brk, 0) + CHECK_PAGE);
	area("heap", (const void *)(heap - 1));
	fd = open(NAME, O_CREAT | O_RDWR | O_TRUNC, 0644);
	result("size", ftruncate(fd, 3 * CHECK_PAGE));
	p = mmap(NULL, 2 * CHECK_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		 CHECK_PAGE);
	result("attributes", fstat(fd, &st));
	close(fd);
	value("a file", area_of(p, &a));
	text("mode", a.mode);
	text("name", a.name);
	value("offset", (long)a.offset);
	value("inode", a.inode == st.st_ino);
	munmap(p, CHECK_PAGE);
	value("its second page", area_of(p + CHECK_PAGE, &a));
	value("offset", (long)a.offset);
	result("remove", unlink(NAME));
	area_of(p + CHECK_PAGE, &a);
	text("without its name", a.name);
	line = get("/proc/self/smaps");
	line = strstr(line, NAME);
	value("in smaps", line != NULL);
	line = line ? strstr(line, "\nSize:") : NULL;
	value("kilobytes", line ? atol(line + 6) : -1);
	value("in memory", line && strstr(line, "\nRss:") != NULL);
}

/* ---- the process ---- */

static void links(void)
{
	char path[4096];
	struct stat a, b;
	ssize_t n;

	result("cd", chdir("/tmp"));
	n = readlink("/proc/self/cwd", path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	text("cwd", path);
	n = readlink("/proc/self/root", path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	text("root", path);
	result("through cwd", stat("/proc/self/cwd/.", &a));
	result("/tmp", stat("/tmp", &b));
	value("the same", a.st_ino == b.st_ino && a.st_dev == b.st_dev);
	n = readlink("/proc/self/exe", path, sizeof(path));
	value("exe", n > 0 && path[0] == '/');
	result("a part of it", readlink("/proc/self/exe", path, 1));
	result("into no memory", raw(SYS_readlink, "/proc/self/exe", NULL, 10));
	n = readlink("/proc/self", path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	value("self", atoi(path) == getpid());
	n = readlink("/proc/thread-self", path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	snprintf(buf, sizeof(buf), "%d/task/%ld", getpid(), raw(SYS_gettid));
	value("thread-self", !strcmp(path, buf));
}

static void comm(void)
{
	char name[32];
	int fd = open("/proc/self/comm", O_RDWR | O_TRUNC);

	result("comm", fd);
	result("write", write(fd, "a name that is too long", 23));
	text("name", field("/proc/self/comm", ""));
	result("the thread's", prctl(PR_GET_NAME, name));
	text("name", name);
	text("in status", field("/proc/self/status", "Name:\t"));
	result("set it", prctl(PR_SET_NAME, "(x) y"));
	text("in comm", field("/proc/self/comm", ""));
	value("in stat", strstr(get("/proc/self/stat"), "((x) y) R ") != NULL);
	result("nothing", write(fd, "", 0));
	result("from no memory", raw(SYS_write, fd, NULL, 4));
	close(fd);
	result("not for writing", open("/proc/self/stat", O_WRONLY) >= 0);
	fd = open("/proc/self/status", O_RDWR);
	result("write to status", write(fd, "x", 1));
	close(fd);
	fd = open("/proc/uptime", O_RDWR);
	result("write to uptime", write(fd, "x", 1));
	close(fd);
}

static void status(void)
{
	static const unsigned long by_default[4];
	struct rlimit limit = {1000, 2000};
	sigset_t set;

	value("pid", atoi(field("/proc/self/status", "Pid:")) == getpid());
	value("process", atoi(field("/proc/self/status", "Tgid:")) == getpid());
	text("state", field("/proc/self/status", "State:"));
	text("users", field("/proc/self/status", "Uid:"));
	text("groups", field("/proc/self/status", "Gid:"));
	text("threads", field("/proc/self/status", "Threads:"));
	text("tracer", field("/proc/self/status", "TracerPid:"));
	umask(027);
	text("umask", field("/proc/self/status", "Umask:"));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGUSR1);
	signal(SIGUSR2, SIG_IGN);
	signal(SIGHUP, exit);
	text("blocked", field("/proc/self/status", "SigBlk:"));
	text("pending", field("/proc/self/status", "SigPnd:"));
	/* The C library's own, which whoever started this may have ignored */
	for (int i = 32; i < 34; i++)
		raw(SYS_rt_sigaction, i, by_default, NULL, 8);
	text("ignored", field("/proc/self/status", "SigIgn:"));
	text("caught", field("/proc/self/status", "SigCgt:"));
	value("memory",
	      atol(field("/proc/self/status", "VmRSS:")) > 0 &&
		      atol(field("/proc/self/status", "VmSize:")) >=
			      atol(field("/proc/self/status", "VmRSS:")));
	result("limit", setrlimit(RLIMIT_NOFILE, &limit));
	text("files", field("/proc/self/limits", "Max open files"));
	text("head", field("/proc/self/limits", "Limit"));
}

static void *thread(void *arg)
{
	char path[64];

	(void)arg;
	result("the process's name", prctl(PR_SET_NAME, "second"));
	text("of the thread", field("/proc/thread-self/comm", ""));
	text("of the process", field("/proc/self/comm", ""));
	snprintf(path, sizeof(path), "/proc/self/task/%ld/comm",
		 raw(SYS_gettid));
	text("below task", field(path, ""));
	snprintf(path, sizeof(path), "/proc/%ld/status", raw(SYS_gettid));
	value("as a process", atoi(field(path, "Tgid:")) == getpid());
	text("threads", field("/proc/self/status", "Threads:"));
	value("tasks", access("/proc/self/task/0", F_OK));
	return NULL;
}

static void others(void)
{
	pthread_t t;
	long n;

	pthread_create(&t, NULL, thread, NULL);
	pthread_join(t, NULL);
	n = strtol(get("/proc/self/statm"), NULL, 10);
	value("statm", n > 0);
	text("control group", field("/proc/self/cgroup", "0::") ? "one" : "");
	value("cmdline", strlen(get("/proc/self/cmdline")) > 0);
	value("no environment", (long)strlen(get("/proc/self/environ")) == 0);
	get("/proc/self/auxv");
	value("AT_PAGESZ", memmem(buf, 512, "\6\0\0\0\0\0\0\0\0\20\0\0\0\0\0\0",
				  16) != NULL);
	value("a uuid", (long)strlen(get("/proc/sys/kernel/random/uuid")));
	text("ostype", field("/proc/sys/kernel/ostype", ""));
	text("a page", field("/proc/sys/vm/mmap_min_addr", "") ? "yes" : "no");
	result("no writing", open("/proc/sys/kernel/random/boot_id", O_WRONLY));
	result("nor here", open("/proc/sys/kernel/osrelease", O_RDWR));
}

int main(void)
{
	maps();
	links();
	comm();
	status();
	others();
	return 0;
}
