/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "drive.h"

static _Alignas(4096) char archive[16 * 4096];
static size_t end;

static void pad(size_t to)
{
	while (end % to)
		archive[end++] = '\0';
}

static void add(const char *name, mode_t mode, size_t len, int c)
{
	end += (size_t)sprintf(archive + end,
			       "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x"
			       "%08x%08x%08x",
			       0, mode, 0, 0, 1, 0, (unsigned int)len, 0, 0, 0,
			       0, (unsigned int)strlen(name) + 1, 0);
	strcpy(archive + end, name);
	end += strlen(name) + 1;
	pad(4);
	memset(archive + end, c, len);
	end += len;
	pad(4);
}

/* The header of a file and its name, with padding */
#define HEAD 112

/* The first file lies in memory as pages do: it can be mapped in place. */
const void *archive_make(size_t *len)
{
	memset(archive, 0, sizeof(archive));
	end = 4096 - HEAD;
	add("a", S_IFREG | 0644, 8192 + 50, 'a');
	add("b", S_IFREG | 0600, 5000, 'b');
	add("d", S_IFDIR | 0755, 0, 0);
	add("d/c", S_IFREG | 0644, 100, 'c');
	add("TRAILER!!!", 0, 0, 0);
	*len = end - (4096 - HEAD);
	return archive + 4096 - HEAD;
}
