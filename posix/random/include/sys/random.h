/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Random bytes, as on Linux; from base/ukswrand. */
#ifndef __SYS_RANDOM_H__
#define __SYS_RANDOM_H__

#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GRND_NONBLOCK 0x1 /* do not wait for a good seed: -1 and EAGAIN */
#define GRND_RANDOM   0x2 /* the same numbers */
#define GRND_INSECURE 0x4 /* numbers that can be guessed will do */

/*
 * Fills buf and returns buflen, or -1 with errno EINVAL (unknown flags, or
 * GRND_RANDOM with GRND_INSECURE) or EAGAIN. There is nothing to wait for: who
 * did not ask otherwise gets guessable numbers when there is no good seed, and
 * the log says so.
 */
ssize_t getrandom(void *buf, size_t buflen, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* __SYS_RANDOM_H__ */
