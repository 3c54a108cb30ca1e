/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Included before everything else on the build machine. <arch/mmu.h>: the
 * physical address of memory is its address. And the C library's headers that
 * clash with the interface's macros, types or numbers.
 */
#ifndef __ARCH_MMU_H__
#define __ARCH_MMU_H__

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include "../../../lib/nolibc/include/sys/mount.h"

#define arch_phys_to_direct(paddr) ((void *)(paddr))
#define arch_virt_to_phys(ptr)	   ((__paddr_t)(ptr))

#endif /* __ARCH_MMU_H__ */
