/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Matching names against patterns. */
#ifndef _FNMATCH_H
#define _FNMATCH_H

#ifdef __cplusplus
extern "C" {
#endif

#define FNM_PATHNAME	0x1
#define FNM_NOESCAPE	0x2
#define FNM_PERIOD	0x4
#define FNM_LEADING_DIR 0x8
#define FNM_CASEFOLD	0x10
#define FNM_FILE_NAME	FNM_PATHNAME
#define FNM_NOMATCH	1

int fnmatch(const char *pattern, const char *string, int flags);

#ifdef __cplusplus
}
#endif

#endif /* _FNMATCH_H */
