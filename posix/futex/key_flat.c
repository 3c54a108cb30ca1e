/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Keys where there is one address space, without areas. */
#include <errno.h>
#include <uk/access.h>
#include "futex_priv.h"

int futex_key_get(struct futex_word word, struct futex_key *key)
{
	*key = (struct futex_key){
		.space = uk_process_current()->vas,
		.addr = (uintptr_t)word.at,
	};
	if (key->addr % sizeof(*word.at))
		return -EINVAL;
	return uk_app_range_ok(key->addr, sizeof(*word.at)) ? 0 : -EFAULT;
}
