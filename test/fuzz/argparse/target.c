/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any bytes as a command line. The words lie one behind the other in the
 * buffer, and cutting them again changes nothing but quotes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/argparse.h>
#include <uk/assert.h>

#define WORDS_MAX 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *argv[WORDS_MAX];
	char *buf = malloc(size + 1); /* exactly what the contract asks for */
	int i, argc;

	if (size)
		memcpy(buf, data, size);
	argc = uk_argnparse(buf, size, argv, size ? data[0] % WORDS_MAX : 1);
	UK_BUGON(argc < 0 || argc >= WORDS_MAX);
	for (i = 0; i < argc; i++) {
		UK_BUGON(argv[i] < buf || argv[i] > buf + size);
		UK_BUGON(strlen(argv[i]) > size - (size_t)(argv[i] - buf));
		UK_BUGON(i && argv[i] <= argv[i - 1] + strlen(argv[i - 1]));
	}
	free(buf);
	return 0;
}
