/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Classes of characters in the C locale: ASCII. */
#ifndef _CTYPE_H
#define _CTYPE_H

#ifdef __cplusplus
extern "C" {
#endif

int isalnum(int c);
int isalpha(int c);
int isascii(int c);
int isblank(int c);
int iscntrl(int c);
int isdigit(int c);
int isgraph(int c);
int islower(int c);
int isprint(int c);
int ispunct(int c);
int isspace(int c);
int isupper(int c);
int isxdigit(int c);
int toascii(int c);
int tolower(int c);
int toupper(int c);

/* The same inline. Differences are unsigned: one comparison for a range. */
static inline int __isdigit(int c)
{
	return (unsigned int)c - '0' < 10;
}

static inline int __islower(int c)
{
	return (unsigned int)c - 'a' < 26;
}

static inline int __isupper(int c)
{
	return (unsigned int)c - 'A' < 26;
}

static inline int __isalpha(int c)
{
	return ((unsigned int)c | 32) - 'a' < 26;
}

static inline int __isalnum(int c)
{
	return __isalpha(c) || __isdigit(c);
}

static inline int __isxdigit(int c)
{
	return __isdigit(c) || ((unsigned int)c | 32) - 'a' < 6;
}

static inline int __isspace(int c)
{
	return c == ' ' || (unsigned int)c - '\t' < 5;
}

static inline int __isblank(int c)
{
	return c == ' ' || c == '\t';
}

static inline int __iscntrl(int c)
{
	return (unsigned int)c < 0x20 || c == 0x7f;
}

static inline int __isprint(int c)
{
	return (unsigned int)c - 0x20 < 0x5f;
}

static inline int __isgraph(int c)
{
	return (unsigned int)c - 0x21 < 0x5e;
}

static inline int __ispunct(int c)
{
	return __isgraph(c) && !__isalnum(c);
}

static inline int __isascii(int c)
{
	return (unsigned int)c < 0x80;
}

static inline int __toascii(int c)
{
	return c & 0x7f;
}

static inline int __tolower(int c)
{
	return __isupper(c) ? c | 32 : c;
}

static inline int __toupper(int c)
{
	return __islower(c) ? c & ~32 : c;
}

#ifndef __cplusplus
#define isalnum(c)  __isalnum(c)
#define isalpha(c)  __isalpha(c)
#define isascii(c)  __isascii(c)
#define isblank(c)  __isblank(c)
#define iscntrl(c)  __iscntrl(c)
#define isdigit(c)  __isdigit(c)
#define isgraph(c)  __isgraph(c)
#define islower(c)  __islower(c)
#define isprint(c)  __isprint(c)
#define ispunct(c)  __ispunct(c)
#define isspace(c)  __isspace(c)
#define isupper(c)  __isupper(c)
#define isxdigit(c) __isxdigit(c)
#define toascii(c)  __toascii(c)
#define tolower(c)  __tolower(c)
#define toupper(c)  __toupper(c)
#endif

#ifdef __cplusplus
}
#endif

#endif /* _CTYPE_H */
