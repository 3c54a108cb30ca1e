/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A compiler that remembers. It stands under the name of a compiler in a folder
 * in front of the PATH. Two kinds of entries lie in $EPI_CACHE, each under the
 * hash of its key, which is compared as a whole:
 *
 *   options          -> lists of the files that were read for this source
 *   options, files   -> the object
 *
 * A definition among the options counts where one of the files has its name.
 * If the files of a list have the contents now that they had when an object was
 * made, and lie where they lay, the compiler would read the same, and the
 * object is a copy. Otherwise the compiler does its work, and says what it
 * read; the object is kept if it had nothing else to say. Whatever goes wrong
 * here, the compiler runs.
 */
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "hash.h"
#include "inputs.h"

/* What is kept of the lists of one source */
#define LISTS_SIZE_MAX (1 << 16)

extern char **environ;

/* The same name further back in the PATH. */
static int find_compiler(const char *name, char *path, size_t room)
{
	char self[PATH_MAX], found[PATH_MAX];
	const char *base = strrchr(name, '/');
	char *folders = strdup(getenv("PATH") ?: ""), *rest = folders, *folder;
	int rc = -1;

	base = base ? base + 1 : name;
	if (!realpath("/proc/self/exe", self))
		return -1;
	while (rc && (folder = strsep(&rest, ":")))
		if (snprintf(path, room, "%s/%s", folder, base) < (int)room &&
		    realpath(path, found) && strcmp(found, self) &&
		    access(path, X_OK) == 0)
			rc = 0;
	free(folders);
	return rc;
}

