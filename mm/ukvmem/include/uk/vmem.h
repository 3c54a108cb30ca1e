/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Virtual memory: address spaces, areas, and the types of areas. */
#ifndef __UK_VMEM_H__
#define __UK_VMEM_H__

#include <uk/falloc.h>
#include <uk/pager.h>
#include <uk/vma.h>
#include <uk/vma_types.h>

#endif /* __UK_VMEM_H__ */
