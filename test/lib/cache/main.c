/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A compiler that remembers. Under the name of a compiler, in a folder in front
 * of the PATH, it preprocesses the source (which writes the dependencies as
 * well) and looks whether this text was compiled with these options before:
 * then the object is a copy. Otherwise the compiler does its work, and the
 * object is kept if it had nothing to say.
 *
 * An entry, $EPI_CACHE/HASH, is the whole key and the object: what was compiled
 * from another text is never taken. Whatever goes wrong here, the compiler
 * runs.
 */
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "key.h"

extern char **environ;

struct text {
	char *at;
	size_t size;
};

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

/* Runs argv; its output or its messages (fd) become the text. */
static int run(const char *path, char **argv, int fd, FILE *into)
{
	posix_spawn_file_actions_t actions;
	int status;
	pid_t pid;

	if (posix_spawn_file_actions_init(&actions) ||
	    posix_spawn_file_actions_adddup2(&actions, fileno(into), fd) ||
	    posix_spawn(&pid, path, &actions, NULL, argv, environ) ||
	    waitpid(pid, &status, 0) != pid)
		return -1;
	posix_spawn_file_actions_destroy(&actions);
	rewind(into);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/*
 * The preprocessor for the same source. Comments stay, since warnings may be
 * about them. The target of the dependencies is given: it would be another one.
 */
static FILE *preprocess(const struct job *job, const char *path)
{
	char **argv = calloc((size_t)job->argc + 8, sizeof(*argv));
	char file[PATH_MAX], target[PATH_MAX];
	FILE *text = tmpfile();
	int i, n = 0;

	if (!argv || !text)
		return NULL;
	for (i = 0; i < job->argc; i++) {
		if (!strcmp(job->argv[i], "-o"))
			i++;
		else if (strcmp(job->argv[i], "-c"))
			argv[n++] = job->argv[i];
	}
	argv[n++] = "-E";
	argv[n++] = "-C";
	if (job->depends && !job->dependencies) {
		const char *dot = strrchr(job->output, '.');

		snprintf(file, sizeof(file), "%.*s.d",
			 (int)(dot ? dot - job->output
				   : (long)strlen(job->output)),
			 job->output);
		argv[n++] = "-MF";
		argv[n++] = file;
	}
	if (job->depends && !job->target) {
		snprintf(target, sizeof(target), "%s", job->output);
		argv[n++] = "-MT";
		argv[n++] = target;
	}
	i = run(path, argv, STDOUT_FILENO, text);
	free(argv);
	return i == 0 ? text : NULL;
}

static int read_file(const char *path, struct text *text)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	ssize_t got = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && (text->at = malloc((size_t)st.st_size + 1)))
		got = read(fd, text->at, (size_t)st.st_size);
	close(fd);
	text->size = (size_t)got;
	return got >= 0 && got == st.st_size ? 0 : -1;
}

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

static int is_entry_of(const struct text *entry, const struct text *key)
{
	return entry->size > key->size &&
	       !memcmp(entry->at, key->at, key->size);
}

/* The real compiler; what it made is kept if it did not complain. */
static int compile(const struct job *job, const char *path, const char *entry,
		   const struct text *key)
{
	FILE *said = tmpfile();
	struct text object;
	int status, c, quiet = 1;

	if (!said)
		return execv(path, job->argv);
	status = run(path, job->argv, STDERR_FILENO, said);
	while ((c = fgetc(said)) != EOF) {
		quiet = 0;
		fputc(c, stderr);
	}
	if (status == 0 && quiet && read_file(job->output, &object) == 0)
		write_file(entry, key, &object);
	return status < 0 ? 1 : status;
}

/* The key ends where the object begins: with a zero, which no source has. */
static int make_key(const struct job *job, const char *path, struct text *key)
{
	FILE *source = preprocess(job, path);
	FILE *stream = open_memstream(&key->at, &key->size);

	if (!source || !stream || key_write_options(stream, job, path) ||
	    key_write_source(stream, job, source))
		return -1;
	fputc('\0', stream);
	return fclose(stream);
}

int main(int argc, char **argv)
{
	const char *folder = getenv("EPI_CACHE");
	char path[PATH_MAX], entry[PATH_MAX];
	struct text key, found, object, nothing = {"", 0};
	struct job job;

	(void)argc;
	if (find_compiler(argv[0], path, sizeof(path))) {
		fprintf(stderr, "%s: no such compiler in PATH\n", argv[0]);
		return 127;
	}
	/* A compiler looks for its parts beside what it is called */
	argv[0] = path;
	if (!folder || job_read(&job, argv) || make_key(&job, path, &key)) {
		execv(path, argv);
		return 127;
	}
	snprintf(entry, sizeof(entry), "%s/%016llx", folder,
		 (unsigned long long)key_hash(key.at, key.size));
	if (read_file(entry, &found) == 0 && is_entry_of(&found, &key)) {
		object.at = found.at + key.size;
		object.size = found.size - key.size;
		if (write_file(job.output, &object, &nothing) == 0)
			return 0;
	}
	return compile(&job, path, entry, &key);
}
