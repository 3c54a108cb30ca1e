/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <uk/alloc.h>
#include <uk/arch/tls.h>
#include <uk/plat/tls.h>
#include "boot_priv.h"

int boot_tls_init(struct uk_alloc *a)
{
	void *area;

	/* Without a heap the program has to do without __thread */
	if (!a)
		return 0;
	area = uk_memalign(a, ukarch_tls_area_align(), ukarch_tls_area_size());
	if (!area)
		return -ENOMEM;
	ukarch_tls_area_init(area);
	ukplat_tlsp_set(ukarch_tls_tlsp(area));
	return 0;
}
