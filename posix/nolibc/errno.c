/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * errno, one for each thread. It lies in the thread's object and not in
 * thread-local storage: functions of lib/nolibc that set it are called by
 * kernel code too, which may not touch the application's TLS register.
 */
#include <errno.h>
#include <uk/thread.h>

static int boot_errno; /* before there are threads */

int *__errno_location(void)
{
	struct uk_thread *self = uk_thread_current();

	return self ? &self->libc_errno : &boot_errno;
}
