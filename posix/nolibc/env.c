/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The environment. It begins empty; not for several threads at a time. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *no_words[] = {NULL};
char **environ = no_words;

/* The array that we allocated, and the words in it that setenv() made. */
static char **own_array;
static char **own_words;
static size_t own_count;

/* The index of a variable, or that of the NULL at the end. */
static size_t find(const char *name, size_t len)
{
	size_t i;

	for (i = 0; environ && environ[i]; i++)
		if (strncmp(environ[i], name, len) == 0 &&
		    environ[i][len] == '=')
			break;
	return i;
}

static bool name_is_valid(const char *name)
{
	if (name && *name && !strchr(name, '='))
		return true;
	errno = EINVAL;
	return false;
}

char *getenv(const char *name)
{
	size_t len = strlen(name);
	size_t i = find(name, len);

	return len && environ && environ[i] ? environ[i] + len + 1 : NULL;
}

/* Make room for one more word behind n words. */
static bool grow(size_t n)
{
	char **a = malloc((n + 2) * sizeof(*a));

	if (!a)
		return false;
	if (n)
		memcpy(a, environ, n * sizeof(*a));
	a[n] = a[n + 1] = NULL;
	free(own_array);
	environ = own_array = a;
	return true;
}

/* Free a word if setenv() made it, and remember `replacement` instead. */
static bool own(char *old, char *replacement)
{
	char **words;
	size_t i;

	for (i = 0; i < own_count; i++) {
		if (old && own_words[i] == old) {
			free(old);
			own_words[i] = replacement;
			return true;
		}
	}
	if (!replacement)
		return true;
	for (i = 0; i < own_count; i++) {
		if (!own_words[i]) {
			own_words[i] = replacement;
			return true;
		}
	}
	words = realloc(own_words, (own_count + 1) * sizeof(*words));
	if (!words)
		return false;
	own_words = words;
	own_words[own_count++] = replacement;
	return true;
}

/* Put a word, whose name is len bytes, to where that name is, or behind. */
static int put(char *word, size_t len, bool ours)
{
	size_t i = find(word, len);
	bool is_new = !environ || !environ[i];

	if (is_new && !grow(i))
		return -1;
	if (!own(is_new ? NULL : environ[i], ours ? word : NULL))
		return -1;
	environ[i] = word;
	return 0;
}

int setenv(const char *name, const char *value, int overwrite)
{
	size_t len, value_len;
	char *word;

	if (!name_is_valid(name))
		return -1;
	if (!overwrite && getenv(name))
		return 0;
	len = strlen(name);
	value_len = strlen(value);
	word = malloc(len + value_len + 2);
	if (!word)
		return -1;
	memcpy(word, name, len);
	word[len] = '=';
	memcpy(word + len + 1, value, value_len + 1);
	if (put(word, len, true) < 0) {
		free(word);
		return -1;
	}
	return 0;
}

int unsetenv(const char *name)
{
	size_t i;

	if (!name_is_valid(name))
		return -1;
	while (environ && environ[i = find(name, strlen(name))]) {
		own(environ[i], NULL);
		for (; environ[i]; i++)
			environ[i] = environ[i + 1];
	}
	return 0;
}

/* The string itself becomes part of the environment. */
int putenv(char *string)
{
	size_t len = strcspn(string, "=");

	if (!string[len])
		return unsetenv(string);
	return put(string, len, false);
}

int clearenv(void)
{
	size_t i;

	for (i = 0; i < own_count; i++)
		free(own_words[i]);
	free(own_words);
	free(own_array);
	own_words = NULL;
	own_array = NULL;
	own_count = 0;
	environ = no_words;
	return 0;
}
