# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := alloc.c compat.c ifmalloc.c ifpages.c inject.c meta.c stats.c
TESTS := tests/test_alloc.c
DEFINES := CONFIG_LIBUKALLOC_IFSTATS=1 CONFIG_LIBUKALLOC_IFSTATS_GLOBAL=1 CONFIG_LIBUKALLOC_INJECT=1
