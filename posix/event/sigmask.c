/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/access.h>
#include "event_priv.h"

/* posix/signal's, if it is in the image */
void uk_signal_mask_set(uint64_t mask) __weak;
void uk_signal_mask_done(bool interrupted) __weak;

int event_mask_begin(const void *app, size_t size)
{
	uint64_t mask;

	if (!app)
		return 0;
	if (size != sizeof(mask))
		return -EINVAL;
	if (uk_copy_from_app(&mask, app, sizeof(mask)))
		return -EFAULT;
	if (!uk_signal_mask_set)
		return -ENOSYS;
	uk_signal_mask_set(mask);
	return 0;
}

void event_mask_end(const void *app, bool interrupted)
{
	if (app)
		uk_signal_mask_done(interrupted);
}
