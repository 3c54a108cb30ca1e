# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := init.c append.c
TESTS := tests/test_streambuf.c
