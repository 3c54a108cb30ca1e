# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := bits.c blocks.c buddy.c check.c search.c
TESTS := tests/test_fallocbuddy.c
NEEDS := mm/ukfalloc
DEFINES := CONFIG_LIBUKFALLOCBUDDY_MAX_ALLOC_ORDER=30 CONFIG_LIBUKFALLOCBUDDY_STATS=1
