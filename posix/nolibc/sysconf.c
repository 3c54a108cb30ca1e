/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sysconf(); what there is of memory is for posix/sysinfo to say. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>
#include <uk/arch/limits.h>
#include <uk/config.h>
#include <uk/plat/lcpu.h>

#if CONFIG_LIBPOSIX_SYSINFO
#include <sys/sysinfo.h>
#else  /* !CONFIG_LIBPOSIX_SYSINFO */
static inline long get_phys_pages(void)
{
	return 0;
}

static inline long get_avphys_pages(void)
{
	return 0;
}
#endif /* !CONFIG_LIBPOSIX_SYSINFO */

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
	case _SC_PHYS_PAGES:
		return get_phys_pages();
	case _SC_AVPHYS_PAGES:
		return get_avphys_pages();
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
