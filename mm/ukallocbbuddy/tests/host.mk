# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := check.c heap.c pages.c slab.c
TESTS := tests/test_allocbbuddy.c
NEEDS := mm/ukalloc mm/ukfalloc mm/ukfallocbuddy
DEFINES := CONFIG_LIBUKALLOCBBUDDY_DEBUG=1
