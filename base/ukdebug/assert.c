/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What <uk/assert.h> calls when something is wrong. */

#include <uk/assert.h>
#include <uk/plat/bootstrap.h>
#include "crash_priv.h"

static void __printf(3, 4) __noreturn
	crash_at(int status, const struct print_place *place, const char *fmt,
		 ...)
{
	struct uk_crash_cause cause = {.status = status};
	va_list ap;

	va_start(ap, fmt);
	crash_report(&cause, place, fmt, ap);
	va_end(ap);
}

void _uk_assert_fail(const char *libname, const char *srcname,
		     unsigned int srcline, const char *expr)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};

	crash_at(UKPLAT_EXIT_ASSERT, &place, "Assertion failure: %s", expr);
}

void _uk_crash(const char *libname, const char *srcname, unsigned int srcline,
	       const char *fmt, ...)
{
	struct print_place place = {
		.libname = libname,
		.srcname = srcname,
		.srcline = srcline,
		.ret = __return_addr(0),
		.frame = __frame_addr(0),
	};
	struct uk_crash_cause cause = {.status = UKPLAT_EXIT_CRASH};
	va_list ap;

	va_start(ap, fmt);
	crash_report(&cause, &place, fmt, ap);
	va_end(ap);
}
