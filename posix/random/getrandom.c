/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <errno.h>
#include <sys/random.h>
#include <uk/swrand.h>

#define FLAGS_KNOWN (GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)

ssize_t getrandom(void *buf, size_t buflen, unsigned int flags)
{
	if ((flags & ~FLAGS_KNOWN) ||
	    ((flags & GRND_RANDOM) && (flags & GRND_INSECURE))) {
		errno = EINVAL;
		return -1;
	}
	if ((flags & GRND_NONBLOCK) && !(flags & GRND_INSECURE) &&
	    !uk_swrand_is_seeded()) {
		errno = EAGAIN;
		return -1;
	}
	return uk_swrand_fill_buffer(buf, buflen);
}
