/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Optional protections of the CPU. Each *_check() returns 0, or -ENOTSUP when
 * the image was built to rely on something that this CPU does not have.
 */
#ifndef __ARCH_ARM64_FEATURES_H__
#define __ARCH_ARM64_FEATURES_H__

#include <uk/config.h>

#if CONFIG_ARM64_FEAT_PAUTH
/* By the boot code, before the first C function that returns. */
void arm64_pauth_init(void);
int arm64_pauth_check(void);
#else
static inline int arm64_pauth_check(void)
{
	return 0;
}
#endif

#if CONFIG_ARM64_FEAT_MTE
/* Switches tag checks on. */
int ukarch_memtag_init(void);
#else
static inline int ukarch_memtag_init(void)
{
	return 0;
}
#endif

#endif /* __ARCH_ARM64_FEATURES_H__ */
