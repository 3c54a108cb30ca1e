/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Signals for descriptors: what they tell, to whom, and what they are for. */
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include "files.h"

/* Both C libraries leave it to programs, and those that follow. */
#define QUEUED 40

#define SETSIG	  10
#define GETSIG	  11
#define SETOWN_EX 15
#define GETOWN_EX 16
#define SETOWN	  0x8901 /* of ioctl() */
#define SPGRP	  0x8902
#define GETOWN	  0x8903
#define GPGRP	  0x8904

struct owner_ex {
	int type, id;
};

static sigset_t all;

/** The next signal of all that are blocked, and what it says of fd. */
static void next(const char *what, int fd)
{
	static const struct timespec now;
	siginfo_t info;
	int signo = sigtimedwait(&all, &info, &now);

	if (signo < 0)
		result(what, signo);
	else if (info.si_code == SI_KERNEL)
		check_line("%s: %d of the kernel", what, signo);
	else
		check_line("%s: %d, code %d, band 0x%lx, descriptor %s", what,
			   signo, info.si_code, (unsigned long)info.si_band,
			   info.si_fd == fd ? "right" : "wrong");
}

static void told(int signo)
{
	int ends[2];

	pipe(ends);
	fcntl(ends[0], F_SETOWN, getpid());
	fcntl(ends[1], F_SETOWN, getpid());
	result("set the signal", fcntl(ends[0], SETSIG, signo));
	fcntl(ends[0], F_SETFL, O_ASYNC);
	write(ends[1], "xy", 2);
	next("a write", ends[0]);
	next("nothing more", ends[0]);
	fcntl(ends[1], SETSIG, signo);
	fcntl(ends[1], F_SETFL, O_ASYNC | O_NONBLOCK);
	while (write(ends[1], &all, sizeof(all)) > 0)
		;
	while (sigtimedwait(&all, NULL, &(struct timespec){0}) > 0)
		;
	read(ends[0], &(char[8192]){0}, 8192);
	next("a read", ends[1]);
	close(ends[1]);
	next("the last writer goes", ends[0]);
	next("nothing more", ends[0]);
	close(ends[0]);
}

/* Each is queued, also when the file has gone. */
static void queued(void)
{
	int ends[2], i;

	pipe(ends);
	fcntl(ends[0], F_SETOWN, getpid());
	fcntl(ends[0], SETSIG, QUEUED + 1);
	fcntl(ends[0], F_SETFL, O_ASYNC);
	for (i = 0; i < 3; i++)
		write(ends[1], "x", 1);
	close(ends[0]);
	for (i = 0; i < 4; i++)
		next("queued", ends[0]);
	close(ends[1]);
}

static void by_signalfd(void)
{
	struct signalfd_siginfo info;
	int ends[2], fd = signalfd(-1, &all, SFD_NONBLOCK);

	pipe(ends);
	fcntl(ends[0], F_SETOWN, getpid());
	fcntl(ends[0], SETSIG, QUEUED + 2);
	fcntl(ends[0], F_SETFL, O_ASYNC);
	write(ends[1], "x", 1);
	result("by a signalfd", read(fd, &info, sizeof(info)));
	value("its code", info.ssi_code);
	value("its band", info.ssi_band);
	value("its descriptor is right", info.ssi_fd == ends[0]);
	close(fd);
	close(ends[0]);
	close(ends[1]);
}

static void sockets(void)
{
	int ends[2], id = getpid(), on = 1;

	socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
	result("an owner", ioctl(ends[0], SETOWN, &id));
	id = 0;
	result("is told", ioctl(ends[0], GETOWN, &id));
	value("and is", id == getpid());
	id = -getpgrp();
	result("a group", ioctl(ends[0], SPGRP, &id));
	id = 0;
	result("is told", ioctl(ends[0], GPGRP, &id));
	value("and is", id == -getpgrp());
	value("by fcntl()", fcntl(ends[0], F_GETOWN) == -getpgrp());
	result("an owner nowhere", ioctl(ends[0], SETOWN, bad_unmapped()));
	result("told nowhere", ioctl(ends[0], GETOWN, bad_readonly()));
	fcntl(ends[0], F_SETOWN, getpid());
	fcntl(ends[0], SETSIG, QUEUED);
	result("on", ioctl(ends[0], FIOASYNC, &on));
	value("the flag", !!(fcntl(ends[0], F_GETFL) & O_ASYNC));
	write(ends[1], "x", 1);
	next("a message", ends[0]);
	on = 0;
	result("off", ioctl(ends[0], FIOASYNC, &on));
	write(ends[1], "x", 1);
	next("nothing more", ends[0]);
	result("a flag nowhere", ioctl(ends[0], FIOASYNC, bad_unmapped()));
	close(ends[0]);
	close(ends[1]);
}

