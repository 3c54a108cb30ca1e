/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Sizes that the configuration sets. */
#ifndef __UKPLAT_CONFIG_H__
#define __UKPLAT_CONFIG_H__

#include <uk/arch/limits.h>

/* A thread's kernel stack: 2^order pages, in bytes. */
#define STACK_SIZE_PAGE_ORDER __STACK_SIZE_PAGE_ORDER
#define STACK_SIZE	      __STACK_SIZE

#endif /* __UKPLAT_CONFIG_H__ */
