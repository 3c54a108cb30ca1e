/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * How capabilities follow users, and what bounds them: securebits, the bounding
 * and the ambient set. Each case is a thread's, which all of this belongs to;
 * the last ones go on in execve().
 */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#define KILL	 5
#define SETPCAP	 8
#define NET	 12
#define LAST_CAP 40

#define NOROOT		  0x01
#define NO_SETUID_FIXUP	  0x04
#define KEEP_CAPS	  0x10
#define KEEP_CAPS_LOCKED  0x20
#define NO_AMBIENT_RAISE  0x40
#define AMBIENT		  47
#define AMBIENT_IS_SET	  1
#define AMBIENT_RAISE	  2
#define AMBIENT_LOWER	  3
#define AMBIENT_CLEAR_ALL 4

struct sets {
	uint32_t effective, permitted, inheritable;
};

static long get(struct sets sets[2])
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, 0};

	return raw(SYS_capget, &header, sets);
}

static long set(const struct sets sets[2])
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, 0};

	return raw(SYS_capset, &header, sets);
}

static const char *how_many(uint32_t low, uint32_t high)
{
	return !low && !high ? "none" : low & (1U << KILL) ? "kill" : "others";
}

static void show(const char *what)
{
	struct sets s[2];

	get(s);
	check_line("%s: effective %s, permitted %s, inheritable %s, ambient %d",
		   what, how_many(s[0].effective, s[1].effective),
		   how_many(s[0].permitted, s[1].permitted),
		   how_many(s[0].inheritable, s[1].inheritable),
		   prctl(AMBIENT, AMBIENT_IS_SET, KILL, 0, 0));
}

static long without(int cap)
{
	struct sets s[2];

	get(s);
	s[0].effective &= ~(1U << cap);
	return set(s);
}

static long inherit(uint32_t caps)
{
	struct sets s[2];

	get(s);
	s[0].inheritable = caps;
	s[1].inheritable = 0;
	return set(s);
}

static void in_thread(const char *what, void (*f)(void))
{
	pthread_t t;

	check_line("%s: begins", what);
	pthread_create(&t, NULL, (void *(*)(void *))(void (*)(void))f, NULL);
	pthread_join(t, NULL);
}

/* ---- users ---- */

static void users_change(void)
{
	result("effective 5", raw(SYS_setresuid, -1, 5, -1));
	show("so");
	result("effective 0", raw(SYS_setresuid, -1, 0, -1));
	show("so");
	result("all 5", raw(SYS_setresuid, 5, 5, 5));
	show("so");
	result("no way back", raw(SYS_setresuid, 0, 0, 0));
}

static void users_keep(void)
{
	result("keep", prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0));
	result("does it", prctl(PR_GET_KEEPCAPS, 0, 0, 0, 0));
	result("bits", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	result("keep 2", prctl(PR_SET_KEEPCAPS, 2, 0, 0, 0));
	inherit(1U << KILL);
	result("ambient", prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0));
	show("before");
	result("all 5", raw(SYS_setresuid, 5, 5, 5));
	show("so");
	result("back needs an effective one", raw(SYS_setresuid, 0, 0, 0));
}

static void users_fixed(void)
{
	result("no fix-up", prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0));
	result("all 5", raw(SYS_setresuid, 5, 5, 5));
	show("so");
	result("files of others", raw(SYS_access, "private", W_OK));
	result("back", raw(SYS_setresuid, 0, 0, 0));
	show("so");
	result("fsuid", raw(SYS_setfsuid, 9));
	show("so");
}

/* What was given up by setfsuid() does not come back by setresuid(). */
static void users_of_files(void)
{
	result("fsuid 7", raw(SYS_setfsuid, 7));
	result("private", raw(SYS_openat, AT_FDCWD, "private", O_RDONLY, 0));
	result("fsuid is the effective one again",
	       raw(SYS_setresuid, -1, 0, -1));
	result("private", raw(SYS_openat, AT_FDCWD, "private", O_RDONLY, 0));
	result("fsuid 8", raw(SYS_setfsuid, 8));
	result("fsuid 0", raw(SYS_setfsuid, 0));
	result("private",
	       close((int)raw(SYS_openat, AT_FDCWD, "private", O_RDONLY, 0)));
}

