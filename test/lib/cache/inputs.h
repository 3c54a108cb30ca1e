/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The files that a compiler reads for an object, and what of them decides. */
#ifndef CACHE_INPUTS_H
#define CACHE_INPUTS_H

#include <stddef.h>
#include <stdio.h>
#include "job.h"

#define INPUTS_MAX 1024

struct text {
	char *at; /* ends with a zero that `size` does not count */
	size_t size;
};

/*
 * The source and all that it includes. `options` are the names of options that
 * occur in them, each between two blanks, or "*" when a name is made by
 * pasting, which can be any: of a file of options, given by -include, only
 * these count.
 */
struct inputs {
	char *paths[INPUTS_MAX];
	int count;
	char *options;
};

/* Reads a whole file; 0, or -1. */
int text_read(struct text *text, const char *path);

/* Takes the inputs of a rule for make out of `rule`, which it changes. 0 or -1.
 */
int inputs_read_rule(struct inputs *inputs, char *rule);

/*
 * Finds what options they name. Returns -1 when more than these files decides
 * about the object, or when one was written after the time `since`.
 */
int inputs_scan(struct inputs *inputs, const struct job *job,
		const struct timespec *since);

/* Writes them as one paragraph, with mapped paths. */
void inputs_write(FILE *file, const struct inputs *inputs,
		  const struct job *job);

/* Reads a paragraph at *from, and moves on; 0, or -1 when there is none. */
int inputs_read(struct inputs *inputs, const struct job *job, char **from);

/*
 * Writes what decides of each: its content, or the options that count; where
 * it was found, and which files of its name are there besides. 0, or -1 when
 * one is missing.
 */
int inputs_write_key(FILE *key, const struct inputs *inputs,
		     const struct job *job);

/* Writes the rule for make that the options ask for; 0 or -1. */
int inputs_write_rule(const struct inputs *inputs, const struct job *job);

#endif
