/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "job.h"

#define MAP_OPTION "-ffile-prefix-map="

static int begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Options that say where to look; the value follows. */
static int is_folder_option(const char *arg)
{
	return !strcmp(arg, "-I") || !strcmp(arg, "-isystem") ||
	       !strcmp(arg, "-iquote");
}

/* Options with a value of their own that are no text of the object. */
static int is_path_option(const char *arg)
{
	return is_folder_option(arg) || !strcmp(arg, "-include") ||
	       !strcmp(arg, "-MF") || !strcmp(arg, "-MT") || !strcmp(arg, "-o");
}

/*
 * A definition, which is nothing to a file without its name. Most files have
 * those of the compiler's kind.
 */
static int is_definition(const char *arg)
{
	return begins(arg, "-D") && !begins(arg, "-D__");
}

/* Does the name of an option decide, though no file may have it? */
static int defines_by_option(const char *arg)
{
	const char *value = strchr(arg, '=');

	return begins(arg, "-D") && value && strstr(value, "CONFIG_");
}

/* What writes or reads more than an object, or is not a plain text. */
static int is_beyond(const char *arg)
{
	return arg[0] == '@' || begins(arg, "-save-temps") ||
	       begins(arg, "-fplugin") || begins(arg, "-fprofile") ||
	       begins(arg, "--coverage") || begins(arg, "-gsplit") ||
	       begins(arg, "-fdebug-prefix-map") ||
	       begins(arg, "-fmacro-prefix-map") || begins(arg, "-idirafter") ||
	       begins(arg, "-imacros") || begins(arg, "-iprefix") ||
	       begins(arg, "-iwith") || begins(arg, "--sysroot") ||
	       begins(arg, "-isysroot") || begins(arg, "-Wp,") ||
	       begins(arg, "-U") || defines_by_option(arg) ||
	       !strcmp(arg, "-g3") || !strcmp(arg, "-ggdb3") ||
	       !strcmp(arg, "-E") || !strcmp(arg, "-S") || !strcmp(arg, "-M") ||
	       !strcmp(arg, "-MM") || !strcmp(arg, "-MQ") || !strcmp(arg, "-");
}

