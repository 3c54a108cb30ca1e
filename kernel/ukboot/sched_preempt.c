/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/sched.h>
#include <uk/schedpreempt.h>
#include "boot_priv.h"

int boot_sched_start(struct uk_alloc *a)
{
	struct uk_sched *s = uk_schedpreempt_create(a);

	return s ? uk_sched_start(s) : -ENOMEM;
}
