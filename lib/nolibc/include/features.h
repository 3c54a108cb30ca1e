/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What this C library is; every feature is always visible. */
#ifndef _FEATURES_H
#define _FEATURES_H

#define __NOLIBC__ 1

#if __STDC_VERSION__ >= 199901L
#define __restrict restrict
#endif

#ifdef __cplusplus
#define __inline inline
#endif

#if defined(__cplusplus) || !defined(__STDC_VERSION__) || \
	__STDC_VERSION__ < 201112L
#define _Noreturn __attribute__((__noreturn__))
#endif

#endif /* _FEATURES_H */
