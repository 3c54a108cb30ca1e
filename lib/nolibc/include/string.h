/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory and strings. */
#ifndef _STRING_H
#define _STRING_H

#define __NEED_size_t
#define __NEED_ssize_t
#include <bits/alltypes.h>
#include <strings.h>

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

/* ---- memory ---- */

void *memcpy(void *__restrict dst, const void *__restrict src, size_t n);
void *mempcpy(void *__restrict dst, const void *__restrict src, size_t n);
void *memccpy(void *__restrict dst, const void *__restrict src, int c,
	      size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
void explicit_bzero(void *dst, size_t n);
void swab(const void *__restrict src, void *__restrict dst, ssize_t n);

int memcmp(const void *s1, const void *s2, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memrchr(const void *s, int c, size_t n);
void *rawmemchr(const void *s, int c);
void *memmem(const void *haystack, size_t hlen, const void *needle,
	     size_t nlen);

/* ---- strings ---- */

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);

char *strcpy(char *__restrict dst, const char *__restrict src);
char *strncpy(char *__restrict dst, const char *__restrict src, size_t n);
char *stpcpy(char *__restrict dst, const char *__restrict src);
char *stpncpy(char *__restrict dst, const char *__restrict src, size_t n);
char *strcat(char *__restrict dst, const char *__restrict src);
char *strncat(char *__restrict dst, const char *__restrict src, size_t n);
size_t strlcpy(char *__restrict dst, const char *__restrict src, size_t size);
size_t strlcat(char *__restrict dst, const char *__restrict src, size_t size);

int strcmp(const char *s1, const char *s2);
int strncmp(const char *s1, const char *s2, size_t n);
int strcoll(const char *s1, const char *s2);
int strverscmp(const char *s1, const char *s2);
size_t strxfrm(char *__restrict dst, const char *__restrict src, size_t n);

char *strchr(const char *s, int c);
char *strchrnul(const char *s, int c);
char *strrchr(const char *s, int c);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strstr(const char *haystack, const char *needle);
char *strcasestr(const char *haystack, const char *needle);

char *strtok(char *__restrict s, const char *__restrict sep);
char *strtok_r(char *__restrict s, const char *__restrict sep,
	       char **__restrict saveptr);
char *strsep(char **__restrict sp, const char *__restrict sep);

/* ---- errors and signals as text ---- */

char *strerror(int errnum);
/* As POSIX: 0, or ERANGE if the text was cut. */
int strerror_r(int errnum, char *buf, size_t size);
char *strsignal(int sig);

/* ---- with malloc(); posix/nolibc ---- */

char *strdup(const char *s);
char *strndup(const char *s, size_t n);

/* The last component of a path; <libgen.h> has another one. */
#ifndef basename
char *basename(const char *path);
#define __basename_gnu basename
#endif

#ifdef __cplusplus
}
#endif

#endif /* _STRING_H */
