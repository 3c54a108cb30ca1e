# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := ring.c
TESTS := tests/test_ring.c tests/test_threads_host.c
