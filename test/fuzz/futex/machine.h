/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Threads that run one at a time, when the test says so, until they block or
 * touch the application's memory: there the test may let others run.
 */
#ifndef __FUZZ_FUTEX_MACHINE_H__
#define __FUZZ_FUTEX_MACHINE_H__

#include <stdbool.h>
#include <stdint.h>

#define THREADS 5

/* What a thread does; its result is kept. */
typedef long (*machine_op_t)(void *arg);

void machine_start(void);
void machine_stop(void);

/* An idle thread begins, and runs up to where it stops first. */
void machine_begin(unsigned int i, machine_op_t op, void *arg);
/* A runnable thread goes on. */
void machine_run(unsigned int i);

bool machine_is_idle(unsigned int i); /* what it did has ended */
bool machine_is_runnable(unsigned int i);
long machine_result(unsigned int i);
/* It sleeps until a lock is given to it. */
bool machine_waits_for_lock(unsigned int i);

/* How many of the next accesses pass without a stop in between. */
void machine_stops_after(unsigned int accesses);

uint64_t machine_now(void);
void machine_advance(uint64_t by); /* wakes whose time has come */
void machine_interrupt(unsigned int i);
/* The next thread that blocks is interrupted in the moment before. */
void machine_interrupt_at_block(void);
bool machine_is_interrupted(unsigned int i);
void machine_calm(unsigned int i);

int machine_tid(unsigned int i);
/* It ends, and another one takes its place: releases its locks. */
void machine_exit(unsigned int i);

#endif /* __FUZZ_FUTEX_MACHINE_H__ */
