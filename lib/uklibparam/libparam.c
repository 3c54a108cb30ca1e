/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Finds the variable that an argument names. An argument is checked as a whole
 * before any of it is stored.
 */
#include <errno.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/print.h>
#include "libparam_priv.h"

/* Set by extra.ld */
extern struct uk_libparam *const uk_libparam_start[];
extern struct uk_libparam *const uk_libparam_end[];

/* Walks all elements of a value; stores none when base is beyond the end. */
#define CHECK_ONLY (~0U)

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int name_equals(const char *name, const char *text, __sz len)
{
	return !strncmp(name, text, len) && name[len] == '\0';
}

static int lib_matches(const char *lib, const char *text, __sz len)
{
	if (name_equals(lib, text, len))
		return 1;
	return !strncmp(lib, "lib", 3) && name_equals(lib + 3, text, len);
}

/*
 * The parameter that name[0..len) is of library lib[0..lib_len); *lib_found
 * tells whether the library has any.
 */
static struct uk_libparam *param_find(const char *lib, __sz lib_len,
				      const char *name, __sz len,
				      int *lib_found)
{
	struct uk_libparam *const *itr;

	*lib_found = 0;
	for (itr = uk_libparam_start; itr < uk_libparam_end; itr++) {
		if (!lib_matches((*itr)->lib, lib, lib_len))
			continue;
		*lib_found = 1;
		if (name_equals((*itr)->name, name, len))
			return *itr;
	}
	return NULL;
}

/*
 * Sets elements from index on, or checks the value with CHECK_ONLY. Returns
 * the number of elements, or -EINVAL or -ERANGE for one that is wrong.
 */
static int elements_set(const struct uk_libparam *param, char *value,
			unsigned int index)
{
	const __sz len = strlen(value);
	__sz pos = 0, start;
	int nr = 0;
	int rc;

	while (pos < len) {
		if (is_space(value[pos])) {
			pos++;
			continue;
		}
		start = pos;
		while (pos < len && !is_space(value[pos]))
			pos++;
		rc = libparam_value_set(
			param,
			index == CHECK_ONLY ? index : index + (unsigned int)nr,
			&value[start], pos - start);
		if (rc)
			return rc;
		pos++;
		nr++;
	}
	return nr;
}

static int array_set(struct uk_libparam *param, char *value)
{
	int nr = elements_set(param, value, CHECK_ONLY);

	if (nr < 0)
		return nr;
	if ((unsigned int)nr > param->capacity - param->used)
		return -E2BIG;
	(void)elements_set(param, value, param->used);
	param->used += (unsigned int)nr;
	return 0;
}

static int param_set(struct uk_libparam *param, char *value)
{
	int rc;

	if (param->is_array)
		return array_set(param, value);
	rc = libparam_value_set(param, 0, value, strlen(value));
	if (!rc)
		param->used = 1;
	return rc;
}

static void report(const char *progname, const struct uk_libparam *param,
		   const char *value, int rc)
{
	const char *why = "is no";

	if (rc == -ERANGE)
		why = "is out of range of its";
	else if (rc == -E2BIG)
		why = "has too many elements for its array of";
	uk_pr_err("%s: parameter %s.%s: \"%s\" %s %s, ignored\n", progname,
		  param->lib, param->name, value, why,
		  libparam_type_name(param));
}

static void argument_take(const char *progname, char *arg)
{
	static char yes[] = "y";
	char *value = strchr(arg, '=');
	const __sz key_len = value ? (__sz)(value - arg) : strlen(arg);
	const char *dot = memchr(arg, '.', key_len);
	const __sz lib_len = dot ? (__sz)(dot - arg) : key_len;
	struct uk_libparam *param = NULL;
	int lib_found = 0;
	int rc;

	if (dot)
		param = param_find(arg, lib_len, dot + 1, key_len - lib_len - 1,
				   &lib_found);
	if (!lib_found) {
		uk_pr_err("%s: Failed to identify the library of \"%s\", "
			  "ignored\n",
			  progname, arg);
		return;
	}
	if (!param) {
		uk_pr_err("%s: library %.*s has no parameter for \"%s\", "
			  "ignored\n",
			  progname, (int)lib_len, arg, arg);
		return;
	}
	if (value)
		value++;
	else
		value = param->type == UK_LIBPARAM_BOOL ? yes : arg + key_len;
	rc = param_set(param, value);
	if (rc)
		report(progname, param, value, rc);
}

int uk_libparam_parse(const char *progname, int argc, char **argv)
{
	int i, end;

	UK_ASSERT(argv || argc <= 0);

	for (end = 0; end < argc; end++)
		if (!strcmp(argv[end], "--"))
			break;
	if (end >= argc)
		return 0;
	for (i = 0; i < end; i++)
		argument_take(progname ? progname : "command line", argv[i]);
	return end + 1;
}
