/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* An application's memory on the build machine. */
#ifndef __SHIM_FAKE_ACCESS_H__
#define __SHIM_FAKE_ACCESS_H__

#include <stddef.h>

/* What can be read; NULL: all but the first page. */
void fake_memory_set(const void *base, size_t len);

#endif /* __SHIM_FAKE_ACCESS_H__ */
