/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What ramfs and vfscore need of the machine: memory that fails on demand,
 * frames and heap alike, a clock, and an initial RAM disk.
 */
#ifndef __RAMFS_TESTS_MACHINE_H__
#define __RAMFS_TESTS_MACHINE_H__

#include <stddef.h>

/* Once, before anything else: a root, and memory that is counted. */
void machine_start(void);

/* The nth request for memory from now on fails, 0: none; counts anew. */
void machine_fail_at(unsigned long nth);
unsigned long machine_requests(void);

/* Pieces of memory that are in use. */
long machine_live(void);

/* What is mounted as "initrd" from now on. */
void machine_initrd(const void *base, size_t len);

#endif /* __RAMFS_TESTS_MACHINE_H__ */
