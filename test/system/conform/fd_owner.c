/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Signals for descriptors: owners, numbers, O_ASYNC. */
#include <signal.h>
#include "files.h"

static volatile sig_atomic_t caught;

static void handler(int number)
{
	caught = number;
}

static void owners(void)
{
	int ends[2];

	pipe(ends);
	result("owner", fcntl(ends[0], F_GETOWN));
	result("signal", fcntl(ends[0], 11 /* F_GETSIG */));
	result("set signal", fcntl(ends[0], 10 /* F_SETSIG */, SIGUSR1));
	result("get it", fcntl(ends[0], 11));
	result("signal 65", fcntl(ends[0], 10, 65));
	result("own", fcntl(ends[0], F_SETOWN, getpid()));
	value("is mine", fcntl(ends[0], F_GETOWN) == getpid());
	result("nobody", fcntl(ends[0], F_SETOWN, 0));
	result("is nobody", fcntl(ends[0], F_GETOWN));
	close(ends[0]);
	close(ends[1]);
}

static void asynchronous(void)
{
	int ends[2];

	signal(SIGIO, handler);
	pipe(ends);
	fcntl(ends[0], F_SETOWN, getpid());
	result("write", write(ends[1], "x", 1));
	value("no signal", caught);
	result("on", fcntl(ends[0], F_SETFL, O_ASYNC));
	value("flags", fcntl(ends[0], F_GETFL));
	result("write", write(ends[1], "x", 1));
	value("signal", caught == SIGIO);
	caught = 0;
	result("off", fcntl(ends[0], F_SETFL, 0));
	result("write", write(ends[1], "x", 1));
	value("no signal", caught);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	owners();
	asynchronous();
	return 0;
}
