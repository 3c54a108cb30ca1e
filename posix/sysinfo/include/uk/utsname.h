/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What system this is, for the kernel's own use. */
#ifndef __UK_UTSNAME_H__
#define __UK_UTSNAME_H__

#include <stdbool.h>
#include <sys/utsname.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What uname() says now. */
void uk_utsname_get(struct utsname *name);

/* The machine's name, or its domain's, up to an end or a newline; what is
 * longer than it can be is cut.
 */
void uk_utsname_set(bool domain, const char *name);

#ifdef __cplusplus
}
#endif

#endif /* __UK_UTSNAME_H__ */
