# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := clock.c line.c clockscale.c
TESTS := tests/test_clockscale.c tests/test_clock.c
