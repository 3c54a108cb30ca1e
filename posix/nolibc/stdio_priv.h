/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The streams: stdin, stdout and stderr, all on the console. */
#ifndef NOLIBC_STDIO_PRIV_H
#define NOLIBC_STDIO_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Output has no buffer here: each call hands its text to the console at once,
 * which collects lines (base/console). So text of several threads mixes by
 * calls and not by bytes, and nothing is lost in a crash.
 *
 * Input is for one thread at a time.
 */
struct __nolibc_file {
	int fd;
	bool eof;
	bool error;
	short ungot;	    /* pushed back, -1: none */
	unsigned char pos;  /* of what is left in buf */
	unsigned char fill; /* bytes in buf */
	char buf[64];	    /* input */
};

/* Hand text to the console. */
void stdio_write(FILE *f, const char *text, size_t len);

/* Wait for input, at least one byte; returns bytes read. */
size_t stdio_wait_input(char *buf, size_t size);

#endif /* NOLIBC_STDIO_PRIV_H */
