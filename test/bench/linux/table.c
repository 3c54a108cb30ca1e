/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The operations that ops.c measures. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "ops.h"

#define PAGE	    4096
#define ROUNDS	    256
#define FAULT_PAGES 256
#define FILE_NAME   "/tmp/ops.file"

static char page[PAGE];
static int fd = -1;
static int pair[2], back[2];
static pthread_t partner;

/* What read() or write() returned: anything but `len` is a failure */
static int whole(ssize_t got, ssize_t len)
{
	if (got == len)
		return 0;
	if (got >= 0)
		errno = EIO;
	return -1;
}

/* pthread_*() return their error */
static int posix_error(int rc)
{
	if (rc)
		errno = rc;
	return rc ? -1 : 0;
}

static void close_fd(void)
{
	close(fd);
}

static void close_pair(void)
{
	close(pair[0]);
	close(pair[1]);
}

static int call_getppid(void)
{
	return getppid() < 0 ? -1 : 0;
}

static int call_clock_libc(void)
{
	struct timespec ts;

	return clock_gettime(CLOCK_MONOTONIC, &ts);
}

static int call_clock_syscall(void)
{
	struct timespec ts;

	return (int)syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &ts);
}

static int call_sched_yield(void)
{
	return sched_yield();
}

static int call_futex_wake(void)
{
	static uint32_t word;

	return (int)syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
}

static int open_null(void)
{
	fd = open("/dev/null", O_WRONLY);
	return fd < 0 ? -1 : 0;
}

static int open_zero(void)
{
	fd = open("/dev/zero", O_RDONLY);
	return fd < 0 ? -1 : 0;
}

static int call_write_1(void)
{
	return whole(write(fd, page, 1), 1);
}

static int call_read_1(void)
{
	return whole(read(fd, page, 1), 1);
}

static int open_file(void)
{
	fd = open(FILE_NAME, O_RDWR | O_CREAT, 0600);
	if (fd < 0)
		return -1;
	return whole(pwrite(fd, page, sizeof(page), 0), sizeof(page));
}

static int call_open_close(void)
{
	int file = open(FILE_NAME, O_RDONLY);

	return file < 0 ? -1 : close(file);
}

static int call_stat(void)
{
	struct stat st;

	return stat(FILE_NAME, &st);
}

static int call_pwrite_page(void)
{
	return whole(pwrite(fd, page, sizeof(page), 0), sizeof(page));
}

static int call_pread_page(void)
{
	return whole(pread(fd, page, sizeof(page), 0), sizeof(page));
}

static int call_pread_1(void)
{
	return whole(pread(fd, page, 1, 0), 1);
}

