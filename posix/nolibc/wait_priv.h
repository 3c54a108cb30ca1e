/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Waiting: wait_sched.c with threads, wait_halt.c without. */
#ifndef NOLIBC_WAIT_PRIV_H
#define NOLIBC_WAIT_PRIV_H

#include <uk/arch/time.h>

/* Let others run, or the machine sleep, for this long at least. */
void wait_nsec(__nsec nsec);

#endif /* NOLIBC_WAIT_PRIV_H */
