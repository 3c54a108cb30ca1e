/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdint.h>
#include <sys/resource.h>
#include "fdio_priv.h"

off_t vfscore_size_limit(void)
{
	const struct uk_process *p = uk_process_current();
	uint64_t cur = p ? p->rlimits[RLIMIT_FSIZE].cur : INT64_MAX;

	return cur > INT64_MAX ? INT64_MAX : (off_t)cur;
}
