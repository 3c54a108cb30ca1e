/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sysconf(), where posix/sysinfo does not have it. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>
#include <uk/arch/limits.h>
#include <uk/plat/lcpu.h>

long sysconf(int name)
{
	switch (name) {
	case _SC_ARG_MAX:
		return ARG_MAX;
	case _SC_CLK_TCK:
		return 100;
	case _SC_HOST_NAME_MAX:
		return HOST_NAME_MAX;
	case _SC_IOV_MAX:
		return IOV_MAX;
	case _SC_NGROUPS_MAX:
		return NGROUPS_MAX;
	case _SC_NPROCESSORS_CONF:
	case _SC_NPROCESSORS_ONLN:
		return ukplat_lcpu_count();
	case _SC_OPEN_MAX:
		return OPEN_MAX;
	case _SC_PAGESIZE:
		return __PAGE_SIZE;
	case _SC_VERSION:
		return _POSIX_VERSION;
	default:
		errno = EINVAL;
		return -1;
	}
}

int getpagesize(void)
{
	return __PAGE_SIZE;
}
