/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <ctype.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "hash.h"
#include "inputs.h"

#define PATHS_ASKED 2048
#define QUESTION    "__has_include"

int text_read(struct text *text, const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	ssize_t got = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && (text->at = malloc((size_t)st.st_size + 1)))
		got = read(fd, text->at, (size_t)st.st_size);
	close(fd);
	if (got < 0 || got != st.st_size)
		return -1;
	text->at[got] = '\0';
	text->size = (size_t)got;
	return 0;
}

/* ---- names of options ---- */

static size_t name_length(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n;
}

/* What depend.awk, too, takes for the name of an option */
static int is_option(const char *name, size_t size)
{
	return !strncmp(name, "CONFIG_", 7) ||
	       (size == 14 && !strncmp(name, "UK_FULLVERSION", 14));
}

static int has_option(const char *options, const char *name, size_t size)
{
	const char *at = options;

	if (!strcmp(options, "*"))
		return 1;
	while ((at = memmem(at, strlen(at), name, size))) {
		if (at[-1] == ' ' && at[size] == ' ')
			return 1;
		at += size;
	}
	return 0;
}

/* Adds the names in a text to `options`; returns -1 without memory. */
static int add_options(char **options, const char *text)
{
	size_t size;

	for (; *text && strcmp(*options, "*"); text += size ? size : 1) {
		const char *next;
		char *more;

		size = name_length(text);
		if (!is_option(text, size))
			continue;
		next = text + size + strspn(text + size, " \t");
		if (!strncmp(next, "##", 2))
			strcpy(*options, "*");
		else if (!has_option(*options, text, size)) {
			if (asprintf(&more, "%s%.*s ", *options, (int)size,
				     text) < 0)
				return -1;
			free(*options);
			*options = more;
		}
	}
	return 0;
}

static int is_forced(const struct job *job, const char *path)
{
	int i;

	for (i = 0; i < job->forced_count; i++)
		if (!strcmp(job->forced[i], path))
			return 1;
	return 0;
}

/* Nothing but comments of one line and definitions? */
static int is_list_of_options(const char *text)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (*text != '\n' && strncmp(text, "/* ", 3) &&
		    strncmp(text, "#define ", 8))
			return 0;
	return 1;
}

/* The lines of a list of options that can matter. */
static void write_options(FILE *key, const char *text, const char *options)
{
	const char *line;
	size_t size;

	for (line = text; *line; line += size + (line[size] == '\n')) {
		size_t name = strncmp(line, "#define ", 8)
				      ? 0
				      : name_length(line + 8);

		size = strcspn(line, "\n");
		if (!is_option(line + 8, name) ||
		    has_option(options, line + 8, name))
			fprintf(key, "%.*s\n", (int)size, line);
	}
}

/* ---- which files ---- */

int inputs_read_rule(struct inputs *inputs, char *rule)
{
	char *word = strchr(rule, ':'), *end = rule;

	*inputs = (struct inputs){.options = strdup(" ")};
	/* The first rule ends with the first line that goes on nowhere */
	while ((end = strchr(end, '\n')) && end[-1] == '\\') {
		end[-1] = ' ';
		*end = ' ';
	}
	if (!word || !end || !inputs->options)
		return -1;
	*end = '\0';
	for (word = strtok(word + 1, " "); word; word = strtok(NULL, " ")) {
		if (strpbrk(word, "\\$#") || inputs->count == INPUTS_MAX)
			return -1;
		inputs->paths[inputs->count++] = word;
	}
	return inputs->count ? 0 : -1;
}

