/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory; see <stdlib.h>. */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdlib.h>

#endif /* _MALLOC_H */
