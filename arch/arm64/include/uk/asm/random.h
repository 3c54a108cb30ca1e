/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* RNDR and RNDRRS; see <uk/arch/random.h>. */
#ifndef __UKARCH_ARM64_RANDOM_H__
#define __UKARCH_ARM64_RANDOM_H__

#include <uk/arch/random.h>

#endif /* __UKARCH_ARM64_RANDOM_H__ */