static int call_mmap_munmap(void)
{
	void *p = mmap(NULL, 16 * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? -1 : munmap(p, 16 * PAGE);
}

static volatile char *fault_area, *fault_next;

/* A fresh area, its page table already there. Large pages are not asked for:
 * a system without them answers EINVAL. */
static int map_fault_area(void)
{
	size_t len = (FAULT_PAGES + 1) * PAGE;

	if (fault_area && munmap((void *)(uintptr_t)fault_area, len))
		return -1;
	fault_area = mmap(NULL, len, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (fault_area == MAP_FAILED) {
		fault_area = NULL;
		return -1;
	}
	madvise((void *)(uintptr_t)fault_area, len, MADV_NOHUGEPAGE);
	*fault_area = 1;
	fault_next = fault_area + PAGE;
	return 0;
}

static int call_fault(void)
{
	*fault_next = 1;
	fault_next += PAGE;
	return 0;
}

static void unmap_fault_area(void)
{
	munmap((void *)(uintptr_t)fault_area, (FAULT_PAGES + 1) * PAGE);
}

static int open_eventfd(void)
{
	fd = eventfd(0, 0);
	return fd < 0 ? -1 : 0;
}

static int call_eventfd(void)
{
	uint64_t value = 1;

	if (whole(write(fd, &value, sizeof(value)), sizeof(value)))
		return -1;
	return whole(read(fd, &value, sizeof(value)), sizeof(value));
}

static int open_epoll(void)
{
	struct epoll_event event = {.events = EPOLLIN};

	fd = epoll_create1(0);
	if (fd < 0)
		return -1;
	pair[0] = eventfd(1, 0);
	if (pair[0] < 0)
		return -1;
	return epoll_ctl(fd, EPOLL_CTL_ADD, pair[0], &event);
}

static int call_epoll(void)
{
	struct epoll_event event;

	return whole(epoll_wait(fd, &event, 1, -1), 1);
}

static void close_epoll(void)
{
	close(fd);
	close(pair[0]);
}

static volatile sig_atomic_t signals;
static pid_t own_pid, own_tid;

static void on_signal(int sig)
{
	signals = signals + (sig == SIGUSR1);
}

static int catch_signal(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	own_pid = getpid();
	own_tid = gettid();
	return sigaction(SIGUSR1, &action, NULL);
}

static int call_signal(void)
{
	sig_atomic_t before = signals;

	if (syscall(SYS_tgkill, own_pid, own_tid, SIGUSR1))
		return -1;
	return whole(signals - before, 1);
}

static void *return_at_once(void *arg)
{
	return arg;
}

static int call_thread(void)
{
	pthread_t thread;
	void *result;

	if (posix_error(pthread_create(&thread, NULL, return_at_once, page)))
		return -1;
	if (posix_error(pthread_join(thread, &result)))
		return -1;
	return whole(result == page, 1);
}

/* Sends back what comes, until the pipe's end */
static void *echo(void *arg)
{
	char byte;

	while (read(pair[0], &byte, 1) == 1)
		if (write(back[1], &byte, 1) != 1)
			break;
	return arg;
}

static int open_pipes(void)
{
	if (pipe(pair) || pipe(back))
		return -1;
	return posix_error(pthread_create(&partner, NULL, echo, NULL));
}

static int call_ping_pong(void)
{
	if (whole(write(pair[1], page, 1), 1))
		return -1;
	return whole(read(back[0], page, 1), 1);
}

static void close_pipes(void)
{
	close(pair[1]);
	pthread_join(partner, NULL);
	close(pair[0]);
	close(back[0]);
	close(back[1]);
}

static int open_socketpair(void)
{
	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

static int call_socketpair(void)
{
	if (whole(write(pair[0], page, 1), 1))
		return -1;
	return whole(read(pair[1], page, 1), 1);
}

const struct op ops[] = {
	{"getppid", ROUNDS, NULL, NULL, call_getppid, NULL},
	{"clock_libc", ROUNDS, NULL, NULL, call_clock_libc, NULL},
	{"clock_syscall", ROUNDS, NULL, NULL, call_clock_syscall, NULL},
	{"sched_yield", ROUNDS, NULL, NULL, call_sched_yield, NULL},
	{"futex_wake", ROUNDS, NULL, NULL, call_futex_wake, NULL},
	{"write_null", ROUNDS, open_null, NULL, call_write_1, close_fd},
	{"read_zero", ROUNDS, open_zero, NULL, call_read_1, close_fd},
	{"open_close", ROUNDS, open_file, NULL, call_open_close, close_fd},
	{"stat", ROUNDS, open_file, NULL, call_stat, close_fd},
	{"pwrite_page", ROUNDS, open_file, NULL, call_pwrite_page, close_fd},
	{"pread_page", ROUNDS, open_file, NULL, call_pread_page, close_fd},
	{"pread_1", ROUNDS, open_file, NULL, call_pread_1, close_fd},
	{"mmap_munmap", ROUNDS, NULL, NULL, call_mmap_munmap, NULL},
	{"fault", FAULT_PAGES, NULL, map_fault_area, call_fault,
	 unmap_fault_area},
	{"eventfd", ROUNDS, open_eventfd, NULL, call_eventfd, close_fd},
	{"epoll", ROUNDS, open_epoll, NULL, call_epoll, close_epoll},
	{"signal", ROUNDS, catch_signal, NULL, call_signal, NULL},
	{"thread", 32, NULL, NULL, call_thread, NULL},
	{"pipe", ROUNDS, open_pipes, NULL, call_ping_pong, close_pipes},
	{"socketpair", ROUNDS, open_socketpair, NULL, call_socketpair,
	 close_pair},
	{0},
};
