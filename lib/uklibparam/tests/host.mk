# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := libparam.c value.c
TESTS := tests/test_libparam.c
