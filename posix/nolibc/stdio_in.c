/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Input from stdin. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <uk/format.h>

#include "stdio_priv.h"

static FILE file_stdin = {.fd = 0, .ungot = -1};

FILE *stdin = &file_stdin;

/* Enter sends a carriage return. */
static unsigned char translate(char c)
{
	return c == '\r' ? '\n' : (unsigned char)c;
}

#define CTRL_D 4 /* ends the input, as on a terminal */

int fgetc(FILE *f)
{
	int c = f->ungot;

	if (c >= 0) {
		f->ungot = -1;
		return c;
	}
	if (f->fd != 0) {
		errno = EBADF;
		f->error = true;
		return EOF;
	}
	if (f->pos == f->fill) {
		f->pos = 0;
		f->fill =
			(unsigned char)stdio_wait_input(f->buf, sizeof(f->buf));
	}
	c = translate(f->buf[f->pos++]);
	if (c == CTRL_D) {
		f->eof = true;
		return EOF;
	}
	return c;
}

int getc(FILE *f)
{
	return fgetc(f);
}

int getchar(void)
{
	return fgetc(stdin);
}

int ungetc(int c, FILE *f)
{
	if (c == EOF || f->ungot >= 0)
		return EOF;
	f->ungot = (unsigned char)c;
	f->eof = false;
	return (unsigned char)c;
}

char *fgets(char *restrict s, int size, FILE *restrict f)
{
	char *p = s;
	int c = EOF;

	if (size <= 0)
		return NULL;
	while (--size > 0 && (c = fgetc(f)) != EOF) {
		*p++ = (char)c;
		if (c == '\n')
			break;
	}
	if (p == s && c == EOF && size > 0)
		return NULL;
	*p = '\0';
	return s;
}

size_t fread(void *restrict buf, size_t size, size_t n, FILE *restrict f)
{
	char *p = buf;
	size_t total, i;
	int c;

	if (__builtin_mul_overflow(size, n, &total) || total == 0)
		return 0;
	for (i = 0; i < total && (c = fgetc(f)) != EOF; i++)
		p[i] = (char)c;
	return i / size;
}

static int scan_in(void *cookie)
{
	return fgetc(cookie);
}

int vfscanf(FILE *restrict f, const char *restrict fmt, va_list ap)
{
	FILE *file = f;
	int left;
	int n = uk_vscan(scan_in, file, &left, NULL, fmt, ap);

	if (left >= 0)
		ungetc(left, f);
	return n;
}

int fscanf(FILE *restrict f, const char *restrict fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vfscanf(f, fmt, ap);
	va_end(ap);
	return n;
}

int vscanf(const char *restrict fmt, va_list ap)
{
	return vfscanf(stdin, fmt, ap);
}

int scanf(const char *restrict fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vfscanf(stdin, fmt, ap);
	va_end(ap);
	return n;
}

/* ---- the state of any stream ---- */

int feof(FILE *f)
{
	return f->eof;
}

int ferror(FILE *f)
{
	return f->error;
}

void clearerr(FILE *f)
{
	f->eof = false;
	f->error = false;
}

int fileno(FILE *f)
{
	return f->fd;
}

/* There is no buffer whose kind could be chosen: see stdio_priv.h. */
int setvbuf(FILE *restrict f, char *restrict buf, int mode, size_t size)
{
	(void)f;
	(void)buf;
	(void)size;
	if (mode == _IOFBF || mode == _IOLBF || mode == _IONBF)
		return 0;
	errno = EINVAL;
	return -1;
}

void setbuf(FILE *restrict f, char *restrict buf)
{
	setvbuf(f, buf, buf ? _IOFBF : _IONBF, BUFSIZ);
}

void setlinebuf(FILE *f)
{
	setvbuf(f, NULL, _IOLBF, 0);
}
