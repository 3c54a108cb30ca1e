/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * driver PROGRAM FIRST LAST: spoils the headers of a program, in the way that a
 * number says, and runs what has come out; as long as that is no program, the
 * next one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM_MAX 65536
#define SPOILT	    "/tmp/spoilt"

static char program[PROGRAM_MAX];

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

/* ELF header and program headers, and a little of what follows them. */
static void spoil(char *bytes, size_t len, uint32_t seed)
{
	uint32_t state = seed, at, n = random_next(&state) % 4 + 1;
	static const uint64_t words[] = {
		0, 1, 0xfff, 0x7fffffff, 0x7ffffffff000, ~0ULL, 1ULL << 63,
	};

	while (n--) {
		at = random_next(&state) % (uint32_t)(len - 8);
		if (random_next(&state) % 2)
			bytes[at] = (char)random_next(&state);
		else
			memcpy(bytes + (at & ~7U),
			       &words[random_next(&state) % 7], 8);
	}
}

static int put(const char *bytes, size_t len)
{
	int fd;

	unlink(SPOILT);
	fd = open(SPOILT, O_WRONLY | O_CREAT, 0755);
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		return -1;
	return close(fd);
}

int main(int argc, char *argv[])
{
	char *arguments[] = {SPOILT, NULL};
	static char bytes[PROGRAM_MAX];
	ssize_t len;
	int fd;

	if (argc != 4)
		return 2;
	fd = open(argv[1], O_RDONLY);
	len = read(fd, program, sizeof(program));
	if (len < 512)
		return 3;
	close(fd);
	for (int i = atoi(argv[2]); i < atoi(argv[3]); i++) {
		memcpy(bytes, program, (size_t)len);
		spoil(bytes, 512, (uint32_t)i);
		if (put(bytes, (size_t)len))
			return 4;
		dprintf(1, "mutant %d\n", i);
		execv(SPOILT, arguments);
		dprintf(1, "refused %d: %s\n", i, strerrorname_np(errno));
	}
	dprintf(1, "all done\n");
	return 0;
}
