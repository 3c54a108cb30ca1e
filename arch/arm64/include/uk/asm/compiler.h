/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Function attributes for branch protection: code that runs while the keys
 * or the page attributes that it needs are not in place goes without.
 */
#ifndef __UKARCH_ARM64_COMPILER_H__
#define __UKARCH_ARM64_COMPILER_H__

#include <uk/config.h>

#define __no_branch_protection __attribute__((target("branch-protection=none")))

/* Without signed return addresses, but still with landing pads if built so. */
#if CONFIG_ARM64_FEAT_BTI
#define __no_pauth __attribute__((target("branch-protection=bti")))
#else
#define __no_pauth __no_branch_protection
#endif

/* Without landing pads, but still with signed return addresses if built so. */
#if CONFIG_ARM64_FEAT_PAUTH
#define __no_bti __attribute__((target("branch-protection=pac-ret")))
#else
#define __no_bti __no_branch_protection
#endif

#endif /* __UKARCH_ARM64_COMPILER_H__ */
