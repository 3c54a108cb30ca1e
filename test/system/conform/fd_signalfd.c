/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* signalfd(): what is read, when it is ready, how its set changes. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>

static int open_set(int fd, unsigned long set, size_t size, int flags)
{
	return (int)raw(SYS_signalfd4, fd, &set, size, flags);
}

#define BIT(signo) (1UL << ((signo)-1))

static void made(const char *what, int fd)
{
	result(what, fd < 0 ? -1 : 0);
	if (fd >= 0)
		close(fd);
}

static void arguments(void)
{
	int ends[2];

	if (pipe(ends))
		abort();
	made("an empty set", open_set(-1, 0, 8, 0));
	made("another size", open_set(-1, 0, 4, 0));
	made("unknown flag", open_set(-1, 0, 8, 1));
	made("bad set", (int)raw(SYS_signalfd4, -1, bad_unmapped(), 8, 0));
	made("bad set, bad flag", (int)raw(SYS_signalfd4, -1, NULL, 8, 1));
	made("bad descriptor", open_set(999, 0, 8, 0));
	made("a pipe", open_set(ends[0], 0, 8, 0));
	made("SIGKILL in it", open_set(-1, BIT(SIGKILL), 8, 0));
	close(ends[0]);
	close(ends[1]);
}

static void flags(void)
{
	int fd = open_set(-1, 0, 8, SFD_CLOEXEC | SFD_NONBLOCK);

	value("close on exec", fcntl(fd, F_GETFD));
	value("flags", fcntl(fd, F_GETFL));
	close(fd);
	fd = open_set(-1, 0, 8, 0);
	value("not close on exec", fcntl(fd, F_GETFD));
	value("flags", fcntl(fd, F_GETFL));
	result("write", write(fd, "12345678", 8));
	result("seek", lseek(fd, 0, SEEK_SET));
	result("pread", pread(fd, bad_partly(128), 128, 0));
	close(fd);
}

static void show(const char *what, const struct signalfd_siginfo *info)
{
	bool realtime = (int)info->ssi_signo == SIGRTMIN;

	check_line("%s: signo %s %d errno %d code %d mine %d uid %d int %d "
		   "ptr %llx",
		   what, realtime ? "SIGRTMIN" : "",
		   realtime ? 0 : info->ssi_signo, info->ssi_errno,
		   info->ssi_code, info->ssi_pid == (unsigned int)getpid(),
		   info->ssi_uid, info->ssi_int,
		   (unsigned long long)info->ssi_ptr);
}

static void reads(void)
{
	unsigned long set = BIT(SIGUSR1) | BIT(SIGUSR2) | BIT(SIGRTMIN);
	int fd = open_set(-1, set, 8, SFD_NONBLOCK);
	struct signalfd_siginfo info[4];
	union sigval v = {.sival_int = 77};

	value("size of what is read", sizeof(*info));
	result("nothing is there", read(fd, info, sizeof(info)));
	result("too short", read(fd, info, 127));
	kill(getpid(), SIGUSR2);
	raise(SIGUSR1);
	sigqueue(getpid(), SIGRTMIN, v);
	sigqueue(getpid(), SIGRTMIN, v);
	result("too short", read(fd, info, 127));
	result("one", read(fd, info, sizeof(*info) + 5));
	show("raise()", &info[0]);
	memset(info, 0x55, sizeof(info));
	result("all others", read(fd, info, sizeof(info)));
	show("kill()", &info[0]);
	show("sigqueue()", &info[1]);
	show("sigqueue()", &info[2]);
	value("not written", info[3].ssi_signo == 0x55555555);
	result("nothing is left", read(fd, info, sizeof(info)));
	kill(getpid(), SIGUSR1);
	result("to nowhere", read(fd, bad_unmapped(), sizeof(info)));
	result("it is lost", read(fd, info, sizeof(info)));
	kill(getpid(), SIGUSR1);
	sigqueue(getpid(), SIGRTMIN, v);
	result("the second to nowhere",
	       read(fd, bad_partly(sizeof(*info)), sizeof(info)));
	result("they are gone", read(fd, info, sizeof(info)));
	close(fd);
}

