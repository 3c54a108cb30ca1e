/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* eventfd(2) and timerfd_create(2). */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include "files.h"

#define SET_TICKS 0x40085400 /* musl has no name for it */

static short ready(int fd)
{
	struct pollfd p = {fd, POLLIN | POLLOUT, 0};

	poll(&p, 1, 0);
	return p.revents;
}

static long put(int fd, uint64_t n)
{
	return write(fd, &n, sizeof(n));
}

static void take(const char *what, int fd)
{
	uint64_t n = 0;
	long rc = read(fd, &n, sizeof(n));

	if (rc < 0)
		result(what, rc);
	else
		check_line("%s: %ld %llu", what, rc, (unsigned long long)n);
}

static void handler(int number)
{
	(void)number;
}

static void soon(void)
{
	struct sigaction action = {.sa_handler = handler};
	struct itimerval timer = {.it_value = {0, 50000}};

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void counter(void)
{
	char buf[16] = "";
	struct stat st;
	int fd = eventfd(3, EFD_NONBLOCK);

	value("made", fd >= 0);
	value("ready", ready(fd));
	take("read", fd);
	value("ready", ready(fd));
	take("read again", fd);
	result("add", put(fd, 5));
	result("add", put(fd, 7));
	take("the sum", fd);
	result("add 0", put(fd, 0));
	value("ready", ready(fd));
	result("add -1", put(fd, UINT64_MAX));
	result("add the most", put(fd, UINT64_MAX - 1));
	value("ready", ready(fd));
	result("add 1", put(fd, 1));
	result("add 0", put(fd, 0));
	take("the most", fd);
	result("write 7 bytes", write(fd, buf, 7));
	result("read 7 bytes", read(fd, buf, 7));
	put(fd, 1);
	result("read 16 bytes", read(fd, buf, 16));
	result("read into nowhere", read(fd, UNMAPPED, 8));
	put(fd, 1);
	result("read into nowhere", read(fd, UNMAPPED, 8));
	take("was taken", fd);
	result("write from nowhere", write(fd, UNMAPPED, 8));
	result("pread", pread(fd, buf, 8, 0));
	result("pwrite", pwrite(fd, buf, 8, 0));
	result("lseek", lseek(fd, 0, SEEK_CUR));
	fstat(fd, &st);
	check_line("kind: %o %ld", st.st_mode & 07777, (long)st.st_size);
	result("truncate", ftruncate(fd, 0));
	result("sync", fsync(fd));
	result("ioctl", raw(SYS_ioctl, fd, 0x5401, buf));
	close(fd);
}

static void semaphore(void)
{
	int fd = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC);

	take("one", fd);
	take("another", fd);
	take("none", fd);
	put(fd, 10);
	take("one", fd);
	result("on exec", fcntl(fd, F_GETFD));
	close(fd);
	result("unknown flag", eventfd(0, 2));
	result("old call", raw(SYS_eventfd, 1L) >= 0);
}

static void *put_later(void *fd)
{
	usleep(30000);
	put((int)(long)fd, 9);
	return NULL;
}

static void *take_later(void *fd)
{
	uint64_t n;

	usleep(30000);
	return (void *)read((int)(long)fd, &n, sizeof(n));
}

static void waiting(void)
{
	int fd = eventfd(0, 0);
	pthread_t thread;

	pthread_create(&thread, NULL, put_later, (void *)(long)fd);
	take("waits", fd);
	pthread_join(thread, NULL);
	put(fd, UINT64_MAX - 1);
	pthread_create(&thread, NULL, take_later, (void *)(long)fd);
	result("waits to add", put(fd, 1));
	pthread_join(thread, NULL);
	take("then", fd);
	soon();
	take("interrupted", fd);
	put(fd, UINT64_MAX - 1);
	soon();
	result("interrupted", put(fd, 1));
	close(fd);
}

static long set(int fd, int flags, long first, long each)
{
	struct itimerspec spec = {
		.it_interval = {each / 1000000000, each % 1000000000},
		.it_value = {first / 1000000000, first % 1000000000}};

	return timerfd_settime(fd, flags, &spec, NULL);
}

static void show(const char *what, int fd)
{
	struct itimerspec now;

	if (timerfd_gettime(fd, &now) < 0)
		result(what, -1);
	else
		check_line("%s: %d every %ld.%09ld", what,
			   now.it_value.tv_sec || now.it_value.tv_nsec,
			   (long)now.it_interval.tv_sec,
			   now.it_interval.tv_nsec);
}

