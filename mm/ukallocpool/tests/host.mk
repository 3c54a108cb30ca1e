# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := pool.c
TESTS := tests/test_allocpool.c
NEEDS := mm/ukalloc mm/ukallocregion
