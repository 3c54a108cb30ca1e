# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := alloc.c compat.c ifmalloc.c ifpages.c inject.c libstats.c libstats_entry.c meta.c stats.c
TESTS := tests/test_alloc.c tests/test_libstats.c
DEFINES := CONFIG_LIBUKALLOC_IFSTATS=1 CONFIG_LIBUKALLOC_IFSTATS_GLOBAL=1 CONFIG_LIBUKALLOC_INJECT=1 \
	CONFIG_LIBUKALLOC_IFSTATS_PERLIB=1 __LIBNAME__=libukalloc
