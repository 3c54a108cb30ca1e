/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Threads that are somebody else than the others of their process. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define THREADS 4

static pthread_barrier_t step;
static pid_t other;

struct sets {
	uint32_t effective, permitted, inheritable;
};

static long get(int pid, struct sets sets[2])
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, pid};

	return raw(SYS_capget, &header, sets);
}

static long set(int pid, const struct sets sets[2])
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, pid};

	return raw(SYS_capset, &header, sets);
}

static void effective(const char *what, int pid)
{
	struct sets sets[2];

	if (get(pid, sets) < 0)
		result(what, -1);
	else
		check_line("%s: %s", what, sets[0].effective ? "some" : "none");
}

static void owner(const char *what, const char *name)
{
	struct stat st;

	if (stat(name, &st))
		result(what, -1);
	else
		check_line("%s: %d %d %lo", what, (int)st.st_uid,
			   (int)st.st_gid, (long)(st.st_mode & 0777));
}

static void users(const char *what)
{
	uid_t user[3];

	raw(SYS_getresuid, &user[0], &user[1], &user[2]);
	check_line("%s: %d %d %d", what, (int)user[0], (int)user[1],
		   (int)user[2]);
}

static void here(const char *what)
{
	char path[4096];

	if (!getcwd(path, sizeof(path)))
		result(what, -1);
	else
		text(what, strrchr(path, '/'));
}

static void wait_step(void)
{
	pthread_barrier_wait(&step);
}

/* ---- capabilities ---- */

static void *gives_up(void *arg)
{
	struct sets none[2] = {{0, 0, 0}, {0, 0, 0}};

	(void)arg;
	other = (pid_t)raw(SYS_gettid);
	result("the main thread's", set(getpid(), none));
	result("thread gives its own up", set(0, none));
	effective("its own", 0);
	effective("the main thread's, seen by it", getpid());
	result("it reads", open("private", O_RDONLY));
	result("its host name", raw(SYS_sethostname, "x", 1));
	wait_step(); /* main looks */
	wait_step();
	return NULL;
}

static void capabilities(void)
{
	struct sets sets[2];
	pthread_t t;

	close(open("private", O_CREAT | O_RDWR, 0600));
	result("private", chown("private", 1, 1) || chmod("private", 0));
	pthread_create(&t, NULL, gives_up, NULL);
	wait_step();
	effective("main's own", 0);
	effective("the thread's, seen by main", other);
	result("main reads", close(open("private", O_RDONLY)));
	get(0, sets);
	result("main sets the thread's", set(other, sets));
	result("and its own", set(getpid(), sets));
	wait_step();
	pthread_join(t, NULL);
}

/* ---- users ---- */

static void *another(void *arg)
{
	(void)arg;
	result("thread: setresuid", raw(SYS_setresuid, 5, 6, 0));
	result("thread: setresgid", raw(SYS_setresgid, 7, 8, 9));
	users("thread");
	close(open("theirs", O_CREAT | O_RDWR, 0666));
	result("thread: private", open("private", O_RDONLY));
	wait_step(); /* main looks */
	wait_step(); /* main has moved */
	here("thread is where main went");
	close(open("under_mask", O_CREAT | O_RDWR, 0666));
	owner("thread's file after main's umask", "under_mask");
	umask(0);
	result("thread goes up", chdir(".."));
	wait_step();
	wait_step(); /* main has looked */
	return NULL;
}

static void *child(void *arg)
{
	users((const char *)arg);
	return NULL;
}

static void *has_child(void *arg)
{
	pthread_t t;

	(void)arg;
	result("parent: setresuid", raw(SYS_setresuid, -1, 77, -1));
	pthread_create(&t, NULL, child, "child of a thread that is another");
	pthread_join(t, NULL);
	return NULL;
}

