/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The last component of a path, by GNU: what follows the last slash. */
#include <stdint.h>
#include <string.h>

char *basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (char *)(uintptr_t)(slash ? slash + 1 : path);
}
