/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/access.h>
#include "fake_access.h"

static uintptr_t begin = 4096, end = UINTPTR_MAX;

void fake_memory_set(const void *base, size_t len)
{
	begin = base ? (uintptr_t)base : 4096;
	end = base ? begin + len : UINTPTR_MAX;
}

static bool is_there(const void *at, size_t len)
{
	uintptr_t addr = (uintptr_t)at;

	return addr >= begin && addr <= end && len <= end - addr;
}

int uk_copy_from_app(void *dst, const void *app_src, __sz len)
{
	if (!is_there(app_src, len)) {
		memset(dst, 0, len);
		return -EFAULT;
	}
	memcpy(dst, app_src, len);
	return 0;
}

long uk_strncpy_from_app(char *dst, const char *app_src, __sz size)
{
	for (__sz i = 0; i < size; i++) {
		if (!is_there(app_src + i, 1)) {
			dst[0] = '\0';
			return -EFAULT;
		}
		dst[i] = app_src[i];
		if (!dst[i])
			return (long)i;
	}
	dst[0] = '\0';
	return -ENAMETOOLONG;
}
