/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Plain waiters as lists of threads, one for each word, in their order. */
#ifndef __FUZZ_FUTEX_MODEL_H__
#define __FUZZ_FUTEX_MODEL_H__

#include <stdbool.h>
#include <stdint.h>

#define PLAIN_WORDS 3

void model_start(void);

void model_wait(unsigned int thread, unsigned int word, uint32_t bitset);
/* The number of woken ones. */
int model_wake(unsigned int word, int max, uint32_t bitset);
int model_requeue(unsigned int from, unsigned int to, int wake, int move);

/* Is it in a list? It leaves when it gives up. */
bool model_is_waiting(unsigned int thread);
void model_leave(unsigned int thread);

#endif /* __FUZZ_FUTEX_MODEL_H__ */
