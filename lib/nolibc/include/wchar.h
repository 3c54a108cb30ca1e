/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Wide characters: the types, and what printf() needs of them. */
#ifndef _WCHAR_H
#define _WCHAR_H

#define __NEED_wchar_t
#define __NEED_wint_t
#define __NEED_mbstate_t
#define __NEED_size_t
#include <bits/alltypes.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef WEOF
#define WEOF 0xffffffffU
#endif

#ifdef __cplusplus
}
#endif

#endif /* _WCHAR_H */
