/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Keys where there are areas. Nobody else can have a private word, so its
 * address is enough. Another one has to be in an area; if that is shared the
 * key is the place in what is mapped, which has an address for each mapping.
 * That is known by a number and not by an address: it may go while somebody
 * waits.
 */
#include <errno.h>
#include <uk/access.h>
#include <uk/pager.h>
#include <uk/vmem.h>
#include "futex_priv.h"

static int key_shared(struct uk_vas *vas, struct futex_key *key)
{
	const struct uk_vma_pager *area;
	const struct uk_vma *vma;

	/* Memory that is not an area's is the image's own: of native code */
	if (!vas || !uk_app_limit())
		return 0;
	vma = uk_vma_find(vas, key->addr);
	if (!vma)
		return -EFAULT;
	area = uk_vma_to_pager(vma);
	if (area && (vma->flags & UK_VMA_FLAG_SHARED)) {
		/* Odd, as no address space is */
		key->space = (const void *)(uintptr_t)(uk_pager_id(area->pager)
							       << 1 |
						       1);
		key->addr += area->offset - vma->start;
	}
	return 0;
}

int futex_key_get(struct futex_word word, struct futex_key *key)
{
	struct uk_vas *vas = uk_process_current()->vas;

	*key = (struct futex_key){.space = vas, .addr = (uintptr_t)word.at};
	if (key->addr % sizeof(*word.at))
		return -EINVAL;
	if (!uk_app_range_ok(key->addr, sizeof(*word.at)))
		return -EFAULT;
	return word.private ? 0 : key_shared(vas, key);
}
