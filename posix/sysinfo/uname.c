/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * uname(2), sethostname(2), setdomainname(2). Programs ask for the release to
 * find out what Linux they may expect: it names one whose calls we have.
 */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <arch/cpu.h>
#include <uk/access.h>
#include <uk/process.h>
#include <uk/syscall_define.h>
#include <uk/utsname.h>
#include <uk/version.h>

#define RELEASE "6.1.0-epimetheus"

static struct {
	char node[__UTSNAMELEN];
	char domain[__UTSNAMELEN];
} names = {.node = "epimetheus", .domain = "(none)"};

void uk_utsname_get(struct utsname *name)
{
	*name = (struct utsname){
		.sysname = "Linux",
		.release = RELEASE,
		.version = STRINGIFY(UK_CODENAME) " " STRINGIFY(UK_FULLVERSION),
	};
	strcpy(name->nodename, names.node);
	strcpy(name->domainname, names.domain);
	strcpy(name->machine, arch_cpu_platform());
}

UK_SYSCALL_R_DEFINE(int, uname, struct utsname *, uname)
{
	struct utsname name;

	uk_utsname_get(&name);
	return uk_copy_to_app(uname, &name, sizeof(name));
}

void uk_utsname_set(bool domain, const char *name)
{
	char *to = domain ? names.domain : names.node;
	size_t len = strcspn(name, "\n");

	len = MIN(len, (size_t)__UTSNAMELEN - 1);
	memset(to, 0, __UTSNAMELEN);
	memcpy(to, name, len);
}

static int set_name(char *name, const char *uname, int len)
{
	char new[__UTSNAMELEN] = {0};

	if (!uk_capable(UK_CAP_SYS_ADMIN))
		return -EPERM;
	if (len < 0 || len >= __UTSNAMELEN)
		return -EINVAL;
	if (uk_copy_from_app(new, uname, (size_t)len))
		return -EFAULT;
	memcpy(name, new, sizeof(new));
	return 0;
}

UK_SYSCALL_R_DEFINE(int, sethostname, const char *, name, size_t, len)
{
	return set_name(names.node, name, (int)len);
}

UK_LLSYSCALL_R_DEFINE(int, setdomainname, const char *, name, size_t, len)
{
	return set_name(names.domain, name, (int)len);
}
