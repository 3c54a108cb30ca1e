/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Pipes and FIFOs. */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include "files.h"

static char buf[1 << 20];
static volatile sig_atomic_t caught;

static void handler(int number)
{
	caught = number;
}

static void on(int number, int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

	sigaction(number, &action, NULL);
	caught = 0;
}

static void soon(void)
{
	struct itimerval timer = {.it_value = {0, 50000}};

	setitimer(ITIMER_REAL, &timer, NULL);
}

static short ready(int fd)
{
	struct pollfd p = {fd, POLLIN | POLLOUT, 0};

	poll(&p, 1, 0);
	return p.revents;
}

static int held(int fd)
{
	int n = -1;

	ioctl(fd, FIONREAD, &n);
	return n;
}

static void making(void)
{
	int ends[2];

	result("pipe2, unknown flag", raw(SYS_pipe2, ends, 1L));
	result("unmapped", raw(SYS_pipe2, UNMAPPED, 0L));
	result("read-only", raw(SYS_pipe2, bad_readonly(), 0L));
	result("half", raw(SYS_pipe2, bad_partly(4), 0L));
	result("pipe", pipe(ends));
	value("the lowest descriptors were kept", ends[0] < 10);
	close(ends[0]);
	close(ends[1]);
}

static void basics(void)
{
	int p[2];

	pipe(p);
	value("empty: read end", ready(p[0]));
	value("empty: write end", ready(p[1]));
	result("write", write(p[1], "hello", 5));
	value("holds", held(p[0]));
	value("read end", ready(p[0]));
	result("read less", read(p[0], buf, 2));
	result("read the rest", read(p[0], buf, 100));
	result("write nothing", write(p[1], buf, 0));
	value("nothing came", ready(p[0]));
	result("write, unmapped", write(p[1], UNMAPPED, 10));
	value("nothing came", held(p[0]));
	memset(bad_partly(10), 'x', 10);
	write(p[1], "hello", 5);
	result("read, unmapped", read(p[0], UNMAPPED, 10));
	value("nothing is lost", held(p[0]));
	result("read-only", read(p[0], bad_readonly(), 5));
	result("partly", read(p[0], bad_partly(3), 5) < 0 ? -1 : 0);
	close(p[1]);
	read(p[0], buf, 100);
	result("at the end", read(p[0], buf, 100));
	value("read end", ready(p[0]));
	close(p[0]);
	on(SIGPIPE, 0);
	pipe(p);
	close(p[0]);
	result("no reader", write(p[1], "x", 1));
	value("signal", caught == SIGPIPE);
	caught = 0;
	result("nothing to nobody", write(p[1], "x", 0));
	value("no signal", caught);
	value("write end", ready(p[1]));
	signal(SIGPIPE, SIG_IGN);
	result("ignored", write(p[1], "x", 1));
	close(p[1]);
}

static void capacity(void)
{
	int p[2];
	long n, all;

	raw(SYS_pipe2, p, O_NONBLOCK);
	result("size", fcntl(p[0], F_GETPIPE_SZ));
	result("read empty", read(p[0], buf, 1));
	result("fill", write(p[1], buf, sizeof(buf)));
	result("full", write(p[1], buf, 1));
	value("write end", ready(p[1]));
	value("holds", held(p[0]));
	result("shrink a full one", fcntl(p[0], F_SETPIPE_SZ, 4096));
	result("read a little", read(p[0], buf, 100));
	result("still full", write(p[1], buf, 1));
	result("read a page", read(p[0], buf, 4096));
	value("write end", ready(p[1]));
	result("atomic or not at all", write(p[1], buf, 4096));
	result("then", write(p[1], buf, 4096));
	result("more than atomic", write(p[1], buf, 5000));
	while ((n = read(p[0], buf, sizeof(buf))) > 0)
		;
	result("empty", n);
	result("grow", fcntl(p[1], F_SETPIPE_SZ, 100000));
	result("size", fcntl(p[0], F_GETPIPE_SZ));
	result("fill", write(p[1], buf, sizeof(buf)));
	result("drain", read(p[0], buf, sizeof(buf)));
	result("shrink", fcntl(p[1], F_SETPIPE_SZ, 1));
	result("fill", write(p[1], buf, sizeof(buf)));
	value("zero", fcntl(p[1], F_SETPIPE_SZ, 0) < 4096 + 1);
	close(p[0]);
	close(p[1]);
	raw(SYS_pipe2, p, O_NONBLOCK);
	for (all = 0; (n = write(p[1], buf, 1)) == 1; all++)
		;
	value("single bytes", all);
	close(p[0]);
	close(p[1]);
	raw(SYS_pipe2, p, O_NONBLOCK);
	for (all = 0; (n = write(p[1], buf, 3000)) > 0; all += n)
		;
	value("of 3000", all);
	close(p[0]);
	close(p[1]);
}

static void packets(void)
{
	int p[2];

	raw(SYS_pipe2, p, O_DIRECT | O_NONBLOCK);
	write(p[1], "one", 3);
	write(p[1], "three", 5);
	result("packet", read(p[0], buf, 100));
	result("cut", read(p[0], buf, 2));
	result("the rest is lost", read(p[0], buf, 100));
	result("large", write(p[1], buf, 10000));
	result("in parts", read(p[0], buf, sizeof(buf)));
	result("in parts", read(p[0], buf, sizeof(buf)));
	result("in parts", read(p[0], buf, sizeof(buf)));
	fcntl(p[1], F_SETFL, O_NONBLOCK);
	write(p[1], "a", 1);
	write(p[1], "b", 1);
	result("bytes again", read(p[0], buf, 100));
	result("set", fcntl(p[1], F_SETFL, O_DIRECT));
	value("flags", fcntl(p[1], F_GETFL));
	close(p[0]);
	close(p[1]);
}

