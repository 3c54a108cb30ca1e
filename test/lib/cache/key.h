/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What decides about an object file, as text. */
#ifndef CACHE_KEY_H
#define CACHE_KEY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define MAPS_MAX 16

/* A compiler's command line, as far as this program has to understand it. */
struct job {
	char **argv;
	int argc;
	const char *output;	    /* of -o */
	const char *dependencies;   /* of -MF, or NULL: beside the output */
	const char *target;	    /* of -MT, or NULL: the output */
	const char *maps[MAPS_MAX]; /* OLD=NEW of -ffile-prefix-map */
	int maps_count;
	int depends; /* -MD or -MMD was given */
};

/*
 * Reads a command line. Returns 0, or -1 when it does not compile one source to
 * one object in a way that is understood here: then nothing is remembered.
 */
int job_read(struct job *job, char **argv);

/*
 * Writes what decides about the object besides the preprocessed source: the
 * compiler, where it runs, its options.
 */
int key_write_options(FILE *key, const struct job *job, const char *compiler);

/*
 * Copies the preprocessed source; the folders that the options map are mapped
 * in its line markers. Returns -1 when the source names files that the
 * preprocessor does not read.
 */
int key_write_source(FILE *key, const struct job *job, FILE *source);

uint64_t key_hash(const char *key, size_t size);

#endif
