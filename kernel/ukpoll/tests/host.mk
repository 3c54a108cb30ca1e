# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := poll.c
TESTS := tests/test_poll.c
