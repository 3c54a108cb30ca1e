/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* capget() and capset(). */
#include "check.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define VERSION_1 0x19980330
#define VERSION_3 0x20080522
#define KILL	  5

struct header {
	uint32_t version;
	int pid;
};

struct sets {
	uint32_t effective, permitted, inheritable;
};

static long get(uint32_t version, int pid, void *to)
{
	struct header header = {version, pid};

	return raw(SYS_capget, &header, to);
}

static long set(const struct sets *to)
{
	struct header header = {VERSION_3, 0};

	return raw(SYS_capset, &header, to);
}

int main(void)
{
	struct header header = {4711, 0};
	struct sets sets[2], more[2], none[2] = {{0, 0, 0}, {0, 0, 0}};

	result("get", get(VERSION_3, 0, sets));
	value("root may kill", sets[0].effective >> KILL & 1);
	value("no more than permitted",
	      (sets[0].effective & ~sets[0].permitted) |
		      (sets[1].effective & ~sets[1].permitted));
	result("by number", get(VERSION_3, getpid(), sets));
	result("version 1", get(VERSION_1, 0, sets));
	result("unknown version", raw(SYS_capget, &header, sets));
	value("the version to use", header.version == VERSION_3);
	header.version = 4711;
	result("unknown version, no sets", raw(SYS_capget, &header, NULL));
	result("nobody's", get(VERSION_3, 0x3fffffff, sets));
	result("of process -1", get(VERSION_3, -1, sets));
	result("header unmapped", raw(SYS_capget, bad_unmapped(), sets));
	result("sets unmapped", get(VERSION_3, 0, bad_unmapped()));
	result("sets partly mapped", get(VERSION_3, 0, bad_partly(12)));
	get(VERSION_3, 0, sets);
	result("set the same", set(sets));
	memcpy(more, sets, sizeof(more));
	more[1].permitted |= 1U << 31;
	more[1].effective |= 1U << 31;
	result("capability 63, which is not there", set(more));
	memcpy(more, sets, sizeof(more));
	more[0].effective &= ~(1U << KILL);
	result("a smaller effective set", set(more));
	get(VERSION_3, 0, sets);
	value("root may not kill", sets[0].effective >> KILL & 1);
	more[0].effective |= 1U << KILL;
	result("it may again", set(more));
	more[0].permitted &= ~(1U << KILL);
	result("effective, but not permitted", set(more));
	result("set, sets unmapped", set(bad_unmapped()));
	result("set, header unmapped", raw(SYS_capset, bad_unmapped(), sets));
	header.version = VERSION_3;
	header.pid = 0x3fffffff;
	result("set nobody's", raw(SYS_capset, &header, sets));
	result("effective for nobody", raw(SYS_setresuid, 1, 1, 0));
	get(VERSION_3, 0, sets);
	value("nothing", sets[0].effective);
	value("permitted still", sets[0].permitted >> KILL & 1);
	result("root again", raw(SYS_setresuid, 0, 0, 0));
	get(VERSION_3, 0, sets);
	value("all again", sets[0].effective == sets[0].permitted);
	result("files of others", close(open("f", O_CREAT | O_RDWR, 0)));
	result("whatever their mode", close(open("f", O_RDWR)));
	result("give all up", set(none));
	get(VERSION_3, 0, sets);
	value("none", sets[0].effective | sets[0].permitted);
	result("take them back", set(more));
	result("mode counts now", open("f", O_RDWR));
	result("host name", raw(SYS_sethostname, "x", 1));
	result("root without capabilities changes its user",
	       raw(SYS_setuid, 1));
	return 0;
}
