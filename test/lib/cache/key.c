/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "key.h"

#define MAP_OPTION "-ffile-prefix-map="

static int begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Options with a value of their own that only the preprocessor looks at. */
static int is_path_option(const char *arg)
{
	return !strcmp(arg, "-I") || !strcmp(arg, "-isystem") ||
	       !strcmp(arg, "-include") || !strcmp(arg, "-iquote") ||
	       !strcmp(arg, "-MF") || !strcmp(arg, "-MT") || !strcmp(arg, "-o");
}

/* What writes or reads more than an object, or is not a plain text. */
static int is_beyond(const char *arg)
{
	return arg[0] == '@' || begins(arg, "-save-temps") ||
	       begins(arg, "-fplugin") || begins(arg, "-fprofile") ||
	       begins(arg, "--coverage") || begins(arg, "-gsplit") ||
	       begins(arg, "-fdebug-prefix-map") ||
	       begins(arg, "-fmacro-prefix-map") || !strcmp(arg, "-E") ||
	       !strcmp(arg, "-S") || !strcmp(arg, "-g3") ||
	       !strcmp(arg, "-M") || !strcmp(arg, "-MM") ||
	       !strcmp(arg, "-MQ") || !strcmp(arg, "-");
}

static int is_source(const char *arg)
{
	const char *dot = strrchr(arg, '.');

	return arg[0] != '-' && dot &&
	       (!strcmp(dot, ".c") || !strcmp(dot, ".S") ||
		!strcmp(dot, ".cc") || !strcmp(dot, ".cpp") ||
		!strcmp(dot, ".cxx"));
}

/* One option, whose value is `value`; 0, or -1. */
static int read_value(struct job *job, const char *option, const char *value)
{
	if (!value)
		return -1;
	if (!strcmp(option, "-o"))
		job->output = value;
	else if (!strcmp(option, "-MF"))
		job->dependencies = value;
	else if (!strcmp(option, "-MT"))
		job->target = value;
	return 0;
}

int job_read(struct job *job, char **argv)
{
	int i, compiles = 0, sources = 0;

	*job = (struct job){.argv = argv};
	for (i = 1; argv[i]; i++) {
		if (is_beyond(argv[i]))
			return -1;
		if (is_path_option(argv[i])) {
			if (read_value(job, argv[i], argv[i + 1]))
				return -1;
			i++;
		} else if (begins(argv[i], MAP_OPTION)) {
			if (job->maps_count == MAPS_MAX)
				return -1;
			job->maps[job->maps_count++] =
				argv[i] + strlen(MAP_OPTION);
		} else if (!strcmp(argv[i], "-c")) {
			compiles = 1;
		} else if (!strcmp(argv[i], "-MMD") ||
			   !strcmp(argv[i], "-MD")) {
			job->depends = 1;
		} else if (is_source(argv[i])) {
			sources++;
		} else if (argv[i][0] != '-') {
			return -1;
		}
	}
	job->argc = i;
	return compiles && sources == 1 && job->output ? 0 : -1;
}

/* ---- paths ---- */

/* The last map that fits counts, as the compilers have it. */
static const char *map_of(const struct job *job, const char *path, size_t size,
			  size_t *old_size)
{
	int i;

	for (i = job->maps_count - 1; i >= 0; i--) {
		const char *equals = strchr(job->maps[i], '=');

		if (!equals)
			continue;
		*old_size = (size_t)(equals - job->maps[i]);
		if (*old_size <= size &&
		    !strncmp(path, job->maps[i], *old_size))
			return equals + 1;
	}
	*old_size = 0;
	return "";
}

static void write_mapped(FILE *key, const struct job *job, const char *path,
			 size_t size)
{
	size_t skip;

	fputs(map_of(job, path, size, &skip), key);
	fwrite(path + skip, 1, size - skip, key);
}

/* ---- the key ---- */

int key_write_options(FILE *key, const struct job *job, const char *compiler)
{
	char *folder = getcwd(NULL, 0);
	struct stat st;
	int i;

	if (!folder || stat(compiler, &st))
		return -1;
	fprintf(key, "%s %lld %lld\n", compiler, (long long)st.st_size,
		(long long)st.st_mtime);
	write_mapped(key, job, folder, strlen(folder));
	free(folder);
	for (i = 1; i < job->argc; i++) {
		const char *arg = job->argv[i];

		if (is_path_option(arg))
			i++;
		else if (begins(arg, MAP_OPTION) && strchr(arg, '='))
			fprintf(key, "\nmap %s", strrchr(arg, '='));
		else if (!begins(arg, "-I") && !begins(arg, "-M") &&
			 !is_source(arg))
			fprintf(key, "\n%s", arg);
	}
	return fputs("\n", key) < 0 ? -1 : 0;
}

/* # LINE "PATH" FLAGS */
static int is_marker(const char *line)
{
	return line[0] == '#' && line[1] == ' ' &&
	       isdigit((unsigned char)line[2]) && strchr(line, '"') != NULL;
}

int key_write_source(FILE *key, const struct job *job, FILE *source)
{
	unsigned long blank = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t size;
	int rc = 0;

	while (rc == 0 && (size = getline(&line, &room, source)) > 0) {
		if (line[0] == '\n') {
			blank++;
			continue;
		}
		if (is_marker(line)) {
			size_t at = (size_t)(strchr(line, '"') - line) + 1;

			/* It says which line comes, whatever was before */
			blank = 0;
			fwrite(line, 1, at, key);
			write_mapped(key, job, line + at, (size_t)size - at);
		} else {
			for (; blank; blank--)
				fputc('\n', key);
			fwrite(line, 1, (size_t)size, key);
		}
		rc = strstr(line, ".incbin") ? -1 : 0;
	}
	free(line);
	return rc;
}

/* FNV-1a: finds a place only; the whole key is compared. */
uint64_t key_hash(const char *key, size_t size)
{
	uint64_t hash = 0xcbf29ce484222325;
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3;
	return hash;
}
