/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Memory and strings for interrupt and trap handlers: in general registers
 * only, whatever C library the image has.
 *
 * nolibc's functions are like that already: with it, these are other names for
 * them. With another C library they are functions of their own.
 */
#ifndef __UK_ISR_STRING_H__
#define __UK_ISR_STRING_H__

#include <stddef.h>
#include <uk/config.h>

#ifdef CONFIG_LIBNOLIBC
#include <uk/isr/string_alias.h>
#else

#ifdef __cplusplus
extern "C" {
#define restrict __restrict
#endif

void *memcpy_isr(void *dst, const void *src, size_t len);
void *memmove_isr(void *dst, const void *src, size_t len);
void *memset_isr(void *ptr, int val, size_t len);
void *memchr_isr(const void *ptr, int val, size_t len);
void *memrchr_isr(const void *m, int c, size_t n);
int memcmp_isr(const void *ptr1, const void *ptr2, size_t len);

size_t strlen_isr(const char *str);
size_t strnlen_isr(const char *str, size_t maxlen);
char *strcpy_isr(char *dst, const char *src);
char *strncpy_isr(char *dst, const char *src, size_t len);
size_t strlcpy_isr(char *d, const char *s, size_t n);
size_t strlcat_isr(char *d, const char *s, size_t n);
int strcmp_isr(const char *str1, const char *str2);
int strncmp_isr(const char *str1, const char *str2, size_t len);
char *strchr_isr(const char *str, int c);
char *strchrnul_isr(const char *s, int c);
char *strrchr_isr(const char *s, int c);
size_t strspn_isr(const char *s, const char *c);
size_t strcspn_isr(const char *s, const char *c);

/* As strtok_r(): where it is goes into *p. */
char *strtok_isr(char *restrict s, const char *restrict sep, char **restrict p);

#ifdef __cplusplus
#undef restrict
}
#endif

#endif /* !CONFIG_LIBNOLIBC */

#endif /* __UK_ISR_STRING_H__ */
