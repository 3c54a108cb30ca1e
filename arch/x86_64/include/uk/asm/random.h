/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* RDRAND and RDSEED; <uk/arch/random.h> declares the functions. */
#ifndef __UKARCH_X86_RANDOM_H__
#define __UKARCH_X86_RANDOM_H__

/* How often RDRAND is asked before it counts as failed. */
#define RDRAND_RETRY_LIMIT 10

#endif /* __UKARCH_X86_RANDOM_H__ */
