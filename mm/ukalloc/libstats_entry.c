/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Compiled into every library, with its __LIBNAME__ and its flags: its wrapper
 * of the default allocator, and its uk_alloc_get_default(), which
 * libstats_locals.uk makes local. Sees only the headers of the floor.
 */
#include <uk/alloc.h>
#include <uk/essentials.h>

/* clang would put bytes between the entries */
#ifdef __clang__
#define LIBSTATS_TABLE \
	__section(".uk_alloc_libstats") __attribute__((no_sanitize("address")))
#else
#define LIBSTATS_TABLE __section(".uk_alloc_libstats")
#endif

static struct uk_alloc wrapper;

static const struct uk_alloc_libstats_entry entry LIBSTATS_TABLE = {
	.libname = STRINGIFY(__LIBNAME__),
	.a = &wrapper,
};

struct uk_alloc *uk_alloc_get_default(void)
{
	return _uk_alloc_libstats_default(&entry);
}
