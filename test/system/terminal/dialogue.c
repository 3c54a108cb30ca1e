/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Does at its terminal what its argument says, and says when it is ready. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static void say(const char *what, long n)
{
	printf("%s: %ld%s%s\n", what, n, n < 0 ? " " : "",
	       n < 0 ? strerror(errno) : "");
	fflush(stdout);
}

static void say_read(char *buf, size_t size)
{
	ssize_t n = read(0, buf, size - 1);

	buf[n > 0 ? n : 0] = '\0';
	printf("read %zd:", n);
	for (ssize_t i = 0; i < n; i++)
		printf(" %02x", (unsigned char)buf[i]);
	printf("\n");
	fflush(stdout);
}

static void ready(void)
{
	printf("ready\n");
	fflush(stdout);
}

static void lines(void)
{
	char buf[100];

	for (int i = 0; i < 4; i++) {
		ready();
		say_read(buf, sizeof(buf));
	}
}

/* At least 3 characters, or what has come until nothing has for a while. */
static void raw(void)
{
	struct termios t;
	char buf[100];

	tcgetattr(0, &t);
	cfmakeraw(&t);
	t.c_oflag |= OPOST | ONLCR;
	t.c_cc[VMIN] = 3;
	t.c_cc[VTIME] = 0;
	say("raw", tcsetattr(0, TCSANOW, &t));
	ready();
	say_read(buf, sizeof(buf));
	t.c_cc[VMIN] = 50;
	t.c_cc[VTIME] = 2;
	tcsetattr(0, TCSANOW, &t);
	ready();
	say_read(buf, sizeof(buf));
	t.c_cc[VMIN] = 0;
	tcsetattr(0, TCSANOW, &t);
	say_read(buf, sizeof(buf));
	t.c_cc[VTIME] = 0;
	tcsetattr(0, TCSANOW, &t);
	say_read(buf, sizeof(buf));
	t.c_oflag &= ~(tcflag_t)OPOST;
	tcsetattr(0, TCSANOW, &t);
	(void)!write(1, "<\n>\r\n", 5);
}

static void *reader(void *arg)
{
	char buf[100];
	ssize_t n = read(0, buf, sizeof(buf));

	*(ssize_t *)arg = n;
	printf("a reader has %zd\n", n);
	fflush(stdout);
	return NULL;
}

/* Whoever is not the faster one waits for the next line. */
static void two(void)
{
	pthread_t t[2];
	ssize_t n[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, reader, &n[i]);
	usleep(50000);
	ready();
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	say("both", n[0] + n[1]);
}

static void caught(int signo)
{
	printf("signal %d\n", signo);
	fflush(stdout);
}

static void signals(void)
{
	struct sigaction action = {.sa_handler = caught};
	char buf[100];

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGQUIT, &action, NULL);
	ready();
	say("interrupted", read(0, buf, sizeof(buf)));
	ready();
	say("interrupted", poll(&(struct pollfd){0, POLLIN, 0}, 1, -1));
	signal(SIGINT, SIG_DFL);
	ready();
	say("not reached", read(0, buf, sizeof(buf)));
}

/* Reads nothing. */
static void busy(void)
{
	ready();
	for (volatile unsigned long i = 0;; i++)
		;
}

static void asked(void)
{
	struct winsize size = {24, 80, 0, 0}, other = {0};
	int n = -1;

	say("a terminal", isatty(0));
	say("its size", ioctl(0, TIOCGWINSZ, &other));
	say("rows in the beginning", other.ws_row);
	say("columns in the beginning", other.ws_col);
	say("group", tcgetpgrp(0) == getpgrp());
	say("session", tcgetsid(0) == getsid(0));
	say("set the group", tcsetpgrp(0, getpgrp()));
	say("none", tcsetpgrp(0, 999));
	say("a negative one", tcsetpgrp(0, -1));
	say("set the size", ioctl(0, TIOCSWINSZ, &size));
	say("from no memory", ioctl(0, TIOCSWINSZ, (void *)8));
	say("get it", ioctl(0, TIOCGWINSZ, &other));
	say("columns", other.ws_col);
	say("nothing there", ioctl(0, FIONREAD, &n));
	say("bytes", n);
	say("into no memory", ioctl(0, FIONREAD, (void *)8));
	say("flush", tcflush(0, TCIOFLUSH));
	say("flush what", tcflush(0, 7));
	say("drain", tcdrain(1));
	say("flow", tcflow(1, 9));
	say("unknown", ioctl(0, 0x5499, &n));
}

int main(int argc, char *argv[])
{
	static const struct {
		const char *name;
		void (*run)(void);
	} parts[] = {{"lines", lines},	   {"raw", raw},   {"two", two},
		     {"signals", signals}, {"busy", busy}, {"asked", asked}};

	for (size_t i = 0; argc > 1 && i < sizeof(parts) / sizeof(parts[0]);
	     i++)
		if (!strcmp(parts[i].name, argv[1]))
			parts[i].run();
	return 0;
}
