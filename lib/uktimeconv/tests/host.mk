# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := timeconv.c
TESTS := tests/test_timeconv.c