static void timers(void)
{
	struct itimerspec spec = {{0, 0}, {100, 0}}, old;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	uint64_t n;

	value("made", fd >= 0);
	show("not set", fd);
	value("ready", ready(fd));
	take("read", fd);
	result("set", set(fd, 0, 1000000, 0));
	usleep(20000);
	value("ready", ready(fd));
	take("once", fd);
	take("and no more", fd);
	show("over", fd);
	result("every", set(fd, 0, 1000000, 1000000));
	usleep(30000);
	result("read", read(fd, &n, sizeof(n)));
	value("many", n >= 5);
	/* In the moment when it is due nothing would be left */
	result("rarely", set(fd, 0, 1000000, 900000000));
	usleep(20000);
	show("goes on", fd);
	result("changed", timerfd_settime(fd, 0, &spec, &old));
	check_line("old: %d every %ld", old.it_value.tv_nsec != 0,
		   old.it_interval.tv_nsec);
	take("what had passed is forgotten", fd);
	result("off", set(fd, 0, 0, 5000));
	show("off", fd);
	result("absolute, long ago", set(fd, TFD_TIMER_ABSTIME, 1, 0));
	usleep(1000);
	take("at once", fd);
	spec.it_value.tv_nsec = 1000000000;
	result("nanoseconds", timerfd_settime(fd, 0, &spec, NULL));
	spec.it_value = (struct timespec){-1, 0};
	result("negative", timerfd_settime(fd, 0, &spec, NULL));
	spec.it_value = (struct timespec){1, 0};
	spec.it_interval.tv_nsec = -1;
	result("interval", timerfd_settime(fd, 0, &spec, NULL));
	result("unknown flag", set(fd, 8, 1, 0));
	result("unmapped", raw(SYS_timerfd_settime, fd, 0, UNMAPPED, NULL));
	spec.it_interval.tv_nsec = 0;
	result("old unmapped",
	       raw(SYS_timerfd_settime, fd, 0, &spec, UNMAPPED));
	show("but it is set", fd);
	result("get unmapped", raw(SYS_timerfd_gettime, fd, UNMAPPED));
	result("closed", timerfd_gettime(-1, &old));
	result("write", write(fd, &n, sizeof(n)));
	result("read 7 bytes", read(fd, &n, 7));
	result("lseek", lseek(fd, 0, SEEK_SET));
	close(fd);
}

static void *ticks_later(void *fd)
{
	uint64_t n = 6;

	usleep(30000);
	return (void *)raw(SYS_ioctl, (long)fd, SET_TICKS, &n);
}

/* A checkpoint puts back how often a timer has expired. */
static void ticks(void)
{
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);
	pthread_t thread;
	uint64_t n = 5;

	result("ticks", raw(SYS_ioctl, fd, SET_TICKS, &n));
	value("ready", ready(fd));
	show("still off", fd);
	take("they are read", fd);
	value("ready", ready(fd));
	result("replaced", raw(SYS_ioctl, fd, SET_TICKS, &n));
	n = 7;
	result("by others", raw(SYS_ioctl, fd, SET_TICKS, &n));
	take("the last", fd);
	raw(SYS_ioctl, fd, SET_TICKS, &n);
	set(fd, 0, 0, 0);
	value("setting the timer forgets them", ready(fd));
	pthread_create(&thread, NULL, ticks_later, (void *)(long)fd);
	take("waits", fd);
	pthread_join(thread, NULL);
	n = 0;
	result("no ticks", raw(SYS_ioctl, fd, SET_TICKS, &n));
	result("from nowhere", raw(SYS_ioctl, fd, SET_TICKS, UNMAPPED));
	result("another request", raw(SYS_ioctl, fd, SET_TICKS + 1, &n));
	close(fd);
}

static void clocks(void)
{
	int other = open("/dev/null", O_RDWR), fd;
	struct itimerspec spec;

	static const int known[] = {CLOCK_REALTIME, CLOCK_MONOTONIC,
				    CLOCK_BOOTTIME};

	for (int i = 0; i < 3; i++) {
		fd = timerfd_create(known[i], 0);
		set(fd, 0, 1000000, 0);
		take("waits", fd);
		close(fd);
	}
	result("processor time", timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0));
	result("raw", timerfd_create(CLOCK_MONOTONIC_RAW, 0));
	result("clock 99", timerfd_create(99, 0));
	result("unknown flag", timerfd_create(CLOCK_MONOTONIC, 1));
	result("no timer", timerfd_gettime(other, &spec));
	result("no timer", set(other, 0, 1, 0));
	fd = timerfd_create(CLOCK_MONOTONIC, 0);
	soon();
	set(fd, 0, 0, 0);
	take("never, interrupted", fd);
	close(fd);
	close(other);
}

int main(void)
{
	counter();
	semaphore();
	waiting();
	timers();
	ticks();
	clocks();
	return 0;
}
