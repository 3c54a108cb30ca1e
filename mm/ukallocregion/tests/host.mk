# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := region.c
TESTS := tests/test_allocregion.c
NEEDS := mm/ukalloc
