/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Output to stdout and stderr. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <uk/console.h>
#include <uk/format.h>
#include <uk/plat/console.h>

#include "stdio_priv.h"

static FILE file_stdout = {.fd = 1, .ungot = -1};
static FILE file_stderr = {.fd = 2, .ungot = -1};

FILE *stdout = &file_stdout;
FILE *stderr = &file_stderr;

void stdio_write(FILE *f, const char *text, size_t len)
{
	unsigned int n;
	int done;

	if (f->fd == 0) {
		errno = EBADF;
		f->error = true;
		return;
	}
	for (; len; text += done, len -= (size_t)done) {
		n = len < INT_MAX ? (unsigned int)len : INT_MAX;
		done = f->fd == 1 ? ukplat_coutk(text, n)
				  : ukplat_coutd(text, n);
		if (done <= 0) {
			errno = done ? -done : EIO;
			f->error = true;
			return;
		}
	}
}

/* Collects the pieces of one printf(). */
struct collector {
	FILE *f;
	size_t fill;
	char buf[256];
};

static void collector_flush(struct collector *c)
{
	if (c->fill)
		stdio_write(c->f, c->buf, c->fill);
	c->fill = 0;
}

static bool collector_out(void *cookie, const char *text, size_t len)
{
	struct collector *c = cookie;

	if (len > sizeof(c->buf) - c->fill)
		collector_flush(c);
	if (len > sizeof(c->buf)) {
		stdio_write(c->f, text, len);
		return true;
	}
	memcpy(c->buf + c->fill, text, len);
	c->fill += len;
	return true;
}

int vfprintf(FILE *restrict f, const char *restrict fmt, va_list ap)
{
	struct collector c;
	bool error = f->error;
	int len;

	c.f = f;
	c.fill = 0;
	f->error = false;
	len = uk_vformat(collector_out, &c, fmt, ap);
	collector_flush(&c);
	if (len < 0) {
		errno = -len;
		f->error = true;
	}
	if (f->error)
		len = -1;
	f->error |= error;
	return len;
}

int fprintf(FILE *restrict f, const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vfprintf(f, fmt, ap);
	va_end(ap);
	return len;
}

int vprintf(const char *restrict fmt, va_list ap)
{
	return vfprintf(stdout, fmt, ap);
}

int printf(const char *restrict fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vfprintf(stdout, fmt, ap);
	va_end(ap);
	return len;
}

size_t fwrite(const void *restrict buf, size_t size, size_t n, FILE *restrict f)
{
	size_t total;
	bool error = f->error;

	if (__builtin_mul_overflow(size, n, &total) || total == 0)
		return 0;
	f->error = false;
	stdio_write(f, buf, total);
	if (f->error)
		return 0;
	f->error = error;
	return n;
}

int fputs(const char *restrict s, FILE *restrict f)
{
	size_t len = strlen(s);

	return len == 0 || fwrite(s, 1, len, f) == len ? 1 : EOF;
}

int puts(const char *s)
{
	return fprintf(stdout, "%s\n", s) < 0 ? EOF : 1;
}

int fputc(int c, FILE *f)
{
	char byte = (char)c;

	return fwrite(&byte, 1, 1, f) == 1 ? (unsigned char)c : EOF;
}

int putc(int c, FILE *f)
{
	return fputc(c, f);
}

int putchar(int c)
{
	return fputc(c, stdout);
}

/* Show the unfinished line too. */
int fflush(FILE *f)
{
	if (!f || f->fd != 0)
		uk_console_flush();
	return 0;
}

void perror(const char *s)
{
	if (s && *s)
		fprintf(stderr, "%s: %s\n", s, strerror(errno));
	else
		fprintf(stderr, "%s\n", strerror(errno));
}
