# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := parse.c
TESTS := tests/test_parse.c
