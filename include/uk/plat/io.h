/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Addresses for devices. */
#ifndef __UKPLAT_IO_H__
#define __UKPLAT_IO_H__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The physical address that a device must be given to reach a virtual one;
 * __PADDR_ANY if nothing is mapped there. Implemented by mm/ukpaging: direct
 * map and image by arithmetic, everything else by a walk of the page table.
 */
__paddr_t ukplat_virt_to_phys(const volatile void *address);

#ifdef __cplusplus
}
#endif

#endif /* __UKPLAT_IO_H__ */
