# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := sglist.c combine.c
TESTS := tests/test_sglist.c
