/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* <uk/print.h> on the build machine: messages to stderr, reports to stdout */
#include <stdio.h>
#include <uk/print.h>

void _uk_vprintk(int lvl, const char *libname, const char *srcname,
		 unsigned int srcline, const char *fmt, va_list ap)
{
	(void)libname;
	(void)srcname;
	(void)srcline;
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
