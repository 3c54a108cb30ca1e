/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The names of <uk/isr/string.h> for nolibc's functions. */
#ifndef __UK_ISR_STRING_ALIAS_H__
#define __UK_ISR_STRING_ALIAS_H__

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline void *memcpy_isr(void *dst, const void *src, size_t len)
{
	return memcpy(dst, src, len);
}

static inline void *memmove_isr(void *dst, const void *src, size_t len)
{
	return memmove(dst, src, len);
}

static inline void *memset_isr(void *ptr, int val, size_t len)
{
	return memset(ptr, val, len);
}

static inline void *memchr_isr(const void *ptr, int val, size_t len)
{
	return memchr(ptr, val, len);
}

static inline void *memrchr_isr(const void *m, int c, size_t n)
{
	return memrchr(m, c, n);
}

static inline int memcmp_isr(const void *ptr1, const void *ptr2, size_t len)
{
	return memcmp(ptr1, ptr2, len);
}

static inline size_t strlen_isr(const char *str)
{
	return strlen(str);
}

static inline size_t strnlen_isr(const char *str, size_t maxlen)
{
	return strnlen(str, maxlen);
}

static inline char *strcpy_isr(char *dst, const char *src)
{
	return strcpy(dst, src);
}

static inline char *strncpy_isr(char *dst, const char *src, size_t len)
{
	return strncpy(dst, src, len);
}

static inline size_t strlcpy_isr(char *d, const char *s, size_t n)
{
	return strlcpy(d, s, n);
}

static inline size_t strlcat_isr(char *d, const char *s, size_t n)
{
	return strlcat(d, s, n);
}

static inline int strcmp_isr(const char *str1, const char *str2)
{
	return strcmp(str1, str2);
}

static inline int strncmp_isr(const char *str1, const char *str2, size_t len)
{
	return strncmp(str1, str2, len);
}

static inline char *strchr_isr(const char *str, int c)
{
	return strchr(str, c);
}

static inline char *strchrnul_isr(const char *s, int c)
{
	return strchrnul(s, c);
}

static inline char *strrchr_isr(const char *s, int c)
{
	return strrchr(s, c);
}

static inline size_t strspn_isr(const char *s, const char *c)
{
	return strspn(s, c);
}

static inline size_t strcspn_isr(const char *s, const char *c)
{
	return strcspn(s, c);
}

/* As strtok_r(): where it is goes into *p. */
static inline char *strtok_isr(char *s, const char *sep, char **p)
{
	return strtok_r(s, sep, p);
}

#ifdef __cplusplus
}
#endif

#endif /* __UK_ISR_STRING_ALIAS_H__ */
