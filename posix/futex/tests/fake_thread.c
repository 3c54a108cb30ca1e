/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Threads on the build machine: nobody sleeps. */
#include <uk/thread.h>

void uk_thread_wake(struct uk_thread *t __unused)
{
}
