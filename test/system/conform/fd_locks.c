/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Locks: flock(), record locks of the process and of open files. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/file.h>
#include <time.h>

static const char path[] = "conform-locks";

static int reopen(int mode)
{
	return open(path, mode | O_CREAT, 0600);
}

static struct flock range(int type, int whence, off_t start, off_t len)
{
	struct flock f = {0};

	f.l_type = (short)type;
	f.l_whence = (short)whence;
	f.l_start = start;
	f.l_len = len;
	return f;
}

static long set(int fd, int cmd, int type, off_t start, off_t len)
{
	struct flock f = range(type, SEEK_SET, start, len);

	return fcntl(fd, cmd, &f);
}

static void get(const char *what, int fd, int cmd, int type, off_t start,
		off_t len)
{
	struct flock f = range(type, SEEK_SET, start, len);
	const char *who = "another";

	if (fcntl(fd, cmd, &f)) {
		result(what, -1);
		return;
	}
	if (f.l_pid == getpid())
		who = "this process";
	if (f.l_pid == -1)
		who = "an open file";
	if (f.l_pid == 0)
		who = "nobody";
	check_line("%s: type %d whence %d start %lld len %lld of %s", what,
		   f.l_type, f.l_whence, (long long)f.l_start,
		   (long long)f.l_len, who);
}

static void whole(void)
{
	int one = reopen(O_RDWR), two = reopen(O_RDONLY), copy = dup(one);
	int way = open(path, O_PATH), ends[2];

	if (pipe(ends))
		abort();
	result("nothing open", flock(999, LOCK_SH));
	result("no operation", flock(one, 0));
	result("two operations", flock(one, LOCK_SH | LOCK_EX));
	result("only LOCK_NB", flock(one, LOCK_NB));
	result("no operation, nothing open", flock(999, 0));
	result("O_PATH", flock(way, LOCK_SH));
	result("unlock what is not locked", flock(one, LOCK_UN));
	result("exclusive", flock(one, LOCK_EX));
	result("again", flock(one, LOCK_EX | LOCK_NB));
	result("by a copy", flock(copy, LOCK_EX | LOCK_NB));
	result("shared by another", flock(two, LOCK_SH | LOCK_NB));
	result("made shared", flock(copy, LOCK_SH));
	result("shared by another", flock(two, LOCK_SH | LOCK_NB));
	result("made exclusive", flock(one, LOCK_EX | LOCK_NB));
	result("that cost the old one", flock(two, LOCK_EX | LOCK_NB));
	close(two);
	result("closed by the other", flock(one, LOCK_EX | LOCK_NB));
	two = reopen(O_RDONLY);
	close(one);
	result("a copy is open", flock(two, LOCK_SH | LOCK_NB));
	result("unlocked by the copy", flock(copy, LOCK_UN));
	result("free", flock(two, LOCK_EX | LOCK_NB));
	result("a pipe", flock(ends[0], LOCK_EX | LOCK_NB));
	result("its other end", flock(ends[1], LOCK_SH | LOCK_NB));
	close(copy);
	close(two);
	close(way);
	close(ends[0]);
	close(ends[1]);
}

static void try_range(const char *what, int fd, int whence, off_t start,
		      off_t len)
{
	struct flock f = range(F_WRLCK, whence, start, len);

	result(what, fcntl(fd, F_SETLK, &f));
	f = range(F_WRLCK, whence, start, len);
	result(what, fcntl(fd, F_GETLK, &f));
}

