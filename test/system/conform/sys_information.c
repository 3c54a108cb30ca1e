/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* uname(), sysinfo(), sysconf(), host and domain names. */
#include "check.h"
#include <limits.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

static void names(void)
{
	struct utsname name;
	char host[65];

	result("uname", uname(&name));
	text("system", name.sysname);
	text("machine", name.machine);
	value("a release", name.release[0] >= '3' && name.release[0] <= '9');
	value("a version", name.version[0] != 0);
	result("uname, unmapped", raw(SYS_uname, bad_unmapped()));
	result("uname, read only", raw(SYS_uname, bad_readonly()));
	result("uname, partly mapped", raw(SYS_uname, bad_partly(300)));
	result("gethostname", gethostname(host, sizeof(host)));
	value("it is uname's", strcmp(host, name.nodename) == 0);
}

static void setting(void)
{
	char long_name[66], old[65];
	struct utsname name;

	memset(long_name, 'n', sizeof(long_name));
	gethostname(old, sizeof(old));
	result("sethostname, 65 bytes", raw(SYS_sethostname, long_name, 65));
	result("sethostname, -1 bytes", raw(SYS_sethostname, long_name, -1));
	result("sethostname, unmapped",
	       raw(SYS_sethostname, bad_unmapped(), 4));
	result("sethostname, partly mapped",
	       raw(SYS_sethostname, bad_partly(2), 4));
	result("setdomainname, 65 bytes",
	       raw(SYS_setdomainname, long_name, 65));
	result("setdomainname, unmapped",
	       raw(SYS_setdomainname, bad_unmapped(), 4));
	/* The same name again: the machine that runs this keeps its own. */
	result("sethostname", raw(SYS_sethostname, old, strlen(old)));
	uname(&name);
	value("uname has it", strcmp(old, name.nodename) == 0);
}

static void information(void)
{
	struct sysinfo info;

	memset(&info, 0xff, sizeof(info));
	result("sysinfo", sysinfo(&info));
	value("up", info.uptime < 1L << 40);
	value("memory", info.totalram > 0 && info.mem_unit >= 1);
	value("some of it free",
	      info.freeram > 0 && info.freeram < info.totalram);
	value("processes", info.procs >= 1);
	result("sysinfo, unmapped", raw(SYS_sysinfo, bad_unmapped()));
	result("sysinfo, read only", raw(SYS_sysinfo, bad_readonly()));
	result("sysinfo, partly mapped", raw(SYS_sysinfo, bad_partly(60)));
	value("pages are those of sysconf",
	      (long)(info.totalram * info.mem_unit / 4096) ==
		      sysconf(_SC_PHYS_PAGES));
	value("free pages", sysconf(_SC_AVPHYS_PAGES) > 0);
	value("processors", sysconf(_SC_NPROCESSORS_ONLN) >= 1);
	value("configured processors",
	      sysconf(_SC_NPROCESSORS_CONF) >= sysconf(_SC_NPROCESSORS_ONLN));
	value("page size", sysconf(_SC_PAGESIZE));
	value("clock ticks", sysconf(_SC_CLK_TCK));
	value("arguments", sysconf(_SC_ARG_MAX) >= 131072);
	value("files", sysconf(_SC_OPEN_MAX) >= 20);
	result("unknown", sysconf(4711));
}

int main(void)
{
	names();
	setting();
	information();
	return 0;
}
