/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any call with any arguments, of which some point into memory with any
 * contents: the line ends within its buffer and has no byte that a terminal
 * would take for a command.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/syscall.h>
#include "../../../posix/syscall_shim/tests/fake_access.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	uint16_t nr;
	uint8_t max, flags;
	uint8_t pointers; /* bits: which arguments point into what follows */
	int64_t ret;
	int64_t args[6];
} __packed;

static void check(const char *line, int len, size_t max, bool plain)
{
	UK_BUGON(len < 0 || (size_t)len >= max || strlen(line) != (size_t)len);
	for (int i = 0; plain && i < len; i++)
		UK_BUGON((line[i] < ' ' || line[i] > '~') &&
			 !(line[i] == '\n' && i == len - 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in;
	char line[256];
	long args[6];
	int len;

	if (size < sizeof(in))
		return 0;
	memcpy(&in, data, sizeof(in));
	data += sizeof(in);
	size -= sizeof(in);
	fake_memory_set(data, size);
	for (int i = 0; i < 6; i++) {
		args[i] = in.args[i];
		if (in.pointers & 1 << i)
			args[i] = (long)data + (args[i] & 63);
	}
	len = uk_snprsyscall(line, in.max, in.flags & 3, in.nr % 600, in.ret,
			     args[0], args[1], args[2], args[3], args[4],
			     args[5]);
	if (in.max)
		check(line, len, in.max, !(in.flags & 2));
	return 0;
}