static int ready(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN | POLLOUT | POLLRDNORM};

	return poll(&p, 1, 0) == 1 ? p.revents : 0;
}

static void readiness(void)
{
	int fd = open_set(-1, BIT(SIGUSR1), 8, SFD_NONBLOCK);
	int other = open_set(-1, BIT(SIGUSR2), 8, SFD_NONBLOCK);
	struct epoll_event event = {.events = EPOLLIN};
	int ep = epoll_create1(0);
	struct signalfd_siginfo info;

	result("watched", epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event));
	value("not ready", ready(fd));
	result("none in the epoll", epoll_wait(ep, &event, 1, 0));
	kill(getpid(), SIGUSR1);
	value("ready", ready(fd));
	value("the other is not", ready(other));
	result("one in the epoll", epoll_wait(ep, &event, 1, 0));
	value("its events", event.events);
	result("read", read(fd, &info, sizeof(info)));
	result("none in the epoll", epoll_wait(ep, &event, 1, 0));
	kill(getpid(), SIGUSR2);
	value("another signal", ready(fd));
	value("the same descriptor",
	      open_set(fd, BIT(SIGUSR2), 8, SFD_CLOEXEC) == fd);
	value("not changed", fcntl(fd, F_GETFD));
	value("ready by the new set", ready(fd));
	result("one in the epoll", epoll_wait(ep, &event, 1, 0));
	result("read by the other", read(other, &info, sizeof(info)));
	value("not ready", ready(fd));
	close(ep);
	close(fd);
	close(other);
}

static void *sender(void *to)
{
	struct timespec t = {.tv_nsec = 20000000};

	nanosleep(&t, NULL);
	pthread_kill(*(pthread_t *)to, SIGUSR1);
	return NULL;
}

static void handler(int signo)
{
	(void)signo;
}

static void waits(void)
{
	int fd = open_set(-1, BIT(SIGUSR1), 8, 0);
	struct pollfd p = {.fd = fd, .events = POLLIN};
	struct sigaction action = {.sa_handler = handler};
	struct signalfd_siginfo info;
	pthread_t self = pthread_self(), other;
	sigset_t set;

	pthread_create(&other, NULL, sender, &self);
	result("a read that waits", read(fd, &info, sizeof(info)));
	show("pthread_kill()", &info);
	pthread_join(other, NULL);
	pthread_create(&other, NULL, sender, &self);
	result("a poll that waits", poll(&p, 1, 5000));
	pthread_join(other, NULL);
	result("read", read(fd, &info, sizeof(info)));
	/* What is not blocked goes to its handler */
	sigaction(SIGUSR1, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	pthread_create(&other, NULL, sender, &self);
	result("interrupted", read(fd, &info, sizeof(info)));
	pthread_join(other, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	close(fd);
}

static void *poller(void *fd)
{
	return (void *)(long)ready(*(int *)fd);
}

static void threads(void)
{
	int fd = open_set(-1, BIT(SIGUSR1), 8, SFD_NONBLOCK);
	struct signalfd_siginfo info;
	pthread_t other;
	void *seen;

	pthread_kill(pthread_self(), SIGUSR1);
	value("ready for its thread", ready(fd));
	pthread_create(&other, NULL, poller, &fd);
	pthread_join(other, &seen);
	value("for another thread", (long)seen);
	result("read", read(fd, &info, sizeof(info)));
	close(fd);
}

int main(void)
{
	sigset_t set;

	sigfillset(&set);
	sigprocmask(SIG_SETMASK, &set, NULL);
	arguments();
	flags();
	reads();
	readiness();
	waits();
	threads();
	return 0;
}
