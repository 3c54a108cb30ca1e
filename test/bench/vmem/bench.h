/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __BENCH_VMEM_H__
#define __BENCH_VMEM_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/essentials.h>

struct uk_vas;

/* One line: a name, ticks of the counter, rounds. */
void report(const char *name, uint64_t ticks, unsigned long n);

/* pager.c; 0, or it failed */
int bench_pager(struct uk_vas *vas);

#endif /* __BENCH_VMEM_H__ */
