/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/process.h>
#include <uk/vmem.h>
#include "exec_priv.h"

int exec_vas_clear(struct uk_process *p)
{
	const struct uk_vma *vma;

	if (!p->vas)
		p->vas = uk_vas_get_active();
	if (!p->vas)
		return -ENOMEM;
	while ((vma = uk_vma_first(p->vas))) {
		int rc = uk_vma_unmap(p->vas, vma->start, vma->end - vma->start,
				      0);

		if (rc)
			return rc;
	}
	return 0;
}