static void identities(void)
{
	pthread_t t;

	chmod(".", 0777);
	umask(022);
	mkdir("moved", 0777);
	chmod("moved", 0777);
	pthread_create(&t, NULL, another, NULL);
	wait_step();
	users("main");
	owner("the thread's file", "theirs");
	close(open("ours", O_CREAT | O_RDWR, 0666));
	owner("main's file", "ours");
	umask(077);
	result("main goes down", chdir("moved"));
	wait_step();
	wait_step();
	close(open("after", O_CREAT | O_RDWR, 0666));
	owner("main's file after the thread's umask and chdir", "after");
	wait_step();
	pthread_join(t, NULL);
	pthread_create(&t, NULL, has_child, NULL);
	pthread_join(t, NULL);
	users("main");
}

/* ---- users of files ---- */

static void *files_as(void *arg)
{
	(void)arg;
	result("setfsuid", raw(SYS_setfsuid, 1));
	result("private, by its owner's mode", open("private", O_RDONLY));
	chmod("private", 0400);
	result("and with a right to it", close(open("private", O_RDONLY)));
	result("access() goes by the real one", access("private", W_OK));
	result("setfsgid", raw(SYS_setfsgid, 3));
	close(open("fs", O_CREAT | O_RDWR, 0666));
	owner("new file", "fs");
	users("the others stay");
	result("setresuid", raw(SYS_setresuid, -1, 0, -1));
	result("setfsuid of what it was", raw(SYS_setfsuid, 0));
	return NULL;
}

/* ---- all threads, by the C library ---- */

static void *looks(void *arg)
{
	const char *const whats[] = {"first", "second", "third", "fourth"};
	const char *what = whats[(long)arg];

	wait_step(); /* main has changed */
	for (long i = 0; i < THREADS; i++) {
		if (i == (long)arg) {
			users(what);
			result("private", open("private", O_RDONLY));
		}
		wait_step();
	}
	wait_step(); /* main has changed back */
	for (long i = 0; i < THREADS; i++) {
		if (i == (long)arg) {
			users(what);
			result("private", close(open("private", O_RDONLY)));
		}
		wait_step();
	}
	return NULL;
}

static void all_threads(void)
{
	pthread_t t[THREADS];

	chmod("private", 0);
	pthread_barrier_destroy(&step);
	pthread_barrier_init(&step, NULL, THREADS + 1);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&t[i], NULL, looks, (void *)i);
	result("seteuid of all", seteuid(1000));
	for (int i = 0; i <= THREADS; i++)
		wait_step();
	result("back", seteuid(0));
	for (int i = 0; i <= THREADS; i++)
		wait_step();
	for (int i = 0; i < THREADS; i++)
		pthread_join(t[i], NULL);
}

/* ---- what others see ---- */

static void *says_who(void *arg)
{
	int fd = *(int *)arg;

	result("thread: setresuid", raw(SYS_setresuid, 11, 12, 0));
	result("it sends", write(fd, "x", 1));
	return NULL;
}

static void messages(void)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(struct ucred))];
	} control;
	struct ucred cred = {0, 0, 0};
	char byte;
	struct iovec iov = {&byte, 1};
	struct msghdr msg = {.msg_iov = &iov,
			     .msg_iovlen = 1,
			     .msg_control = &control,
			     .msg_controllen = sizeof(control)};
	int pair[2], yes = 1;
	pthread_t t;

	result("sockets", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &yes, sizeof(yes));
	pthread_create(&t, NULL, says_who, &pair[0]);
	pthread_join(t, NULL);
	result("it comes", recvmsg(pair[1], &msg, 0));
	memcpy(&cred, CMSG_DATA(&control.head), sizeof(cred));
	check_line("from: %d %d, this process %d", (int)cred.uid, (int)cred.gid,
		   cred.pid == getpid());
	close(pair[0]);
	close(pair[1]);
}

int main(void)
{
	pthread_t t;

	pthread_barrier_init(&step, NULL, 2);
	capabilities();
	identities();
	pthread_create(&t, NULL, files_as, NULL);
	pthread_join(t, NULL);
	all_threads();
	messages();
	return 0;
}
