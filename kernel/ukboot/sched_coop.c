/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/sched.h>
#include <uk/schedcoop.h>
#include "boot_priv.h"

int boot_sched_start(struct uk_alloc *a)
{
	struct uk_sched *s = uk_schedcoop_create(a);

	return s ? uk_sched_start(s) : -ENOMEM;
}
