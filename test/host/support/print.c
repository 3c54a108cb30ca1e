/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * <uk/print.h> on the build machine: messages to stderr, reports to stdout.
 * With UK_HOST_QUIET in the environment messages are formatted and dropped:
 * fuzz targets cause millions of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <uk/print.h>

void _uk_vprintk(int lvl, const char *libname, const char *srcname,
		 unsigned int srcline, const char *fmt, va_list ap)
{
	static int quiet = -1;
	char buf[256];

	(void)libname;
	(void)srcname;
	(void)srcline;
	if (quiet < 0)
		quiet = getenv("UK_HOST_QUIET") != NULL;
	if (quiet) {
		vsnprintf(buf, sizeof(buf), fmt, ap);
		return;
	}
	fprintf(stderr, "[%d] ", lvl);
	vfprintf(stderr, fmt, ap);
}

void _uk_printk(int lvl, const char *libname, const char *srcname,
		unsigned int srcline, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	_uk_vprintk(lvl, libname, srcname, srcline, fmt, ap);
	va_end(ap);
}

void _uk_vprintd(const char *libname, const char *srcname, unsigned int srcline,
		 const char *fmt, va_list ap)
{
	_uk_vprintk(KLVL_DEBUG, libname, srcname, srcline, fmt, ap);
}

void _uk_printd(const char *libname, const char *srcname, unsigned int srcline,
		const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	_uk_vprintk(KLVL_DEBUG, libname, srcname, srcline, fmt, ap);
	va_end(ap);
}

void uk_print_raw(const char *buf, __sz len)
{
	fwrite(buf, 1, len, stdout);
	fflush(stdout);
}