static void *write_later(void *fd)
{
	usleep(30000);
	write((int)(long)fd, "later", 5);
	return NULL;
}

static void *drain_later(void *fd)
{
	long all = 0, n;

	usleep(30000);
	while (all < 200000 && (n = read((int)(long)fd, buf, 5000)) > 0)
		all += n;
	return (void *)all;
}

static void *close_later(void *fd)
{
	usleep(30000);
	close((int)(long)fd);
	return NULL;
}

static void waiting(void)
{
	static char large[200000];
	pthread_t thread;
	void *read_all;
	int p[2];

	pipe(p);
	pthread_create(&thread, NULL, write_later, (void *)(long)p[1]);
	result("read waits", read(p[0], buf, 100));
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, drain_later, (void *)(long)p[0]);
	result("write waits", write(p[1], large, sizeof(large)));
	pthread_join(thread, &read_all);
	value("all of it", (long)read_all);
	pthread_create(&thread, NULL, close_later, (void *)(long)p[1]);
	result("end while waiting", read(p[0], buf, 1));
	pthread_join(thread, NULL);
	close(p[0]);
	pipe(p);
	signal(SIGPIPE, SIG_IGN);
	pthread_create(&thread, NULL, close_later, (void *)(long)p[0]);
	result("no reader while waiting", write(p[1], large, sizeof(large)));
	result("and then", write(p[1], large, 1));
	pthread_join(thread, NULL);
	close(p[1]);
}

static void interrupted(void)
{
	static char large[200000];
	int p[2];

	pipe(p);
	on(SIGALRM, 0);
	soon();
	result("read", read(p[0], buf, 1));
	value("signal", caught == SIGALRM);
	soon();
	result("write in part", write(p[1], large, sizeof(large)));
	soon();
	result("write nothing", write(p[1], large, sizeof(large)));
	close(p[0]);
	close(p[1]);
}

/* The access mode that is neither of the three is no way in. */
static void neither(const char *name)
{
	files_opened("neither", open(name, O_WRONLY | O_RDWR));
	files_opened("neither, at once",
		     open(name, O_WRONLY | O_RDWR | O_NONBLOCK));
}

static void ends(void)
{
	char name[40];
	int p[2];

	pipe(p);
	snprintf(name, sizeof(name), "/proc/self/fd/%d", p[0]);
	neither(name);
	close(p[0]);
	close(p[1]);
}

static void names(void)
{
	int r, w, rw;

	mkfifo("fifo", 0644);
	files_show("it", "fifo");
	files_opened("write, nobody reads",
		     open("fifo", O_WRONLY | O_NONBLOCK));
	r = open("fifo", O_RDONLY | O_NONBLOCK);
	value("read at once", r >= 0);
	neither("fifo");
	value("no writer yet", ready(r));
	result("read", read(r, buf, 1));
	w = open("fifo", O_WRONLY | O_NONBLOCK);
	value("now it may be written", w >= 0);
	result("read", read(r, buf, 1));
	result("write", write(w, "abc", 3));
	value("readable", ready(r));
	result("read", read(r, buf, 10));
	close(w);
	value("hung up", ready(r));
	result("at the end", read(r, buf, 10));
	rw = open("fifo", O_RDONLY | O_NONBLOCK);
	value("for a new reader not", ready(rw));
	close(rw);
	w = open("fifo", O_WRONLY | O_NONBLOCK);
	value("not any more", ready(r));
	write(w, "left", 4);
	close(w);
	value("left and hung up", ready(r));
	close(r);
	r = open("fifo", O_RDONLY | O_NONBLOCK);
	result("what was left is gone", read(r, buf, 10));
	close(r);
	rw = open("fifo", O_RDWR);
	value("both", rw >= 0);
	value("ready", ready(rw));
	result("write", write(rw, "xyz", 3));
	value("ready", ready(rw));
	result("read", read(rw, buf, 10));
	result("lseek", lseek(rw, 0, SEEK_SET));
	result("pread", pread(rw, buf, 1, 0));
	result("truncate", truncate("fifo", 0));
	result("ftruncate", ftruncate(rw, 0));
	result("size", fcntl(rw, F_GETPIPE_SZ));
	result("unlink an open one", unlink("fifo"));
	result("write", write(rw, "on", 2));
	result("read", read(rw, buf, 10));
	close(rw);
	files_opened("gone", open("fifo", O_RDWR));
	result("mkfifo over a file", mkfifo("f", 0600));
	files_make("f2", "");
	result("mkfifo over a file", mkfifo("f2", 0600));
	result("mkfifo unmapped", mkfifo(UNMAPPED, 0600));
}

static void *open_later(void *how)
{
	int fd;

	usleep(30000);
	fd = open("meet", (int)(long)how);
	usleep(30000);
	close(fd);
	return NULL;
}

static void meeting(void)
{
	pthread_t thread;
	int fd;

	mkfifo("meet", 0600);
	pthread_create(&thread, NULL, open_later, (void *)(long)O_WRONLY);
	fd = open("meet", O_RDONLY);
	value("a reader meets a writer", fd >= 0);
	result("waits for its end", read(fd, buf, 1));
	close(fd);
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, open_later, (void *)(long)O_RDONLY);
	fd = open("meet", O_WRONLY);
	value("a writer meets a reader", fd >= 0);
	pthread_join(thread, NULL);
	close(fd);
	on(SIGALRM, 0);
	soon();
	files_opened("nobody comes", open("meet", O_RDONLY));
	soon();
	files_opened("nobody comes", open("meet", O_WRONLY));
}

int main(void)
{
	umask(022);
	making();
	basics();
	capacity();
	packets();
	waiting();
	interrupted();
	ends();
	names();
	meeting();
	return 0;
}
