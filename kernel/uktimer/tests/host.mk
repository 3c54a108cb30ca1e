# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := heap.c
TESTS := tests/test_heap.c tests/test_queue.c
NEEDS := base/clock