static int is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec ||
	       (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

static char *mapped(const struct job *job, const char *path)
{
	char *text;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return NULL;
	job_write_path(stream, job, path);
	return fclose(stream) ? NULL : text;
}

/* The system's headers ask for one another. */
static int is_of_system(const char *path)
{
	return !strncmp(path, "/usr/", 5);
}

/*
 * The name that is asked for by the __has_include in front of `at`, and its
 * length: 0 in defined(__has_include), -1 when it is not written there.
 */
static int question_name(const char *at, const char **name)
{
	size_t size;

	if (*at == ')')
		return 0;
	if (at[0] != '(' || (at[1] != '<' && at[1] != '"'))
		return -1;
	*name = at + 2;
	size = strcspn(*name, ">\"\n");
	return (*name)[0] != '/' && (*name)[size] == (at[1] == '<' ? '>' : '"')
		       ? (int)size
		       : -1;
}

static int asks_strangely(const char *text)
{
	const char *name;

	while ((text = strstr(text, QUESTION))) {
		text += strlen(QUESTION);
		if (question_name(text, &name) < 0)
			return 1;
	}
	return 0;
}

/* Does the text ask for what is in no file, or for one that cannot be told? */
static int asks_for_more(const char *path, const char *text)
{
	return strstr(text, ".incbin") || strstr(text, "__DATE__") ||
	       strstr(text, "__TIME__") || strstr(text, "__TIMESTAMP__") ||
	       (!is_of_system(path) && asks_strangely(text));
}

int inputs_scan(struct inputs *inputs, const struct job *job,
		const struct timespec *since)
{
	int i, rc = 0;

	for (i = 0; i < inputs->count && rc == 0; i++) {
		const char *path = inputs->paths[i];
		char *name = mapped(job, path);
		char *found = name ? job_find_path(job, name) : NULL;
		struct text text = {NULL, 0};
		struct stat st;

		if (!found || strcmp(found, path) || text_read(&text, path) ||
		    stat(path, &st) || !is_before(&st.st_ctim, since) ||
		    strlen(text.at) != text.size ||
		    asks_for_more(path, text.at))
			rc = -1;
		else if (!is_forced(job, path) || !is_list_of_options(text.at))
			rc = add_options(&inputs->options, text.at);
		free(text.at);
		free(found);
		free(name);
	}
	return rc;
}

void inputs_write(FILE *file, const struct inputs *inputs,
		  const struct job *job)
{
	int i;

	for (i = 0; i < inputs->count; i++) {
		job_write_path(file, job, inputs->paths[i]);
		fputc('\n', file);
	}
	fprintf(file, "=%s\n", inputs->options);
}

int inputs_read(struct inputs *inputs, const struct job *job, char **from)
{
	char *line;

	*inputs = (struct inputs){.count = 0};
	while ((line = strsep(from, "\n")) && *line && *line != '=') {
		char *path = job_find_path(job, line);

		if (!path || inputs->count == INPUTS_MAX)
			return -1;
		inputs->paths[inputs->count++] = path;
	}
	if (!line || *line != '=')
		return -1;
	inputs->options = line + 1;
	return 0;
}

/* ---- where they are found ---- */

/* The rest of a path that lies in a folder, or NULL. */
static const char *path_below(const char *path, const char *folder)
{
	size_t size = strlen(folder);

	return !strncmp(path, folder, size) && path[size] == '/'
		       ? path + size + 1
		       : NULL;
}

/* A folder to look into; names below one that is open are found faster. */
struct place {
	const char *path;
	size_t size;
	int folder; /* or -1, if it cannot be opened, or AT_FDCWD */
};

/*
 * Is it there? Each name is looked for in most folders, several times; most are
 * not there, and neither are the folders that they were in.
 */
static int is_there(const struct place *place, const char *path, size_t size)
{
	const char *name =
		place->folder == AT_FDCWD ? path : path + place->size + 1;
	static struct {
		uint64_t hash; /* of the path, zero where there is none */
		int is_there;
	} asked[PATHS_ASKED];
	uint64_t hash = (uint64_t)hash_of(path, size);
	size_t i = hash % PATHS_ASKED;

	if (asked[i].hash != hash) {
		asked[i].hash = hash;
		asked[i].is_there =
			faccessat(place->folder, name, F_OK, 0) == 0;
	}
	return asked[i].is_there;
}

static struct place place_of_search(const struct job *job, int i)
{
	static struct place places[FOLDERS_MAX];
	struct place *place = &places[i];

	if (!place->path) {
		place->path = job->folders[i];
		place->size = strlen(place->path);
		place->folder = open(place->path, O_PATH | O_DIRECTORY);
	}
	return *place;
}

/* Tells of a file with this name in this folder, if it is there. */
static void write_rival(FILE *key, const struct job *job, struct place place,
			const char *name, size_t name_size)
{
	const char *slash = memrchr(name, '/', name_size);
	size_t size = place.size;
	char path[PATH_MAX];

	if (size + name_size + 2 > sizeof(path))
		return;
	memcpy(path, place.path, size);
	path[size++] = '/';
	memcpy(path + size, name, name_size);
	if (slash) {
		path[size + (size_t)(slash - name)] = '\0';
		if (!is_there(&place, path, size + (size_t)(slash - name)))
			return;
		path[size + (size_t)(slash - name)] = '/';
	}
	path[size + name_size] = '\0';
	if (!is_there(&place, path, size + name_size))
		return;
	fputs(" rival ", key);
	job_write_path(key, job, path);
}

/* The same in the first `count` folders of the search. */
static void write_rivals(FILE *key, const struct job *job, int count,
			 const char *name, size_t name_size)
{
	int i;

	for (i = 0; i < count; i++)
		write_rival(key, job, place_of_search(job, i), name, name_size);
}

/* A name in quotes is looked for beside who includes it. */
static void write_rivals_beside(FILE *key, const struct inputs *inputs,
				const struct job *job, const char *name,
				size_t name_size)
{
	const char *last = "";
	size_t last_size = 0;
	int i;

	for (i = 0; i < inputs->count; i++) {
		const char *path = inputs->paths[i];
		size_t size = (size_t)(strrchr(path, '/') - path);

		if (size != last_size || strncmp(path, last, size))
			write_rival(key, job,
				    (struct place){path, size, AT_FDCWD}, name,
				    name_size);
		last = path;
		last_size = size;
	}
}

/*
 * In which folders of the search a file lies, and what lies there before it
 * under the same name. Of one that lies in none, any part can be the name.
 */
static void write_place(FILE *key, const struct inputs *inputs,
			const struct job *job, const char *path)
{
	const char *name;
	int i, found = 0;

	for (i = 0; i < job->folders_count; i++) {
		name = path_below(path, job->folders[i]);
		if (!name)
			continue;
		found = 1;
		fputs(" in ", key);
		job_write_path(key, job, job->folders[i]);
		write_rivals(key, job, i, name, strlen(name));
		write_rivals_beside(key, inputs, job, name, strlen(name));
	}
	for (name = path; !found && (name = strchr(name, '/')); name++)
		write_rivals(key, job, job->folders_count, name + 1,
			     strlen(name + 1));
}

/* Which files are there that the text asks for with __has_include(). */
static void write_answers(FILE *key, const struct inputs *inputs,
			  const struct job *job, const char *text)
{
	const char *name;
	int size;

	while ((text = strstr(text, QUESTION))) {
		text += strlen(QUESTION);
		size = question_name(text, &name);
		if (size <= 0)
			continue;
		fprintf(key, " asks for %.*s", size, name);
		write_rivals(key, job, job->folders_count, name, (size_t)size);
		write_rivals_beside(key, inputs, job, name, (size_t)size);
	}
}

/* Marks the definitions whose names are in a text. */
static void find_names(char *found, const struct job *job, const char *text)
{
	int i;

	for (i = 0; i < job->defined_count; i++) {
		const char *name = job->defined[i];
		size_t size = name_length(name);

		/* The list of options has these */
		if (!found[i] && !is_option(name, size))
			found[i] = memmem(text, strlen(text), name, size) != 0;
	}
}

/* The same for the values of definitions. */
static void find_names_in_values(char *found, const struct job *job)
{
	int i;

	for (i = 0; i < job->argc; i++) {
		const char *value = strchr(job->argv[i], '=');

		if (!strncmp(job->argv[i], "-D", 2) && value)
			find_names(found, job, value);
	}
}

/* The definitions that can matter. */
static void write_definitions(FILE *key, const char *found,
			      const struct inputs *inputs,
			      const struct job *job)
{
	int i;

	for (i = 0; i < job->defined_count; i++) {
		const char *name = job->defined[i];
		size_t size = name_length(name);

		if (found[i] || (is_option(name, size) &&
				 has_option(inputs->options, name, size)))
			fprintf(key, "define %s\n", name);
	}
}

int inputs_write_key(FILE *key, const struct inputs *inputs,
		     const struct job *job)
{
	char found[DEFINED_MAX] = {0};
	int i;

	for (i = 0; i < inputs->count; i++) {
		const char *path = inputs->paths[i];
		struct text text;

		if (path[0] != '/' || text_read(&text, path))
			return -1;
		job_write_path(key, job, path);
		if (is_forced(job, path) && is_list_of_options(text.at)) {
			fputc('\n', key);
			write_options(key, text.at, inputs->options);
		} else {
			fputc(' ', key);
			hash_write(key, hash_of(text.at, text.size));
		}
		find_names(found, job, text.at);
		if (!is_of_system(path))
			write_answers(key, inputs, job, text.at);
		/* The source and what is forced are not searched for */
		if (i && !is_forced(job, path))
			write_place(key, inputs, job, path);
		fputc('\n', key);
		free(text.at);
	}
	find_names_in_values(found, job);
	write_definitions(key, found, inputs, job);
	return 0;
}

/* ---- for make ---- */

int inputs_write_rule(const struct inputs *inputs, const struct job *job)
{
	const char *dot = strrchr(job->output, '.');
	char *path = NULL;
	FILE *file;
	int i;

	if (!job->depends)
		return 0;
	if (!job->dependencies &&
	    asprintf(&path, "%.*s.d", dot ? (int)(dot - job->output) : INT_MAX,
		     job->output) < 0)
		return -1;
	file = fopen(path ? path : job->dependencies, "w");
	free(path);
	if (!file)
		return -1;
	fprintf(file, "%s:", job->target ? job->target : job->output);
	for (i = 0; i < inputs->count; i++)
		fprintf(file, " \\\n %s", inputs->paths[i]);
	fputc('\n', file);
	/* -MP: a header that is gone is no error */
	for (i = 1; i < inputs->count; i++)
		fprintf(file, "%s:\n", inputs->paths[i]);
	return fclose(file);
}
