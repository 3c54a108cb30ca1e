/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Where the image lies: the boot code finds out. */
#ifndef __ARCH_ARM64_MMU_H__
#define __ARCH_ARM64_MMU_H__

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <uk/arch/types.h>

/* Physical address of KERNEL_IMAGE_BASE; set before the first C code. */
extern __paddr_t arm64_image_pbase;

static inline __paddr_t arch_image_to_phys(__vaddr_t vaddr)
{
	return vaddr - KERNEL_IMAGE_BASE + arm64_image_pbase;
}

/* mmu.S maps whole GiB: those of the image and of the device tree. */
bool arch_boot_mapped(__paddr_t paddr, __sz len);

#endif /* !__ASSEMBLER__ */

#endif /* __ARCH_ARM64_MMU_H__ */
