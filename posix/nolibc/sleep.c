/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* sleep() and usleep(). */
#include <errno.h>
#include <unistd.h>
#include <uk/arch/time.h>

#include "wait_priv.h"

/* Nothing interrupts it: there are no signals. */
unsigned int sleep(unsigned int seconds)
{
	wait_nsec(ukarch_time_sec_to_nsec((__nsec)seconds));
	return 0;
}

int usleep(useconds_t usec)
{
	wait_nsec(ukarch_time_usec_to_nsec((__nsec)usec));
	return 0;
}
