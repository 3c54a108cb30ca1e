# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := shared.c
TESTS := tests/test_shared.c
HEADERS := mm/ukvmem mm/ukfalloc lib/uktree
