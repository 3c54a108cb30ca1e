/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* kill(), tkill(), tgkill() and pthread_kill(): whom they reach. */
#include "check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>

#define NOBODY 0x3fffffff

static volatile int handled;
static volatile long handled_by;
static long child_id;
static sem_t ready, finish;

static void note(int signal)
{
	(void)signal;
	handled_by = raw(SYS_gettid);
	handled++;
}

static void arguments(void)
{
	long pid = getpid(), tid = raw(SYS_gettid);

	result("kill with 0", kill(getpid(), 0));
	result("kill with 65", kill(getpid(), 65));
	result("kill with -1", kill(getpid(), -1));
	result("kill nobody", kill(NOBODY, SIGTERM));
	result("kill nobody with 0", kill(NOBODY, 0));
	result("kill nobody with 65", kill(NOBODY, 65));
	result("kill no group", kill(-NOBODY, SIGTERM));
	result("kill the smallest", raw(SYS_kill, -0x80000000L, SIGTERM));
	result("tkill with 0", raw(SYS_tkill, tid, 0));
	result("tkill with 65", raw(SYS_tkill, tid, 65));
	result("tkill thread 0", raw(SYS_tkill, 0, SIGTERM));
	result("tkill thread -1", raw(SYS_tkill, -1, SIGTERM));
	result("tkill nobody", raw(SYS_tkill, NOBODY, SIGTERM));
	result("tgkill with 0", raw(SYS_tgkill, pid, tid, 0));
	result("tgkill with 65", raw(SYS_tgkill, pid, tid, 65));
	result("tgkill process 0", raw(SYS_tgkill, 0, tid, 0));
	result("tgkill thread 0", raw(SYS_tgkill, pid, 0, 0));
	result("tgkill of another process",
	       raw(SYS_tgkill, NOBODY, tid, SIGTERM));
	result("tgkill nobody", raw(SYS_tgkill, pid, NOBODY, SIGTERM));
}

static void *sleeper(void *argument)
{
	(void)argument;
	child_id = raw(SYS_gettid);
	sem_post(&ready);
	while (sem_wait(&finish))
		;
	return NULL;
}

static void wait_handled(int count)
{
	while (handled < count)
		sched_yield();
}

static void threads(void)
{
	pthread_t thread;
	sigset_t set, waits;

	sem_init(&ready, 0, 0);
	sem_init(&finish, 0, 0);
	signal(SIGUSR1, note);
	if (pthread_create(&thread, NULL, sleeper, NULL))
		abort();
	sem_wait(&ready);
	result("kill by the id of a thread", kill((pid_t)child_id, 0));
	result("pthread_kill with 0", pthread_kill(thread, 0));
	value("pthread_kill with 65", pthread_kill(thread, 65) == EINVAL);
	result("pthread_kill", pthread_kill(thread, SIGUSR1));
	wait_handled(1);
	value("handled by the thread", handled_by == child_id);
	result("tgkill", raw(SYS_tgkill, getpid(), child_id, SIGUSR1));
	wait_handled(2);
	value("handled by the thread", handled_by == child_id);
	result("kill", kill(getpid(), SIGUSR1));
	wait_handled(3);
	value("handled by the main thread", handled_by == raw(SYS_gettid));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	result("kill, the main thread blocks", kill(getpid(), SIGUSR1));
	wait_handled(4);
	value("handled by the thread", handled_by == child_id);
	raise(SIGUSR1);
	sigpending(&waits);
	value("pending for this thread", sigismember(&waits, SIGUSR1));
	value("not handled by the other", handled);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	value("until unblocked", handled);
	sem_post(&finish);
	pthread_join(thread, NULL);
	/* join returns when the thread's memory is free, a moment before it has
	 * gone
	 */
	for (int i = 0; i < 1000 && raw(SYS_tgkill, getpid(), child_id, 0) == 0;
	     i++)
		usleep(1000);
	result("tgkill a thread that ended",
	       raw(SYS_tgkill, getpid(), child_id, 0));
}

static void *pends(void *argument)
{
	sigset_t waits;

	(void)argument;
	sigpending(&waits);
	value("a new thread inherits nothing pending",
	      sigismember(&waits, SIGUSR1));
	pthread_sigmask(SIG_SETMASK, NULL, &waits);
	value("but the mask", sigismember(&waits, SIGUSR1));
	return NULL;
}

static void inheritance(void)
{
	pthread_t thread;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	raise(SIGUSR1);
	if (pthread_create(&thread, NULL, pends, NULL))
		abort();
	pthread_join(thread, NULL);
}

int main(void)
{
	arguments();
	threads();
	inheritance();
	return 0;
}
