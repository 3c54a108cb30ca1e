/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <limits.h>
#include <string.h>
#include "machine.h"
#include "model.h"

static struct {
	bool waiting;
	unsigned int word;
	uint32_t bitset;
	unsigned long since; /* who comes first */
} waits[THREADS];

static unsigned long ticks;

void model_start(void)
{
	memset(waits, 0, sizeof(waits));
}

void model_wait(unsigned int i, unsigned int word, uint32_t bitset)
{
	waits[i].waiting = true;
	waits[i].word = word;
	waits[i].bitset = bitset;
	waits[i].since = ++ticks;
}

bool model_is_waiting(unsigned int i)
{
	return waits[i].waiting;
}

void model_leave(unsigned int i)
{
	waits[i].waiting = false;
}

/* The first one that came to a word, up to a time; THREADS: nobody. */
static unsigned int first(unsigned int word, uint32_t bitset,
			  unsigned long until)
{
	unsigned int found = THREADS;

	for (unsigned int i = 0; i < THREADS; i++)
		if (waits[i].waiting && waits[i].word == word &&
		    (waits[i].bitset & bitset) && waits[i].since <= until &&
		    (found == THREADS || waits[i].since < waits[found].since))
			found = i;
	return found;
}

int model_wake(unsigned int word, int max, uint32_t bitset)
{
	unsigned int i;
	int n = 0;

	/* At least one, as Linux has it */
	while (n < (max > 1 ? max : 1) &&
	       (i = first(word, bitset, ULONG_MAX)) < THREADS) {
		model_leave(i);
		n++;
	}
	return n;
}

int model_requeue(unsigned int from, unsigned int to, int wake, int move)
{
	unsigned long until = ticks;
	unsigned int i;
	int n = 0;

	while (n - wake < move && (i = first(from, ~0U, until)) < THREADS) {
		if (n++ < wake)
			model_leave(i);
		else
			model_wait(i, to, waits[i].bitset);
	}
	return n;
}