static void arguments(void)
{
	int fd = reopen(O_RDWR), reads = reopen(O_RDONLY);
	int writes = reopen(O_WRONLY), way = open(path, O_PATH);
	struct flock f = range(F_RDLCK, SEEK_SET, 0, 0);

	result("bad address", fcntl(fd, F_SETLK, bad_unmapped()));
	result("bad address", fcntl(fd, F_GETLK, NULL));
	result("an answer to memory to read",
	       fcntl(fd, F_GETLK, bad_readonly()));
	result("nothing open", fcntl(999, F_SETLK, &f));
	result("O_PATH", fcntl(way, F_SETLK, &f));
	try_range("whence", fd, 3, 0, 0);
	try_range("whence", fd, -1, 0, 0);
	try_range("before the start", fd, SEEK_SET, -1, 0);
	try_range("down to before the start", fd, SEEK_SET, 5, -6);
	try_range("down to the start", fd, SEEK_SET, 5, -5);
	try_range("to the largest", fd, SEEK_SET, INT64_MAX, 1);
	try_range("beyond the largest", fd, SEEK_SET, INT64_MAX, 2);
	result("ten bytes", pwrite(fd, "0123456789", 10, 0));
	result("seek", lseek(fd, 4, SEEK_SET));
	try_range("a sum beyond", fd, SEEK_CUR, INT64_MAX, 0);
	try_range("a sum before", fd, SEEK_CUR, -5, 0);
	try_range("the end", fd, SEEK_END, INT64_MAX, 0);
	f = range(7, SEEK_SET, 0, 0);
	result("type", fcntl(fd, F_SETLK, &f));
	result("type", fcntl(fd, F_GETLK, &f));
	f = range(F_UNLCK, SEEK_SET, 0, 0);
	result("ask for none", fcntl(fd, F_GETLK, &f));
	result("unlock", fcntl(fd, F_SETLK, &f));
	result("write lock, read only", set(reads, F_SETLK, F_WRLCK, 0, 1));
	result("read lock, read only", set(reads, F_SETLK, F_RDLCK, 0, 1));
	result("read lock, write only", set(writes, F_SETLK, F_RDLCK, 0, 1));
	result("unlock, read only", set(reads, F_SETLK, F_UNLCK, 0, 0));
	get("ask, read only", reads, F_GETLK, F_WRLCK, 0, 1);
	f = range(F_RDLCK, SEEK_SET, 0, 0);
	f.l_pid = 1;
	result("pid with an open file's", fcntl(fd, F_OFD_SETLK, &f));
	result("pid with an open file's", fcntl(fd, F_OFD_GETLK, &f));
	result("pid with the process's", fcntl(fd, F_SETLK, &f));
	close(fd);
	close(reads);
	close(writes);
	close(way);
}

static void records(void)
{
	int fd = reopen(O_RDWR), other = reopen(O_RDWR);
	struct flock f;

	result("lock", set(fd, F_SETLK, F_WRLCK, 10, 10));
	result("the process has it", set(other, F_SETLK, F_WRLCK, 10, 10));
	get("no conflict with itself", other, F_GETLK, F_WRLCK, 0, 0);
	get("as an open file sees it", other, F_OFD_GETLK, F_RDLCK, 0, 0);
	result("an open file wants it", set(other, F_OFD_SETLK, F_RDLCK, 5, 6));
	result("beside it", set(other, F_OFD_SETLK, F_RDLCK, 0, 10));
	get("as the process sees it", fd, F_GETLK, F_WRLCK, 0, 0);
	get("it may read, too", fd, F_GETLK, F_RDLCK, 0, 0);
	result("the process wants it", set(fd, F_SETLK, F_WRLCK, 0, 5));
	result("to read", set(fd, F_SETLK, F_RDLCK, 0, 5));
	result("the middle unlocked", set(fd, F_SETLK, F_UNLCK, 13, 3));
	get("the first part", other, F_OFD_GETLK, F_WRLCK, 10, 100);
	get("the hole", other, F_OFD_GETLK, F_WRLCK, 13, 3);
	get("the second part", other, F_OFD_GETLK, F_WRLCK, 13, 0);
	result("all to read", set(fd, F_SETLK, F_RDLCK, 10, 0));
	get("to the end", other, F_OFD_GETLK, F_WRLCK, 50, 1);
	result("flock() does not care", flock(other, LOCK_EX | LOCK_NB));
	f = range(F_WRLCK, SEEK_CUR, -2, 2);
	lseek(other, 100, SEEK_SET);
	result("asked from the position", fcntl(other, F_OFD_GETLK, &f));
	value("whence", f.l_whence);
	value("start", f.l_start);
	close(open(path, O_RDONLY));
	get("another descriptor was closed", other, F_OFD_GETLK, F_WRLCK, 10,
	    0);
	get("an open file's lock stays", fd, F_GETLK, F_WRLCK, 0, 0);
	close(other);
	get("until it is closed", fd, F_GETLK, F_WRLCK, 0, 0);
	close(fd);
}

