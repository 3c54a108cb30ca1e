/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory on the stack of the caller. */
#ifndef _ALLOCA_H
#define _ALLOCA_H

#define __NEED_size_t
#include <bits/alltypes.h>

#define alloca(size) __builtin_alloca(size)

#endif /* _ALLOCA_H */