/* Runs argv; its messages become the text. Returns its status, or -1. */
static int run(const char *path, char **argv, FILE *said)
{
	posix_spawn_file_actions_t actions;
	int status;
	pid_t pid;

	if (posix_spawn_file_actions_init(&actions) ||
	    posix_spawn_file_actions_adddup2(&actions, fileno(said),
					     STDERR_FILENO) ||
	    posix_spawn(&pid, path, &actions, NULL, argv, environ) ||
	    waitpid(pid, &status, 0) != pid)
		return -1;
	posix_spawn_file_actions_destroy(&actions);
	rewind(said);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- entries ---- */

/* All of both, under a name that is there at once or not at all. */
static int write_file(const char *path, const struct text *a,
		      const struct text *b)
{
	char new[PATH_MAX];
	FILE *file;
	int bad;

	snprintf(new, sizeof(new), "%s.%d", path, (int)getpid());
	file = fopen(new, "w");
	if (!file)
		return -1;
	bad = fwrite(a->at, 1, a->size, file) != a->size ||
	      fwrite(b->at, 1, b->size, file) != b->size;
	bad |= fclose(file) != 0;
	if (!bad && rename(new, path) == 0)
		return 0;
	unlink(new);
	return -1;
}

static void entry_path(char *path, const char *folder, const struct text *key)
{
	hash_t hash = hash_of(key->at, key->size);

	snprintf(path, PATH_MAX, "%s/%016llx%016llx", folder,
		 (unsigned long long)(hash >> 64), (unsigned long long)hash);
}

/* What is kept under a key; 0, or -1 when there is nothing. */
static int entry_read(struct text *value, const char *folder,
		      const struct text *key)
{
	char path[PATH_MAX];
	struct text entry;

	entry_path(path, folder, key);
	if (text_read(&entry, path) || entry.size < key->size ||
	    memcmp(entry.at, key->at, key->size))
		return -1;
	value->at = entry.at + key->size;
	value->size = entry.size - key->size;
	return 0;
}

static void entry_write(const char *folder, const struct text *key,
			const struct text *value)
{
	char path[PATH_MAX];

	entry_path(path, folder, key);
	write_file(path, key, value);
}

/* A key ends where the value begins: with a zero, which no text has. */
static int options_key(struct text *key, const struct job *job,
		       const char *compiler)
{
	FILE *stream = open_memstream(&key->at, &key->size);

	if (!stream || job_write(stream, job, compiler))
		return -1;
	fputc('\0', stream);
	return fclose(stream);
}

static int object_key(struct text *key, const struct text *options,
		      const struct inputs *inputs, const struct job *job)
{
	FILE *stream = open_memstream(&key->at, &key->size);

	if (!stream)
		return -1;
	fputs(options->at, stream);
	if (inputs_write_key(stream, inputs, job))
		return -1;
	fputc('\0', stream);
	return fclose(stream);
}

/* ---- the two ways to an object ---- */

/* Copies the object if one of the lists leads to it; 0, or -1. */
static int remember(const struct job *job, const char *folder,
		    const struct text *options)
{
	struct text lists, key, object, nothing = {"", 0};
	struct inputs inputs;
	char *rest;

	if (entry_read(&lists, folder, options))
		return -1;
	for (rest = lists.at; inputs_read(&inputs, job, &rest) == 0;)
		if (object_key(&key, options, &inputs, job) == 0 &&
		    entry_read(&object, folder, &key) == 0)
			return write_file(job->output, &object, &nothing) ||
					       inputs_write_rule(&inputs, job)
				       ? -1
				       : 0;
	return -1;
}

/* Keeps the object, and its list as the first one if that is new. */
static void keep(const struct job *job, const char *folder,
		 const struct text *options, const struct inputs *inputs)
{
	struct text key, object, lists, list;
	FILE *stream = open_memstream(&list.at, &list.size);

	if (!stream || object_key(&key, options, inputs, job) ||
	    text_read(&object, job->output))
		return;
	entry_write(folder, &key, &object);
	inputs_write(stream, inputs, job);
	if (fflush(stream))
		return;
	if (entry_read(&lists, folder, options) == 0) {
		if (memmem(lists.at, lists.size, list.at, list.size))
			return;
		if (lists.size < LISTS_SIZE_MAX)
			fwrite(lists.at, 1, lists.size, stream);
	}
	if (fclose(stream) == 0)
		entry_write(folder, options, &list);
}

/* Runs the compiler. Returns the status, or -1 when it has to run once more. */
static int compile(const struct job *job, const char *path, const char *folder,
		   const struct text *options)
{
	char rule_path[PATH_MAX];
	FILE *said = tmpfile();
	struct inputs inputs;
	struct timespec start;
	struct text rule;
	int status, c, quiet = 1, bad;
	char **argv;

	/* The clock that files get their times from */
	clock_gettime(CLOCK_REALTIME_COARSE, &start);
	snprintf(rule_path, sizeof(rule_path), "%s/rule.%d", folder,
		 (int)getpid());
	argv = job_with_dependencies(job, rule_path);
	if (!said || !argv)
		return -1;
	status = run(path, argv, said);
	free(argv);
	while ((c = fgetc(said)) != EOF) {
		quiet = 0;
		fputc(c, stderr);
	}
	bad = text_read(&rule, rule_path);
	unlink(rule_path);
	if (status)
		return status;
	if (bad || inputs_read_rule(&inputs, rule.at) ||
	    inputs_write_rule(&inputs, job))
		return -1;
	if (quiet && inputs_scan(&inputs, job, &start) == 0)
		keep(job, folder, options, &inputs);
	return 0;
}

int main(int argc, char **argv)
{
	const char *folder = getenv("EPI_CACHE");
	char path[PATH_MAX];
	struct text options;
	struct job job;
	int status = -1;

	(void)argc;
	if (find_compiler(argv[0], path, sizeof(path))) {
		fprintf(stderr, "%s: no such compiler in PATH\n", argv[0]);
		return 127;
	}
	/* A compiler looks for its parts beside what it is called */
	argv[0] = path;
	if (folder && job_read(&job, argv) == 0 &&
	    options_key(&options, &job, path) == 0)
		status = remember(&job, folder, &options) == 0
				 ? 0
				 : compile(&job, path, folder, &options);
	if (status >= 0)
		return status;
	execv(path, argv);
	return 127;
}
