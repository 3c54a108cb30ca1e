# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := walk.c prop.c match.c
TESTS := tests/test_ofw.c tests/tree.c
NEEDS := ext/libfdt
