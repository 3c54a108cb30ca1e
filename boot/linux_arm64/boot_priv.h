/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between head.S and boot.c. */
#ifndef LINUX_ARM64_BOOT_PRIV_H
#define LINUX_ARM64_BOOT_PRIV_H

#include <uk/arch/types.h>

/*
 * On the boot stack, MMU on, per-CPU data there, interrupts off. tree: where
 * the device tree should be; of the direct map, the GiB of that address and
 * that of the image are mapped. Does not return.
 */
void linux_arm64_boot(__paddr_t tree);

#endif /* LINUX_ARM64_BOOT_PRIV_H */
