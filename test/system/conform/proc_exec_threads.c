/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * execve() while other threads sleep in system calls: they end, and give back
 * what these hold. Who reads from a pipe has it open as long as it does.
 */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

static int ends[2];

static void *reader(void *arg)
{
	char byte;

	(void)arg;
	(void)!read(ends[0], &byte, 1);
	return NULL;
}

static void *poller(void *arg)
{
	struct pollfd p = {.fd = ends[0], .events = POLLIN};

	(void)arg;
	poll(&p, 1, -1);
	return NULL;
}

static void *sleeper(void *arg)
{
	struct timespec t = {1000, 0};

	(void)arg;
	nanosleep(&t, NULL);
	return NULL;
}

static void *locked(void *arg)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	(void)arg;
	pthread_mutex_lock(&lock);
	pthread_mutex_lock(&lock);
	return NULL;
}

/* It runs all the time. */
static void *runner(void *arg)
{
	static volatile unsigned long n;

	(void)arg;
	for (;;)
		n++;
	return NULL;
}

/* Another one ends itself by execve(), not the first. */
static void *changer(void *arg)
{
	char number[16];
	struct timespec t = {0, 50000000};
	char *args[] = {"again", arg, number, NULL};

	nanosleep(&t, NULL);
	snprintf(number, sizeof(number), "%d", ends[1]);
	close(ends[0]);
	execv("/proc/self/exe", args);
	result("execv", -1);
	exit(1);
}

static void start(void *(*function)(void *), void *arg)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, function, arg))
		abort();
}

static int sleep_and_change(const char *round)
{
	if (pipe(ends))
		abort();
	signal(SIGPIPE, SIG_IGN);
	start(reader, NULL);
	start(reader, NULL);
	start(poller, NULL);
	start(sleeper, NULL);
	start(locked, NULL);
	start(runner, NULL);
	start(changer, (void *)round);
	sleeper(NULL);
	return 1;
}

int main(int argc, char **argv)
{
	int out;

	if (argc < 3)
		return sleep_and_change("first");
	out = atoi(argv[2]);
	text("again", argv[1]);
	value("the id of the process", getpid() == raw(SYS_gettid));
	result("write to what nobody reads", write(out, "x", 1));
	result("close it", close(out));
	return strcmp(argv[1], "first") ? 0 : sleep_and_change("second");
}
