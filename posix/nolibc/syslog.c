/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* syslog(): messages go to stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <syslog.h>

static const char *log_ident;
static int log_mask = 0xff;

void openlog(const char *ident, int option, int facility)
{
	(void)option;
	(void)facility;
	log_ident = ident;
}

void closelog(void)
{
	log_ident = NULL;
}

int setlogmask(int mask)
{
	int old = log_mask;

	if (mask)
		log_mask = mask;
	return old;
}

void vsyslog(int priority, const char *fmt, va_list ap)
{
	char line[512];

	if (!(log_mask & LOG_MASK(LOG_PRI(priority))))
		return;
	vsnprintf(line, sizeof(line), fmt, ap);
	fprintf(stderr, "<%d>%s%s%s\n", LOG_PRI(priority),
		log_ident ? log_ident : "", log_ident ? ": " : "", line);
}

void syslog(int priority, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsyslog(priority, fmt, ap);
	va_end(ap);
}
