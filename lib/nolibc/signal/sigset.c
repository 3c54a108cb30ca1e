/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sets of signals. */
#include <errno.h>
#include <signal.h>
#include <string.h>

#define BITS (8 * sizeof(unsigned long))

static int is_valid(int sig)
{
	if (sig >= 1 && sig < _NSIG)
		return 1;
	errno = EINVAL;
	return 0;
}

int sigemptyset(sigset_t *set)
{
	memset(set, 0, sizeof(*set));
	return 0;
}

int sigfillset(sigset_t *set)
{
	memset(set, 0xff, sizeof(*set));
	return 0;
}

int sigaddset(sigset_t *set, int sig)
{
	unsigned int bit = (unsigned int)sig - 1;

	if (!is_valid(sig))
		return -1;
	set->__bits[bit / BITS] |= 1UL << (bit % BITS);
	return 0;
}

int sigdelset(sigset_t *set, int sig)
{
	unsigned int bit = (unsigned int)sig - 1;

	if (!is_valid(sig))
		return -1;
	set->__bits[bit / BITS] &= ~(1UL << (bit % BITS));
	return 0;
}

int sigismember(const sigset_t *set, int sig)
{
	unsigned int bit = (unsigned int)sig - 1;

	if (!is_valid(sig))
		return -1;
	return (set->__bits[bit / BITS] >> (bit % BITS)) & 1;
}
