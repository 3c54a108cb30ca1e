/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A heap that is used from front to back and never gets anything back. */
#ifndef __UK_ALLOCREGION_H__
#define __UK_ALLOCREGION_H__

#include <stddef.h>
#include <uk/alloc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A heap in [base, base + len), registered; NULL if its own data do not fit. */
struct uk_alloc *uk_allocregion_init(void *base, size_t len);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ALLOCREGION_H__ */
