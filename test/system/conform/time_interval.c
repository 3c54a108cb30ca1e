/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* alarm(), setitimer() and getitimer(). */
#include "check.h"
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

static volatile int alarms, profiles, virtuals;

static void note(int signal)
{
	if (signal == SIGALRM)
		alarms++;
	if (signal == SIGPROF)
		profiles++;
	if (signal == SIGVTALRM)
		virtuals++;
}

static void arguments(void)
{
	struct itimerval old, wrong = {{0, 0}, {0, 1000000}};
	struct itimerval below = {{0, 0}, {0, -1}};
	struct itimerval interval = {{0, 1000000}, {1, 0}};

	result("get", getitimer(ITIMER_REAL, &old));
	value("it is off", old.it_value.tv_sec + old.it_value.tv_usec +
				   old.it_interval.tv_usec);
	result("get timer 3", raw(SYS_getitimer, 3, &old));
	result("get timer -1", raw(SYS_getitimer, -1, &old));
	result("get, unmapped",
	       raw(SYS_getitimer, ITIMER_REAL, bad_unmapped()));
	result("get, partly mapped",
	       raw(SYS_getitimer, ITIMER_REAL, bad_partly(16)));
	result("set timer 3", raw(SYS_setitimer, 3, &below, NULL));
	result("set too many microseconds",
	       raw(SYS_setitimer, ITIMER_REAL, &wrong, NULL));
	result("set negative microseconds",
	       raw(SYS_setitimer, ITIMER_REAL, &below, NULL));
	result("set a wrong interval",
	       raw(SYS_setitimer, ITIMER_REAL, &interval, NULL));
	result("set, unmapped",
	       raw(SYS_setitimer, ITIMER_REAL, bad_unmapped(), NULL));
	result("set, partly mapped",
	       raw(SYS_setitimer, ITIMER_REAL, bad_partly(16), NULL));
	interval.it_interval.tv_usec = 0;
	interval.it_value.tv_sec = 1000;
	result("set, old unmapped",
	       raw(SYS_setitimer, ITIMER_REAL, &interval, bad_unmapped()));
	result("get", getitimer(ITIMER_REAL, &old));
	value("it was set", old.it_value.tv_sec >= 900);
}

static void alarming(void)
{
	struct itimerval old, none = {{0, 0}, {0, 0}};

	result("stop", setitimer(ITIMER_REAL, &none, &old));
	value("what was left", old.it_value.tv_sec >= 900);
	value("no alarm before", alarm(500));
	value("seconds of the one before", alarm(1) >= 499);
	pause();
	value("alarms", alarms);
	value("none left", alarm(0));
}

static void repeating(void)
{
	struct itimerval every = {{0, 10000}, {0, 1000}}, now;
	struct itimerval none = {{0, 0}, {0, 0}};
	struct itimerval once = {{0, 0}, {0, 1000}};
	int seen;

	alarms = 0;
	setitimer(ITIMER_REAL, &every, NULL);
	while (alarms < 5)
		pause();
	text("every 10 milliseconds", "five alarms");
	getitimer(ITIMER_REAL, &now);
	value("its interval", now.it_interval.tv_usec);
	value("its value is not more",
	      now.it_value.tv_sec == 0 && now.it_value.tv_usec <= 10000);
	setitimer(ITIMER_REAL, &none, NULL);
	seen = alarms;
	usleep(50000);
	value("none after it stopped", alarms - seen);
	alarms = 0;
	setitimer(ITIMER_REAL, &once, NULL);
	while (alarms == 0)
		;
	usleep(20000);
	value("once", alarms);
	getitimer(ITIMER_REAL, &now);
	value("it is off", now.it_value.tv_sec + now.it_value.tv_usec);
}

static void spending(void)
{
	struct itimerval soon = {{0, 0}, {0, 20000}};
	struct itimerval none = {{0, 0}, {0, 0}}, old;

	result("profile", setitimer(ITIMER_PROF, &soon, NULL));
	while (profiles == 0)
		;
	value("profiling signals", profiles);
	result("user time", setitimer(ITIMER_VIRTUAL, &soon, NULL));
	while (virtuals == 0)
		;
	value("signals of user time", virtuals);
	soon.it_value.tv_sec = 500;
	setitimer(ITIMER_PROF, &soon, NULL);
	setitimer(ITIMER_PROF, &none, &old);
	value("what was left", old.it_value.tv_sec >= 400);
}

int main(void)
{
	signal(SIGALRM, note);
	signal(SIGPROF, note);
	signal(SIGVTALRM, note);
	arguments();
	alarming();
	repeating();
	spending();
	return 0;
}