/* ---- bits ---- */

static void bits(void)
{
	result("at first", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	result("bits that are not there",
	       prctl(PR_SET_SECUREBITS, 0x10000, 0, 0, 0));
	result("keep, locked",
	       prctl(PR_SET_SECUREBITS, KEEP_CAPS | KEEP_CAPS_LOCKED, 0, 0, 0));
	result("they are", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	result("unlock", prctl(PR_SET_SECUREBITS, KEEP_CAPS, 0, 0, 0));
	result("change", prctl(PR_SET_SECUREBITS, KEEP_CAPS_LOCKED, 0, 0, 0));
	result("the same way as before", prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0));
	result("another one",
	       prctl(PR_SET_SECUREBITS, KEEP_CAPS | KEEP_CAPS_LOCKED | NOROOT,
		     0, 0, 0));
	result("they are", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	without(SETPCAP);
	result("without CAP_SETPCAP", prctl(PR_SET_SECUREBITS, 0, 0, 0, 0));
	result("even the same",
	       prctl(PR_SET_SECUREBITS, KEEP_CAPS | KEEP_CAPS_LOCKED | NOROOT,
		     0, 0, 0));
}

/* ---- bounding set ---- */

static void bounding(void)
{
	struct sets s[2];

	result("is it in", prctl(PR_CAPBSET_READ, NET, 0, 0, 0));
	result("one that is not there",
	       prctl(PR_CAPBSET_READ, LAST_CAP + 1, 0, 0, 0));
	result("drop one that is not there",
	       prctl(PR_CAPBSET_DROP, LAST_CAP + 1, 0, 0, 0));
	result("drop it", prctl(PR_CAPBSET_DROP, NET, 0, 0, 0));
	result("again", prctl(PR_CAPBSET_DROP, NET, 0, 0, 0));
	result("is it in", prctl(PR_CAPBSET_READ, NET, 0, 0, 0));
	get(s);
	value("it is permitted still", s[0].permitted >> NET & 1);
	result("inheritable", inherit(1U << NET));
	result("inheritable, another", inherit(1U << KILL));
	without(SETPCAP);
	result("drop without CAP_SETPCAP",
	       prctl(PR_CAPBSET_DROP, KILL, 0, 0, 0));
	result("one that is not there",
	       prctl(PR_CAPBSET_DROP, LAST_CAP + 1, 0, 0, 0));
	result("inheritable without it", inherit(1U << SETPCAP));
	get(s);
	s[0].permitted &= ~(1U << NET);
	s[0].effective &= ~(1U << NET);
	result("NET given up", set(s));
	s[0].inheritable |= 1U << NET;
	result("and inheritable", set(s));
}

/* ---- ambient set ---- */

static void ambient(void)
{
	struct sets s[2];

	result("is it", prctl(AMBIENT, AMBIENT_IS_SET, KILL, 0, 0));
	result("raise", prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0));
	result("inheritable", inherit(1U << KILL | 1U << NET));
	result("raise", prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0));
	result("another", prctl(AMBIENT, AMBIENT_RAISE, NET, 0, 0));
	result("is it", prctl(AMBIENT, AMBIENT_IS_SET, KILL, 0, 0));
	result("lower", prctl(AMBIENT, AMBIENT_LOWER, NET, 0, 0));
	result("is the other", prctl(AMBIENT, AMBIENT_IS_SET, NET, 0, 0));
	result("one that is not there",
	       prctl(AMBIENT, AMBIENT_IS_SET, LAST_CAP + 1, 0, 0));
	result("more arguments", prctl(AMBIENT, AMBIENT_IS_SET, KILL, 1, 0));
	result("nothing known", prctl(AMBIENT, 5, KILL, 0, 0));
	result("nothing known", prctl(AMBIENT, 0, KILL, 0, 0));
	result("clear, with an argument",
	       prctl(AMBIENT, AMBIENT_CLEAR_ALL, KILL, 0, 0));
	result("not inheritable any more", inherit(1U << NET));
	result("is it", prctl(AMBIENT, AMBIENT_IS_SET, KILL, 0, 0));
	inherit(1U << KILL | 1U << NET);
	result("raise", prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0));
	get(s);
	s[0].permitted &= ~(1U << KILL);
	s[0].effective &= ~(1U << KILL);
	result("not permitted any more", set(s));
	result("is it", prctl(AMBIENT, AMBIENT_IS_SET, KILL, 0, 0));
	result("raise", prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0));
	result("raise another", prctl(AMBIENT, AMBIENT_RAISE, NET, 0, 0));
	result("clear", prctl(AMBIENT, AMBIENT_CLEAR_ALL, 0, 0, 0));
	result("is the other", prctl(AMBIENT, AMBIENT_IS_SET, NET, 0, 0));
	result("never again",
	       prctl(PR_SET_SECUREBITS, NO_AMBIENT_RAISE, 0, 0, 0));
	result("raise another", prctl(AMBIENT, AMBIENT_RAISE, NET, 0, 0));
}

