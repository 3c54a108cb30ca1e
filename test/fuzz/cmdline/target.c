/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* A whole command line: cut into words, parameters taken by the libraries */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define UK_LIBPARAM_PREFIX vfs
#include <uk/argparse.h>
#include <uk/assert.h>
#include <uk/libparam.h>

#define WORDS_MAX 60

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *rootfs;
static unsigned long rootflags;

UK_LIB_PARAM_STR(rootfs);
UK_LIB_PARAM(rootflags, unsigned long);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *argv[WORDS_MAX];
	char *buf = malloc(size + 1);
	int argc, rc;

	memcpy(buf, size ? data : (const uint8_t *)"", size);
	rootfs = NULL;
	rootflags = 7;
	argc = uk_argnparse(buf, size, argv, WORDS_MAX);
	rc = uk_libparam_parse("fuzz", argc, argv);
	UK_BUGON(rc < 0 || rc > argc);
	UK_BUGON(rc && strcmp(argv[rc - 1], "--"));
	UK_BUGON(!rc && (rootfs || rootflags != 7));
	UK_BUGON(rootfs && (rootfs < buf || rootfs > buf + size));
	free(buf);
	return 0;
}