/* Variables that add to the command line. */
static int is_influenced(void)
{
	static const char *const names[] = {"CPATH",
					    "C_INCLUDE_PATH",
					    "CPLUS_INCLUDE_PATH",
					    "GCC_EXEC_PREFIX",
					    "COMPILER_PATH",
					    "DEPENDENCIES_OUTPUT",
					    "SOURCE_DATE_EPOCH",
					    "CCC_OVERRIDE_OPTIONS"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (getenv(names[i]))
			return 1;
	return 0;
}

static int is_source(const char *arg)
{
	const char *dot = strrchr(arg, '.');

	return arg[0] != '-' && dot &&
	       (!strcmp(dot, ".c") || !strcmp(dot, ".S") ||
		!strcmp(dot, ".cc") || !strcmp(dot, ".cpp") ||
		!strcmp(dot, ".cxx"));
}

static int add(const char **list, int *count, int max, const char *value)
{
	if (*count == max)
		return -1;
	list[(*count)++] = value;
	return 0;
}

static int add_folder(struct job *job, const char *folder)
{
	return add(job->folders, &job->folders_count, FOLDERS_MAX, folder);
}

/* One option, whose value is `value`; 0, or -1. */
static int read_value(struct job *job, const char *option, const char *value)
{
	if (!value)
		return -1;
	if (is_folder_option(option))
		return add_folder(job, value);
	if (!strcmp(option, "-include"))
		return add(job->forced, &job->forced_count, FORCED_MAX, value);
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
	int i, bad = is_influenced(), compiles = 0, sources = 0;

	*job = (struct job){.argv = argv};
	for (i = 1; argv[i] && !bad; i++) {
		const char *arg = argv[i];

		if (is_beyond(arg)) {
			bad = 1;
		} else if (is_path_option(arg)) {
			bad = read_value(job, arg, argv[++i]);
		} else if (begins(arg, "-I")) {
			bad = add_folder(job, arg + 2);
		} else if (begins(arg, MAP_OPTION)) {
			bad = !strchr(arg + strlen(MAP_OPTION), '=') ||
			      add(job->maps, &job->maps_count, MAPS_MAX,
				  arg + strlen(MAP_OPTION));
		} else if (is_definition(arg)) {
			bad = add(job->defined, &job->defined_count,
				  DEFINED_MAX, arg + 2);
		} else if (!strcmp(arg, "-c")) {
			compiles = 1;
		} else if (!strcmp(arg, "-MMD") || !strcmp(arg, "-MD")) {
			job->depends = 1;
		} else if (is_source(arg)) {
			sources++;
		} else if (arg[0] != '-') {
			bad = 1;
		}
	}
	job->argc = i;
	return !bad && compiles && sources == 1 && job->output ? 0 : -1;
}

char **job_with_dependencies(const struct job *job, const char *file)
{
	const char *more[] = {"-MD", "-MT", "object", "-MF", file};
	char **argv = calloc((size_t)job->argc + 6, sizeof(*argv));
	int i, n = 0;

	if (!argv)
		return NULL;
	for (i = 0; i < job->argc; i++) {
		if (!strcmp(job->argv[i], "-MF") ||
		    !strcmp(job->argv[i], "-MT"))
			i++;
		else if (!begins(job->argv[i], "-M"))
			argv[n++] = job->argv[i];
	}
	for (i = 0; i < 5; i++)
		argv[n++] = (char *)more[i];
	return argv;
}

/* ---- paths ---- */

/* The last map that fits counts, as the compilers have it. */
void job_write_path(FILE *key, const struct job *job, const char *path)
{
	int i;

	for (i = job->maps_count - 1; i >= 0; i--) {
		const char *equals = strchr(job->maps[i], '=');
		size_t size = equals ? (size_t)(equals - job->maps[i]) : 0;

		if (equals && !strncmp(path, job->maps[i], size)) {
			fputs(equals + 1, key);
			path += size;
			break;
		}
	}
	fputs(path, key);
}

char *job_find_path(const struct job *job, const char *mapped)
{
	char *path = NULL;
	int i;

	if (mapped[0] == '/')
		return strdup(mapped);
	for (i = job->maps_count - 1; i >= 0; i--) {
		const char *equals = strchr(job->maps[i], '=');
		size_t size = equals ? strlen(equals + 1) : 0;

		if (size && !strncmp(mapped, equals + 1, size) &&
		    mapped[size] == '/')
			return asprintf(&path, "%.*s%s",
					(int)(equals - job->maps[i]),
					job->maps[i], mapped + size) < 0
				       ? NULL
				       : path;
	}
	return NULL;
}

/* ---- what decides besides the files ---- */

int job_write(FILE *key, const struct job *job, const char *compiler)
{
	char *folder = getcwd(NULL, 0);
	struct stat st;
	int i;

	if (!folder || stat(compiler, &st))
		return -1;
	fprintf(key, "%s %lld %lld\n", compiler, (long long)st.st_size,
		(long long)st.st_mtime);
	job_write_path(key, job, folder);
	free(folder);
	for (i = 1; i < job->argc; i++) {
		const char *arg = job->argv[i];

		if (!strcmp(arg, "-include")) {
			fputs("\ninclude ", key);
			job_write_path(key, job, job->argv[++i]);
		} else if (is_path_option(arg)) {
			i++;
		} else if (is_source(arg)) {
			fputs("\nsource ", key);
			job_write_path(key, job, arg);
		} else if (!begins(arg, "-I") && !begins(arg, "-M") &&
			   !begins(arg, MAP_OPTION) && !is_definition(arg)) {
			fprintf(key, "\n%s", arg);
		}
	}
	return fputs("\n", key) < 0 ? -1 : 0;
}
