# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := chacha20.c generator.c
TESTS := tests/test_chacha20.c