/* ---- what else changes with the user ---- */

static void dumpable(void)
{
	int signo = 0;

	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, 10, 0, 0, 0);
	result("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	result("the same user", raw(SYS_setresuid, 0, 0, 0));
	result("a group more", raw(SYS_setgroups, 0, NULL));
	result("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	result("real user 3", raw(SYS_setresuid, 3, -1, -1));
	result("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	prctl(PR_GET_PDEATHSIG, &signo, 0, 0, 0);
	value("parent's death", signo);
	result("effective user 3", raw(SYS_setresuid, -1, 3, -1));
	result("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	prctl(PR_GET_PDEATHSIG, &signo, 0, 0, 0);
	value("parent's death", signo);
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
	result("group of files", raw(SYS_setfsgid, 4));
	result("not allowed, dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
}

/* ---- execve() ---- */

static char *stages[] = {"root", "user", "ambient", "no root", "end", NULL};

static void next(int stage)
{
	char *args[] = {stages[stage], stages[stage], NULL};
	char *env[] = {NULL};

	execve("/proc/self/exe", args, env);
	result("execve", -1);
}

static void after_exec(const char *stage)
{
	show(stage);
	result("bits", prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
	result("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	if (strcmp(stage, "root") == 0) {
		/* Real and saved user are root's still */
		raw(SYS_setresuid, 0, 5, 0);
		next(1);
	} else if (strcmp(stage, "user") == 0) {
		uid_t user[3];

		raw(SYS_getresuid, &user[0], &user[1], &user[2]);
		check_line("users: %d %d %d", (int)user[0], (int)user[1],
			   (int)user[2]);
		result("effective 0 again", raw(SYS_setresuid, -1, 0, -1));
		prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
		inherit(1U << KILL);
		raw(SYS_setresuid, 5, 5, 5);
		prctl(AMBIENT, AMBIENT_RAISE, KILL, 0, 0);
		next(2);
	} else if (strcmp(stage, "ambient") == 0) {
		next(4);
	}
}

static void before_exec(void)
{
	struct sets none[2] = {{0, 0, 0}, {0, 0, 0}};

	prctl(PR_CAPBSET_DROP, NET, 0, 0, 0);
	prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
	result("all given up", set(none));
	show("before");
	next(0);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		after_exec(argv[1]);
		return 0;
	}
	close(open("private", O_CREAT | O_RDWR, 0600));
	result("private", chown("private", 1, 1) || chmod("private", 0));
	in_thread("users", users_change);
	in_thread("capabilities are kept", users_keep);
	in_thread("capabilities do not follow", users_fixed);
	in_thread("users of files", users_of_files);
	in_thread("securebits", bits);
	in_thread("bounding set", bounding);
	in_thread("ambient set", ambient);
	in_thread("dumpable", dumpable);
	before_exec();
	return 0;
}