static void closes(void)
{
	int fd = reopen(O_RDWR), other = reopen(O_RDWR), copy;

	result("lock", set(fd, F_SETLK, F_WRLCK, 0, 1));
	copy = dup(fd);
	dup2(other, copy);
	get("a copy replaced", other, F_OFD_GETLK, F_WRLCK, 0, 0);
	result("lock", set(fd, F_SETLK, F_WRLCK, 0, 1));
	result("close a range",
	       raw(SYS_close_range, (unsigned)copy, (unsigned)copy, 0));
	get("a range closed", other, F_OFD_GETLK, F_WRLCK, 0, 0);
	result("an open file's", set(fd, F_OFD_SETLK, F_WRLCK, 0, 1));
	copy = dup(fd);
	close(fd);
	get("a copy is open", other, F_OFD_GETLK, F_WRLCK, 0, 0);
	result("the copy has it", set(copy, F_OFD_SETLK, F_WRLCK, 0, 2));
	close(copy);
	get("the last is closed", other, F_OFD_GETLK, F_WRLCK, 0, 0);
	close(other);
}

struct job {
	int fd;
	int how;
	long result;
	int error;
};

static void *worker(void *arg)
{
	struct job *job = arg;

	if (job->how)
		job->result = set(job->fd, job->how, F_WRLCK, 0, 0);
	else
		job->result = flock(job->fd, LOCK_EX);
	job->error = errno;
	return NULL;
}

static void handler(int signo)
{
	(void)signo;
}

static void pause_a_while(void)
{
	struct timespec t = {.tv_nsec = 30000000};

	nanosleep(&t, NULL);
}

static void wait_and(const char *what, int how, int restart, int interrupt)
{
	int one = reopen(O_RDWR), two = reopen(O_RDWR);
	struct job job = {.fd = two, .how = how};
	struct sigaction action = {.sa_handler = handler};
	pthread_t thread;

	action.sa_flags = restart ? SA_RESTART : 0;
	sigaction(SIGUSR1, &action, NULL);
	if (how)
		set(one, F_OFD_SETLK, F_RDLCK, 5, 1);
	else
		flock(one, LOCK_SH);
	pthread_create(&thread, NULL, worker, &job);
	pause_a_while();
	if (interrupt)
		pthread_kill(thread, SIGUSR1);
	if (interrupt)
		pause_a_while();
	if (!interrupt || restart) {
		if (how)
			set(one, F_OFD_SETLK, F_UNLCK, 0, 0);
		else
			flock(one, LOCK_UN);
	}
	pthread_join(thread, NULL);
	errno = job.error;
	result(what, job.result);
	close(one);
	close(two);
}

static void waits(void)
{
	wait_and("flock() waits", 0, 0, 0);
	wait_and("flock() is interrupted", 0, 0, 1);
	wait_and("flock() is restarted", 0, 1, 1);
	wait_and("F_SETLKW waits", F_SETLKW, 0, 0);
	wait_and("F_SETLKW is interrupted", F_SETLKW, 0, 1);
	wait_and("F_OFD_SETLKW waits", F_OFD_SETLKW, 0, 0);
	wait_and("F_OFD_SETLKW is interrupted", F_OFD_SETLKW, 0, 1);
	wait_and("F_OFD_SETLKW is restarted", F_OFD_SETLKW, 1, 1);
}

int main(void)
{
	whole();
	arguments();
	records();
	closes();
	waits();
	unlink(path);
	return 0;
}
