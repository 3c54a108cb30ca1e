/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Scatter-gather lists learn from us where memory lies. */
#include <uk/ctors.h>
#include <uk/plat/io.h>
#include <uk/sglist.h>

static void sglist_ctor(void)
{
	(void)uk_sglist_set_translator(ukplat_virt_to_phys);
}

UK_CTOR_PRIO(sglist_ctor, 0);
