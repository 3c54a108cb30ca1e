/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Strings without regard to case, and older names. */
#ifndef _STRINGS_H
#define _STRINGS_H

#define __NEED_size_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

int bcmp(const void *s1, const void *s2, size_t n);
void bcopy(const void *src, void *dst, size_t n);
void bzero(void *dst, size_t n);
char *index(const char *s, int c);
char *rindex(const char *s, int c);

int strcasecmp(const char *s1, const char *s2);
int strncasecmp(const char *s1, const char *s2, size_t n);

int ffs(int v);
int ffsl(long v);
int ffsll(long long v);

#ifdef __cplusplus
}
#endif

#endif /* _STRINGS_H */