static void *other(void *file)
{
	struct owner_ex who = {0, (int)syscall(SYS_gettid)}, found = {9, 9};
	int *ends = file;

	result("a thread", fcntl(ends[0], SETOWN_EX, &who));
	result("is told", fcntl(ends[0], GETOWN_EX, &found));
	value("and is", found.type == 0 && found.id == who.id);
	fcntl(ends[0], SETSIG, QUEUED + 3);
	fcntl(ends[0], F_SETFL, O_ASYNC);
	write(ends[1], "x", 1);
	next("the thread", ends[0]);
	return NULL;
}

static void owners(void)
{
	struct owner_ex who = {9, 9};
	pthread_t thread;
	int ends[2], on = 1, id;

	pipe(ends);
	result("before", fcntl(ends[0], GETOWN_EX, &who));
	check_line("nobody: type %d, %d", who.type, who.id);
	pthread_create(&thread, NULL, other, ends);
	pthread_join(thread, NULL);
	write(ends[1], "x", 1);
	next("the thread is gone", ends[0]);
	who = (struct owner_ex){2, getpgrp()};
	result("a group", fcntl(ends[0], SETOWN_EX, &who));
	value("is told", fcntl(ends[0], F_GETOWN) == -getpgrp());
	write(ends[1], "x", 1);
	next("the group", ends[0]);
	who.type = 3;
	result("a type that is none", fcntl(ends[0], SETOWN_EX, &who));
	who = (struct owner_ex){1, 999999};
	result("no such process", fcntl(ends[0], SETOWN_EX, &who));
	result("nor that", fcntl(ends[0], F_SETOWN, 999999));
	result("nor such a group", fcntl(ends[0], F_SETOWN, -999999));
	result("the least number", fcntl(ends[0], F_SETOWN, INT_MIN));
	result("from nowhere", fcntl(ends[0], SETOWN_EX, bad_unmapped()));
	result("to nowhere", fcntl(ends[0], GETOWN_EX, bad_readonly()));
	result("a signal below 0", fcntl(ends[0], SETSIG, -1));
	result("the last signal", fcntl(ends[0], SETSIG, 64));
	result("an ioctl of sockets", ioctl(ends[0], GETOWN, &id));
	close(ends[0]);
	close(ends[1]);
	result("closed", fcntl(ends[0], F_GETOWN));
	id = open("/tmp", O_PATH);
	result("only a name", fcntl(id, F_GETOWN));
	close(id);
	id = open("/proc/self/maps", O_RDONLY);
	result("a file that is always ready", ioctl(id, FIOASYNC, &on));
	result("as a flag", fcntl(id, F_SETFL, O_ASYNC));
	value("is kept", !!(fcntl(id, F_GETFL) & O_ASYNC));
	result("once more", ioctl(id, FIOASYNC, &on));
	close(id);
}

int main(void)
{
	/* Signals of the group are for nobody else */
	setpgid(0, 0);
	sigemptyset(&all);
	sigaddset(&all, SIGIO);
	sigaddset(&all, SIGUSR1);
	sigaddset(&all, SIGCHLD);
	for (int i = 0; i < 4; i++)
		sigaddset(&all, QUEUED + i);
	sigprocmask(SIG_BLOCK, &all, NULL);
	told(0);
	told(SIGUSR1);
	told(SIGIO);
	told(SIGCHLD);
	told(QUEUED);
	queued();
	by_signalfd();
	sockets();
	owners();
	return 0;
}
