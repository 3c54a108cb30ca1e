/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Formatted input and output, and the streams of the console. */
#ifndef _STDIO_H
#define _STDIO_H

#define __NEED_size_t
#define __NEED_ssize_t
#define __NEED_off_t
#define __NEED_FILE
#include <bits/alltypes.h>

#ifndef va_list
#include <stdarg.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifndef NULL
#ifdef __cplusplus
#define NULL 0L
#else
#define NULL ((void *)0)
#endif
#endif

#define EOF (-1)

#define BUFSIZ	     1024
#define FILENAME_MAX 4096
#define FOPEN_MAX    1024
#define TMP_MAX	     10000
#define L_tmpnam     20

#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

typedef long fpos_t;

/*
 * Kernel code calls functions that do not save vector registers, in which
 * floating point arguments come; application code calls others (posix/nolibc).
 */
#if defined(CONFIG_LIBNOLIBC_FLOAT) && !defined(__UK_KERNEL__)
#define __NOLIBC_FLOAT_NAME(name) __asm__(name)
#else
#define __NOLIBC_FLOAT_NAME(name)
#endif

/* ---- formatting in memory; lib/nolibc ---- */

int sprintf(char *__restrict str, const char *__restrict fmt, ...)
	__NOLIBC_FLOAT_NAME("nolibc_float_sprintf")
		__attribute__((__format__(__printf__, 2, 3)));
int snprintf(char *__restrict str, size_t size, const char *__restrict fmt, ...)
	__NOLIBC_FLOAT_NAME("nolibc_float_snprintf")
		__attribute__((__format__(__printf__, 3, 4)));
int vsprintf(char *__restrict str, const char *__restrict fmt,
	     __builtin_va_list ap)
	__attribute__((__format__(__printf__, 2, 0)));
int vsnprintf(char *__restrict str, size_t size, const char *__restrict fmt,
	      __builtin_va_list ap)
	__attribute__((__format__(__printf__, 3, 0)));
int sscanf(const char *__restrict str, const char *__restrict fmt, ...)
	__attribute__((__format__(__scanf__, 2, 3)));
int vsscanf(const char *__restrict str, const char *__restrict fmt,
	    __builtin_va_list ap) __attribute__((__format__(__scanf__, 2, 0)));

/* ---- formatting to new memory; posix/nolibc ---- */

int asprintf(char **__restrict strp, const char *__restrict fmt, ...)
	__attribute__((__format__(__printf__, 2, 3)));
int vasprintf(char **__restrict strp, const char *__restrict fmt,
	      __builtin_va_list ap)
	__attribute__((__format__(__printf__, 2, 0)));

/* ---- streams; posix/nolibc ---- */

extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;
#define stdin  stdin
#define stdout stdout
#define stderr stderr

int printf(const char *__restrict fmt, ...)
	__attribute__((__format__(__printf__, 1, 2)));
int vprintf(const char *__restrict fmt, __builtin_va_list ap)
	__attribute__((__format__(__printf__, 1, 0)));
int fprintf(FILE *__restrict f, const char *__restrict fmt, ...)
	__attribute__((__format__(__printf__, 2, 3)));
int vfprintf(FILE *__restrict f, const char *__restrict fmt,
	     __builtin_va_list ap)
	__attribute__((__format__(__printf__, 2, 0)));
int scanf(const char *__restrict fmt, ...)
	__attribute__((__format__(__scanf__, 1, 2)));
int vscanf(const char *__restrict fmt, __builtin_va_list ap)
	__attribute__((__format__(__scanf__, 1, 0)));
int fscanf(FILE *__restrict f, const char *__restrict fmt, ...)
	__attribute__((__format__(__scanf__, 2, 3)));
int vfscanf(FILE *__restrict f, const char *__restrict fmt,
	    __builtin_va_list ap) __attribute__((__format__(__scanf__, 2, 0)));

int fputc(int c, FILE *f);
int putc(int c, FILE *f);
int putchar(int c);
int fputs(const char *__restrict s, FILE *__restrict f);
int puts(const char *s);
size_t fwrite(const void *__restrict buf, size_t size, size_t n,
	      FILE *__restrict f);
int fflush(FILE *f);

int fgetc(FILE *f);
int getc(FILE *f);
int getchar(void);
int ungetc(int c, FILE *f);
char *fgets(char *__restrict s, int size, FILE *__restrict f);
size_t fread(void *__restrict buf, size_t size, size_t n, FILE *__restrict f);

int feof(FILE *f);
int ferror(FILE *f);
void clearerr(FILE *f);
int fileno(FILE *f);
int setvbuf(FILE *__restrict f, char *__restrict buf, int mode, size_t size);
void setbuf(FILE *__restrict f, char *__restrict buf);
void setlinebuf(FILE *f);
void perror(const char *s);

/* ---- files ---- */

#ifdef CONFIG_LIBVFSCORE
int rename(const char *oldpath, const char *newpath);
int remove(const char *path);
#endif

#ifdef __cplusplus
}
#endif

#endif /* _STDIO_H */
