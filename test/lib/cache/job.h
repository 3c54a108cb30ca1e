/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A compiler's command line, as far as the cache has to understand it. */
#ifndef CACHE_JOB_H
#define CACHE_JOB_H

#include <stdio.h>

#define MAPS_MAX    16
#define FOLDERS_MAX 128
#define FORCED_MAX  8
#define DEFINED_MAX 64

struct job {
	char **argv;
	int argc;
	const char *output;	    /* of -o */
	const char *dependencies;   /* of -MF, or NULL: beside the output */
	const char *target;	    /* of -MT, or NULL: the output */
	const char *maps[MAPS_MAX]; /* OLD=NEW of -ffile-prefix-map */
	int maps_count;
	const char *folders[FOLDERS_MAX]; /* of -I and its like, in order */
	int folders_count;
	const char *forced[FORCED_MAX]; /* of -include */
	int forced_count;
	/* of -D: NAME or NAME=VALUE, which decides where a file has the name */
	const char *defined[DEFINED_MAX];
	int defined_count;
	int depends; /* -MD or -MMD was given */
};

/*
 * Reads a command line. Returns 0, or -1 when it does not compile one source to
 * one object in a way that is understood here: then nothing is remembered.
 */
int job_read(struct job *job, char **argv);

/*
 * The command line with its dependencies, those on the system's headers too,
 * going to `file` instead. The caller frees the array, not the words.
 */
char **job_with_dependencies(const struct job *job, const char *file);

/*
 * Writes what decides about the object besides the files that are read: the
 * compiler, where it runs, its options but `defined`. What paths are mapped to
 * is in those that are written here and with the inputs. Returns 0 or -1.
 */
int job_write(FILE *key, const struct job *job, const char *compiler);

/* Writes a path with the folders mapped that the options map. */
void job_write_path(FILE *key, const struct job *job, const char *path);

/*
 * The path that was written so, to be freed; NULL if none can be told, which is
 * so for relative paths.
 */
char *job_find_path(const struct job *job, const char *mapped);

#endif
