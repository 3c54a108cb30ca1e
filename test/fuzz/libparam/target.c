/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Any bytes, cut at newlines, as arguments with parameters of every type */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define UK_LIBPARAM_PREFIX libtest
#include <uk/assert.h>
#include <uk/libparam.h>

#define ARGS_MAX 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static __u8 small;
static __s16 medium;
static __s64 large;
static char letter;
static bool flag;
static const char *text;
static unsigned int list[3];
static const char *names[3];

UK_LIB_PARAM(small, __u8);
UK_LIB_PARAM(medium, __s16);
UK_LIB_PARAM(large, __s64);
UK_LIB_PARAM(letter, char);
UK_LIB_PARAM(flag, bool);
UK_LIB_PARAM_STR(text);
UK_LIB_PARAM_ARR(list, unsigned int);
UK_LIB_PARAM_ARR(names, const char *);

static void forget(void)
{
	uk_libparam_list.used = 0;
	uk_libparam_names.used = 0;
	memset(names, 0, sizeof(names));
	text = NULL;
}

static void check_string(const char *s, const char *buf, size_t size)
{
	UK_BUGON(s && (s < buf || s + strlen(s) > buf + size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char end[] = "--";
	char *buf = malloc(size + 1);
	char *argv[ARGS_MAX + 1];
	char *next = buf;
	int argc = 0;
	int rc, i;

	memcpy(buf, size ? data : (const uint8_t *)"", size);
	buf[size] = '\0';
	while (next && argc < ARGS_MAX) {
		argv[argc++] = next;
		next = strchr(next, '\n');
		if (next)
			*next++ = '\0';
	}
	argv[argc++] = end;

	forget();
	rc = uk_libparam_parse(NULL, argc, argv);
	UK_BUGON(rc < 1 || rc > argc || strcmp(argv[rc - 1], "--"));
	UK_BUGON(*(unsigned char *)&flag > 1);
	check_string(text, buf, size);
	for (i = 0; i < 3; i++)
		check_string(names[i], buf, size);
	free(buf);
	return 0;
}
