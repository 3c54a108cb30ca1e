/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* getrandom(2) for programs, in pieces that fit on the stack. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include <uk/swrand.h>
#include <uk/syscall_define.h>

#define FLAGS_KNOWN (GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)
#define PIECE	    256

/* A fault came in the middle: how far it got, byte by byte. */
static size_t count_written(char *uat, const char *piece, size_t len)
{
	size_t n = 0;

	while (n < len && !uk_copy_to_app(uat + n, piece + n, 1))
		n++;
	return n;
}

UK_LLSYSCALL_R_DEFINE(ssize_t, getrandom, void *, ubuf, size_t, len,
		      unsigned int, flags)
{
	char piece[PIECE];
	size_t done = 0, part;

	if ((flags & ~FLAGS_KNOWN) ||
	    ((flags & GRND_RANDOM) && (flags & GRND_INSECURE)))
		return -EINVAL;
	if ((flags & GRND_NONBLOCK) && !(flags & GRND_INSECURE) &&
	    !uk_swrand_is_seeded())
		return -EAGAIN;
	for (len = MIN(len, INT_MAX); done < len; done += part) {
		part = MIN(len - done, sizeof(piece));
		uk_swrand_fill_buffer(piece, part);
		if (uk_copy_to_app((char *)ubuf + done, piece, part)) {
			done += count_written((char *)ubuf + done, piece, part);
			break;
		}
	}
	/* What a program got stays its secret */
	memset(piece, 0, sizeof(piece));
	__asm__ __volatile__("" : : "r"(piece) : "memory");
	return done || !len ? (ssize_t)done : -EFAULT;
}
