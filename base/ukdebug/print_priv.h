/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef PRINT_PRIV_H
#define PRINT_PRIV_H

#include <stdarg.h>
#include <uk/essentials.h>

struct uk_thread;

/* Where a message comes from; what is not known is NULL or 0. */
struct print_place {
	const char *libname;
	const char *srcname;
	unsigned int srcline;
	__uptr ret; /* the caller's address and frame */
	__uptr frame;
};

/* The message with a header before each of its lines, at any level. */
void print_message(int lvl, const struct print_place *place, const char *fmt,
		   va_list ap);

/* Text as it is, to where messages go. A message's open line ends first. */
void print_plain(const char *fmt, va_list ap);

/* The running thread's name; NULL when it has none or there are no threads. */
const char *print_thread_name(void);

#endif /* PRINT_PRIV_H */
